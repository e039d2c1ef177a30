import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import ExifTags, Image

from portal.images import normalised

RED, GREEN = (255, 0, 0), (0, 255, 0)
UNREADABLE = "Diese Datei lässt sich nicht als Bild im Format JPEG, PNG oder WebP lesen."


def upload_of(picture, image_format="PNG", **options):
    written = BytesIO()
    picture.save(written, image_format, **options)
    return ContentFile(written.getvalue(), name=f"upload.{image_format.lower()}")


def stored(upload):
    return Image.open(normalised(upload))


def a_png_header(width, height):
    """The beginning of a PNG of these dimensions: all that is needed to know them."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + checked + struct.pack(">I", 0) + b"IDAT"


def refusal_of(data):
    with pytest.raises(ValidationError) as refusal:
        normalised(ContentFile(data, name="upload.png"))
    return refusal.value.messages


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_an_uploaded_picture_is_stored_as_webp(image_format):
    picture = stored(upload_of(Image.new("RGB", (30, 20), RED), image_format))

    assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", (30, 20))


def test_the_stored_picture_does_not_tell_where_and_by_whom_it_was_taken():
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Erika Mustermann"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 55.0)
    upload = upload_of(Image.new("RGB", (30, 20), RED), "JPEG", exif=exif, comment=b"geheim")
    assert Image.open(upload).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    picture = stored(upload)

    assert dict(picture.getexif()) == {}
    assert dict(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}
    assert b"Mustermann" not in normalised(upload).read()
    assert b"geheim" not in normalised(upload).read()


def test_a_picture_taken_with_the_camera_on_its_side_is_stored_upright():
    lying = Image.new("RGB", (40, 20), RED)
    lying.paste(GREEN, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # to be turned by 90 degrees clockwise

    picture = stored(upload_of(lying, "JPEG", exif=exif, quality=100))

    above, below = (picture.convert("RGB").getpixel((10, y)) for y in (5, 35))
    assert picture.size == (20, 40)
    assert above[1] > 200 > 60 > above[0]
    assert below[0] > 200 > 60 > below[1]


def test_a_picture_is_at_most_2560_pixels_a_side_and_keeps_its_shape():
    picture = stored(upload_of(Image.new("RGB", (5120, 1280), RED)))

    assert picture.size == (2560, 640)


def test_a_small_picture_is_not_enlarged():
    assert stored(upload_of(Image.new("RGB", (3, 2), RED))).size == (3, 2)


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (255, 0))])
def test_transparency_is_kept(mode, colour):
    picture = stored(upload_of(Image.new(mode, (10, 10), colour)))

    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 5))[3] == 0


def test_transparency_of_a_palette_is_kept():
    picture = stored(upload_of(Image.new("P", (10, 10), 0), transparency=0))

    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16", "1"])
def test_pictures_of_every_kind_of_colour_become_plain(mode):
    image_format = "JPEG" if mode == "CMYK" else "PNG"

    assert stored(upload_of(Image.new(mode, (10, 10)), image_format)).mode == "RGB"


def test_a_picture_of_exactly_40_million_pixels_is_not_too_large():
    assert refusal_of(a_png_header(8000, 5000)) == [UNREADABLE]


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (16_384, 12_288), (100_000, 100_000)])
def test_a_picture_too_large_is_refused_by_its_header_without_being_unpacked(width, height):
    reasons = refusal_of(a_png_header(width, height))

    assert reasons == ["Das Bild hat mehr als 40 Millionen Pixel. Bitte laden Sie ein kleineres hoch."]


@pytest.mark.parametrize("image_format", ["WEBP", "PNG"])
def test_a_moving_picture_is_refused(image_format):
    frames = [Image.new("RGB", (10, 10), colour) for colour in (RED, GREEN)]
    upload = upload_of(frames[0], image_format, save_all=True, append_images=frames[1:], duration=100)

    with pytest.raises(ValidationError) as refusal:
        normalised(upload)

    assert refusal.value.messages == ["Bewegte Bilder sind hier nicht möglich."]


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(image_format):
    whole = upload_of(Image.effect_noise((200, 200), 80).convert("RGB"), image_format).read()

    assert refusal_of(whole[: len(whole) // 2]) == [UNREADABLE]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Das ist kein Bild.",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
    ],
)
def test_what_is_no_picture_is_refused(data):
    assert refusal_of(data) == [UNREADABLE]


@pytest.mark.parametrize("image_format", ["GIF", "BMP", "TIFF", "ICO"])
def test_a_picture_of_another_format_is_refused(image_format):
    data = upload_of(Image.new("RGB", (16, 16), RED), image_format).read()

    assert refusal_of(data) == [UNREADABLE]


def test_the_refusal_is_english_for_an_english_editor():
    with translation.override("en"):
        assert refusal_of(b"") == ["This file cannot be read as a JPEG, PNG or WebP picture."]
