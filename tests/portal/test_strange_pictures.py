"""Files that editors choose as a picture: what each bad one is refused with, and what of each good one is stored."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

from portal.models import Image
from tests.portal.forms import add, errors_beside, form_values
from tests.portal.test_images import a_png_header

pytestmark = pytest.mark.django_db

DESCRIBED = {"alt_text_de": "Eine Bank", "credit": "Stadt", "licence": "CC BY 4.0"}
UNREADABLE = "Diese Datei lässt sich nicht als Bild im Format JPEG, PNG oder WebP lesen."
TOO_LARGE = "Das Bild hat mehr als 40 Millionen Pixel. Bitte laden Sie ein kleineres hoch."
MOVING = "Bewegte Bilder sind hier nicht möglich."
EMPTY = "Die übertragene Datei ist leer."
SCRIPT = b"<script>alert(1)</script>"
WIDE, TALL = (60, 40), (40, 60)


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def stored():
    return {path.name: path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.*")}


def written(image_format, size=WIDE, mode="RGB", **options):
    file = BytesIO()
    Picture.effect_noise(size, 50).convert(mode).save(file, image_format, **options)
    return file.getvalue()


def frames(image_format, **options):
    """A file with two pictures, the second one upright."""
    file = BytesIO()
    others = [Picture.effect_noise(TALL if image_format == "MPO" else WIDE, 60).convert("RGB")]
    first = Picture.effect_noise(WIDE, 50).convert("RGB")
    first.save(file, image_format, save_all=True, append_images=others, **options)
    return file.getvalue()


def half(content):
    return content[: len(content) // 2]


def changed_in_the_middle(content):
    middle = len(content) // 2
    return content[:middle] + bytes(255 - byte for byte in content[middle : middle + 8]) + content[middle + 8 :]


def of_169_megapixels(image_format):
    """Whole and valid, and yet small: all of it is of one colour."""
    file = BytesIO()
    Picture.new("1" if image_format == "PNG" else "L", (13_000, 13_000)).save(file, image_format)
    return file.getvalue()


def with_a_text_that_unpacks_to_100_megabytes():
    packed = zlib.compress(bytes(100_000_000))
    chunk = b"zTXtComment\0\0" + packed
    whole = written("PNG")
    return whole[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + whole[33:]


BAD = {
    "empty.jpg": (lambda: b"", EMPTY),
    "text.jpg": (lambda: b"Das ist kein Bild.", UNREADABLE),
    "no-ending": (lambda: b"Das ist kein Bild.", UNREADABLE),
    "page.png": (lambda: b"<!DOCTYPE html>" + SCRIPT, UNREADABLE),
    "drawing.svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", UNREADABLE),
    "slides.webp": (lambda: b"%PDF-1.7", UNREADABLE),
    "programme.png": (lambda: b"MZ" + bytes(200), UNREADABLE),
    "phone.heic": (lambda: b"\0\0\0\x18ftypheic" + bytes(100), UNREADABLE),
    "still.gif": (lambda: written("GIF", mode="L"), UNREADABLE),
    "bmp-called.jpg": (lambda: written("BMP"), UNREADABLE),
    "tiff-called.png": (lambda: written("TIFF"), UNREADABLE),
    "avif-called.webp": (lambda: written("AVIF"), UNREADABLE),
    "script-before.jpg": (lambda: SCRIPT + written("JPEG"), UNREADABLE),
    "moving.gif": (lambda: frames("GIF", duration=100), UNREADABLE),
    "moving.webp": (lambda: frames("WEBP", duration=100), MOVING),
    "moving.png": (lambda: frames("PNG", duration=100), MOVING),
    "cut-off.jpg": (lambda: half(written("JPEG")), UNREADABLE),
    "cut-off.png": (lambda: half(written("PNG")), UNREADABLE),
    "cut-off.webp": (lambda: half(written("WEBP")), UNREADABLE),
    "damaged.png": (lambda: changed_in_the_middle(written("PNG")), UNREADABLE),
    "damaged-header.png": (lambda: written("PNG")[:20] + b"\xff" + written("PNG")[21:], UNREADABLE),
    "without-pixels.png": (lambda: a_png_header(0, 0), UNREADABLE),
    "more-than-40-megapixels.png": (lambda: a_png_header(8000, 5001), TOO_LARGE),
    "169-megapixels.png": (lambda: of_169_megapixels("PNG"), TOO_LARGE),
    "169-megapixels.jpg": (lambda: of_169_megapixels("JPEG"), TOO_LARGE),
    "169-megapixels.webp": (lambda: of_169_megapixels("WEBP"), TOO_LARGE),
    "enormous.png": (lambda: a_png_header(100_000, 100_000), TOO_LARGE),
    "packed-text.png": (with_a_text_that_unpacks_to_100_megabytes, UNREADABLE),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_beside_its_field_and_nothing_of_it_stays(editor, name):
    content, message = BAD[name]

    response = add(editor, "portal/image", file=SimpleUploadedFile(name, content()), **DESCRIBED)

    assert (response.status_code, errors_beside(response, "file")) == (200, [message])
    assert form_values(response)["alt_text_de"] == "Eine Bank"
    assert (Image.objects.count(), stored()) == (0, {})


def turned():
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned by 90 degrees
    exif[ExifTags.Base.Artist] = SCRIPT.decode()
    return exif


def with_damaged_exif():
    """Where it was taken is noted as a text, which no programme expects."""
    exif = turned()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 55.0)
    whole = written("JPEG", exif=exif)
    start = whole.index(b"\x00\x02\x00\x05\x00\x00\x00\x03")
    return whole[: start + 3] + b"\x02" + whole[start + 4 :]


def with_script_as_text():
    info = PngInfo()
    info.add_text("Comment", SCRIPT.decode())
    return written("PNG", pnginfo=info)


# The name, the content, and the size and kind of colour that are stored.
GOOD = {
    "plain.jpg": (lambda: written("JPEG"), WIDE, "RGB"),
    "plain.png": (lambda: written("PNG"), WIDE, "RGB"),
    "plain.webp": (lambda: written("WEBP"), WIDE, "RGB"),
    "one-pixel.png": (lambda: written("PNG", (1, 1)), (1, 1), "RGB"),
    "transparent.png": (lambda: written("PNG", mode="1", transparency=0), WIDE, "RGBA"),
    "print-colours.jpg": (lambda: written("JPEG", mode="CMYK"), WIDE, "RGB"),
    "turned.jpg": (lambda: written("JPEG", exif=turned()), TALL, "RGB"),
    "damaged-exif.jpg": (with_damaged_exif, WIDE, "RGB"),
    "with-preview.jpg": (lambda: frames("MPO"), WIDE, "RGB"),
    "png-called.jpg": (lambda: written("PNG"), WIDE, "RGB"),
    "jpeg-called.png": (lambda: written("JPEG"), WIDE, "RGB"),
    "jpeg-called.gif": (lambda: written("JPEG"), WIDE, "RGB"),
    "jpeg-called.html": (lambda: written("JPEG"), WIDE, "RGB"),
    "jpeg-called.svg": (lambda: written("JPEG"), WIDE, "RGB"),
    "jpeg-called.jpg.exe": (lambda: written("JPEG"), WIDE, "RGB"),
    "no-ending": (lambda: written("JPEG"), WIDE, "RGB"),
    "f" * 90 + ".PNG": (lambda: written("PNG"), WIDE, "RGB"),
    "script-behind.jpg": (lambda: written("JPEG") + SCRIPT, WIDE, "RGB"),
    "archive-behind.png": (lambda: written("PNG") + b"PK\x03\x04" + SCRIPT, WIDE, "RGB"),
    "script-as-comment.jpg": (lambda: written("JPEG", comment=SCRIPT), WIDE, "RGB"),
    "script-as-text.png": (with_script_as_text, WIDE, "RGB"),
    "script-as-exif.webp": (lambda: written("WEBP", exif=turned()), TALL, "RGB"),
    "script-as-xmp.webp": (lambda: written("WEBP", xmp=SCRIPT), WIDE, "RGB"),
    "script-as-profile.png": (lambda: written("PNG", icc_profile=SCRIPT), WIDE, "RGB"),
}


@pytest.mark.parametrize("name", GOOD)
def test_of_a_good_file_nothing_but_its_pixels_is_stored(editor, client, name):
    content, size, mode = GOOD[name]

    response = add(editor, "portal/image", file=SimpleUploadedFile(name, content()), **DESCRIBED)

    assert response.status_code == 302
    image, files = Image.objects.get(), stored()
    picture = Picture.open(BytesIO(files["picture.webp"]))
    assert (picture.format, picture.size, (image.width, image.height), picture.mode) == ("WEBP", size, size, mode)
    assert sorted(files) == [f"{size[0]}.avif", f"{size[0]}.webp", "picture.webp"]
    assert [part for part in files.values() if b"script" in part or b"PK\x03\x04" in part] == []
    assert client.get(image.file.url)["Content-Type"] == "image/webp"
