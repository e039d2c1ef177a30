"""Uploaded pictures: checked before they are decoded, stored without what they tell of the photographer."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
MAX_SIDE = 2560  # pixels; wider than any place a picture is shown, on a dense screen


def normalised(upload):
    """The upload as a new file: upright, at most 2560 pixels a side, all metadata (GPS!) gone.

    Raises ValidationError for what is no JPEG, PNG or WebP, is damaged, animated or too large. The size
    is read from the header, so that a small file of enormous dimensions is never unpacked.
    """
    too_large = ValidationError(_("The picture has more than 40 million pixels. Please upload a smaller one."))
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise too_large
            if getattr(picture, "is_animated", False):
                raise ValidationError(_("Moving pictures cannot be used here."))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This file cannot be read as a JPEG, PNG or WebP picture.")) from error
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    pixels = upright.convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    stored = BytesIO()
    clean.save(stored, "WEBP", quality=88, method=4)
    return ContentFile(stored.getvalue(), name="picture.webp")
