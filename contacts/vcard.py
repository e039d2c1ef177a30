"""A contact as a file that address books read: vCard 4.0 (RFC 6350). Pure functions."""

LINE = 75  # bytes, without the line break
ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None, "\0": None})


def vcard(properties):
    """The text of a card from (property, value) in their order. A value is a text, or a tuple of the texts that
    it is composed of; a property without any is left out."""
    lines = [
        f"{name}:{';'.join(text.translate(ESCAPES) for text in parts)}"
        for name, value in properties
        if any(parts := value if isinstance(value, tuple) else (value,))
    ]
    return "".join(f"{folded(line)}\r\n" for line in ["BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD"])


def folded(line):
    """The line in pieces of at most 75 bytes, of which all but the first begin with a blank; no letter is split."""
    pieces = [""]
    for letter in line:
        if len(f"{pieces[-1]}{letter}".encode()) > LINE:
            pieces.append(" ")
        pieces[-1] += letter
    return "\r\n".join(pieces)
