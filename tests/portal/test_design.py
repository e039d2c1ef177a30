"""The colours of the design: readable on every ground, told apart with every colour vision."""

import re
from itertools import combinations

import pytest
from django.conf import settings

from strategy.models import Accent
from tests.design import CSS, VISIONS, contrast, difference, tokens

HUES = [f"--hue-{accent}" for accent in Accent.values]
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2, criteria 1.4.3 and 1.4.11
WHITE = "#ffffff"
COLOURS = settings.BASE_DIR / "templates" / "typst" / "colours.typ"
NAMES_OF_COLOURS = ["paper", "tint", "ink", "ink-soft", "rule", "link-colour", "sample"]
WHEEL_FOCUS = re.compile(r"wheel__focus \{\s+fill: color-mix\(in oklab, var\(--accent\) (\d+)%")
FOCUS_SHARE = int(WHEEL_FOCUS.search((CSS / "components" / "wheel.css").read_text())[1]) / 100


def mixed(share, colour, ground):
    """Nearly what color-mix(in oklab, colour share%, ground) gives; both are sRGB, so a little lighter or darker."""
    channels = [round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5)]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["--paper", "--tint"])
@pytest.mark.parametrize("colour", ["--ink", "--ink-soft", "--link", "--error", *HUES])
def test_text_is_readable_on_every_ground(theme, ground, colour):
    assert contrast(tokens(theme)[colour], tokens(theme)[ground]) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_notice_is_readable(theme):
    assert contrast(tokens(theme)["--ink"], tokens(theme)["--sample"]) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["--paper", "--tint", "--sample"])
def test_focus_is_seen_on_every_ground(theme, ground):
    assert contrast(tokens(theme)["--focus"], tokens(theme)[ground]) >= SHAPE


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("hue", HUES)
def test_number_on_a_focus_of_the_wheel_is_readable(theme, hue):
    colours = tokens(theme)

    ground = mixed(FOCUS_SHARE, colours[hue], colours["--paper"])

    assert contrast(colours["--ink"], ground) >= SHAPE  # 34 px in bold: large text


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_five_accents_are_told_apart_with_every_colour_vision(theme, vision):
    hues = [tokens(theme)[hue] for hue in HUES]

    assert min(difference(one, other, vision) for one, other in combinations(hues, 2)) >= 0.08


def test_contrast_is_computed_as_wcag_defines_it():
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#777777", WHITE) == pytest.approx(4.48, abs=0.005)


def test_red_and_green_look_alike_without_one_of_the_cones():
    red, green = "#b25a00", "#6f7a00"

    assert difference(red, green, "deuteranopia") < difference(red, green, "full colour vision") / 2


def test_documents_wear_the_colours_of_the_light_theme():
    declared = re.findall(r"(?:#let )?([a-z-]+)(?: =|:) rgb\(\"(#\w{6})\"\)", COLOURS.read_text())

    light = tokens("light")
    accents = {name: light[f"--hue-{name}"] for name in Accent.values}
    plain = {name: light[f"--{name.removesuffix('-colour')}"] for name in NAMES_OF_COLOURS}
    assert declared == [*plain.items(), *accents.items()]


@pytest.mark.parametrize("file", sorted(CSS.rglob("*.css")), ids=lambda file: file.name)
def test_only_the_tokens_name_colours(file):
    css = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", file.read_text(), flags=re.DOTALL)

    named = re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)a?\(", css)

    assert named == [] or file.name == "tokens.css"
