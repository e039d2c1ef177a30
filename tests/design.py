"""The design tokens as the browser gets them: the colours of both themes, from static/css/tokens.css."""

import re
from pathlib import Path

CSS = Path(__file__).parent.parent / "static" / "css"
PAIR = re.compile(r"(--[\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);")


def long_form(colour):
    """#fff as #ffffff."""
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def tokens(theme):
    """The colours by name, as six-digit hexadecimal. `theme`: light or dark."""
    pairs = PAIR.findall((CSS / "tokens.css").read_text())
    return {name: long_form(light if theme == "light" else dark) for name, light, dark in pairs}


def rgb(colour):
    """Red, green and blue from 0 to 1."""
    return tuple(int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))


def linear(colour):
    """The same as light: sRGB without its gamma (IEC 61966-2-1)."""
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour))


def luminance(colour):
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    """Contrast ratio from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# Viénot, Brettel and Mollon (1999) for red and green blindness, Machado, Oliveira and Fernandes (2009) for
# blue-yellow: linear RGB as a person sees it who lacks that kind of cone.
VISIONS = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "full colour vision": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def seen(colour, vision):
    """Linear RGB as seen with this vision."""
    light = linear(colour)
    return tuple(min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in VISIONS[vision])


def oklab(light):
    """Linear RGB in Oklab (Ottosson 2020), where distance is near to how different two colours look."""
    lms = (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
    cones = [sum(a * b for a, b in zip(row, light, strict=True)) ** (1 / 3) for row in lms]
    lab = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return tuple(sum(a * b for a, b in zip(row, cones, strict=True)) for row in lab)


def difference(one, other, vision):
    """How different two colours look with this vision: 0.02 is just noticeable side by side, 1 is black and white."""
    first, second = (oklab(seen(colour, vision)) for colour in (one, other))
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5
