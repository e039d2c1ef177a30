"""Uploaded pictures: checked before they are decoded, stored in several sizes and without what they tell of
the photographer."""

import re
from contextlib import suppress
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 40_000_000
MAX_SIDE = 2560  # pixels; wider than any place a picture is shown, on a dense screen
# Pixels. A phone of 320 to 390 px shows 294 to 359 of them: 720 at twice, 1080 at three times the density;
# the widest column has 848: 1080 at once, 1600 at twice. So nobody is sent much more than the screen shows.
COPY_WIDTHS = (720, 1080, 1600)
# At these qualities the two look alike, and AVIF is a quarter smaller. What a slower speed saves is a few
# percent, for a multiple of the time the editor waits.
COPY_FORMATS = {"avif": {"quality": 50, "speed": 8}, "webp": {"quality": 76, "method": 4}}
SRGB = ImageCms.createProfile("sRGB")
# What cameras, telephones and programmes call a picture: DSC_0815, Bild-3, park_neu.jpg.
FILE_NAME = re.compile(
    r".*\.(jpe?g|png|webp|gif|avif|hei[cf]|tiff?|bmp|svg)"
    r"|(img|dsc[fn]?|pxl|pict?|dcim|image|bild|foto|photo|screenshot|bildschirmfoto)[ _-]?[\d_ .:()-]*"
    r"|[\w-]*_[\w-]*",
    re.IGNORECASE,
)


class Picture(ContentFile):
    """A picture as it is stored; its pixels (RGB or RGBA) stay at hand for the smaller copies."""

    def __init__(self, pixels):
        super().__init__(encoded(pixels, "webp", quality=88, method=4), name="picture.webp")
        self.pixels = pixels


def normalised(upload):
    """The upload as a Picture: upright, in sRGB, at most 2560 pixels a side, all metadata (GPS!) gone.

    Raises ValidationError for what is no JPEG, PNG or WebP, is damaged, animated or too large. The size
    is read from the header, so that a small file of enormous dimensions is never unpacked.
    """
    if isinstance(upload, Picture):
        return upload
    too_large = ValidationError(_("The picture has more than 40 million pixels. Please upload a smaller one."))
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise too_large
            # What a camera has put behind a photograph, such as a preview of it, does not make it move.
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                raise ValidationError(_("Moving pictures cannot be used here."))
            picture.load()
            pixels = in_srgb(upright(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This file cannot be read as a JPEG, PNG or WebP picture.")) from error
    pixels.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return Picture(clean)


def upright(picture):
    """The picture as it was held when it was taken, if the camera has noted that legibly."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # what is noted beside the pixels may be damaged in any way, and they are not
        return picture


def is_file_name(text):
    """Whether this is what a file is called, and so tells nobody what the picture shows."""
    return bool(FILE_NAME.fullmatch(text.strip()))


def in_srgb(picture):
    """The picture as RGB or RGBA in the one colour space that all screens understand without a profile."""
    if picture.mode == "I;16":
        picture = picture.point(lambda grey: grey * (1 / 256) + 0, "L")  # else all above 255 became white
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            return ImageCms.profileToProfile(picture, BytesIO(profile), SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a damaged profile, or one for other colours: the picture without it
    return picture.convert(mode)


def encoded(pixels, image_format, **options):
    """The bytes of an image file. Raises OSError, also where Pillow has other words for a failure."""
    file = BytesIO()
    try:
        pixels.save(file, image_format, **options)
    except (KeyError, RuntimeError, ValueError) as error:
        raise OSError(f"The picture cannot be written as {image_format}: {error}") from error
    return file.getvalue()


def widths_of_copies(width):
    """The widths of the smaller copies of a picture that is so wide, in pixels: none is enlarged."""
    widest = min(width, COPY_WIDTHS[-1])
    return [*(smaller for smaller in COPY_WIDTHS if smaller < widest), widest]


def smaller_copies(pixels):
    """Each width in each format, as files by name: 720.avif, 720.webp and so on."""
    copies = {}
    for width in widths_of_copies(pixels.width):
        height = max(1, round(pixels.height * width / pixels.width))
        copy = pixels.resize((width, height), Image.Resampling.LANCZOS)
        for extension, options in COPY_FORMATS.items():
            copies[f"{width}.{extension}"] = ContentFile(encoded(copy, extension, **options))
    return copies


def store_all(storage, files):
    """Write the files, by path, over what is there: all of them, or none. Raises OSError."""
    try:
        for path, content in files.items():
            storage.delete(path)
            storage.save(path, content)
    except OSError:
        for path in (*files, *(path.rpartition("/")[0] for path in files)):  # a folder goes if it is empty
            with suppress(OSError):
                storage.delete(path)
        raise
