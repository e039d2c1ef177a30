import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import ExifTags, Image, ImageCms

from portal.images import normalised, smaller_copies, widths_of_copies

RED, GREEN = (255, 0, 0), (0, 255, 0)
UNREADABLE = "Diese Datei lässt sich nicht als Bild im Format JPEG, PNG oder WebP lesen."


def upload_of(picture, image_format="PNG", **options):
    written = BytesIO()
    picture.save(written, image_format, **options)
    return ContentFile(written.getvalue(), name=f"upload.{image_format.lower()}")


def stored(upload):
    return Image.open(normalised(upload))


def copies_of(upload):
    """The smaller copies as opened pictures, by file name."""
    return {name: Image.open(file) for name, file in smaller_copies(normalised(upload).pixels).items()}


def sizes_of(upload):
    return {name: copy.size for name, copy in copies_of(upload).items()}


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


def test_no_stored_file_tells_where_and_by_whom_the_picture_was_taken():
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Erika Mustermann"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (51.0, 28.0, 55.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>geheim</x:xmpmeta>"
    upload = upload_of(Image.new("RGB", (1700, 1000), RED), "JPEG", exif=exif, comment=b"geheim", xmp=xmp)
    assert Image.open(upload).getexif().get_ifd(ExifTags.IFD.GPSInfo)

    picture = normalised(upload)

    files = [picture, *smaller_copies(picture.pixels).values()]
    assert len(files) == 7
    for file in files:
        stored_picture = Image.open(file)
        assert dict(stored_picture.getexif()) == {}
        assert dict(stored_picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)) == {}
        assert {"exif", "xmp", "icc_profile", "comment"} & set(stored_picture.info) == set()
        assert [
            secret for secret in (b"Mustermann", b"geheim", b"GPS", b"Exif") if secret in file.file.getvalue()
        ] == []


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
    upload = upload_of(Image.new("P", (10, 10), 0), transparency=0)

    picture = stored(upload)

    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 5))[3] == 0
    assert {copy.getpixel((5, 5))[3] for copy in copies_of(upload).values()} == {0}


@pytest.mark.parametrize("mode", ["L", "P", "1", "I;16", "CMYK", "YCbCr"])
def test_pictures_of_every_kind_of_colour_become_plain(mode):
    image_format = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    upload = upload_of(Image.new(mode, (10, 10)), image_format)

    assert stored(upload).mode == "RGB"
    assert {copy.mode for copy in copies_of(upload).values()} == {"RGB"}


@pytest.mark.parametrize(("mode", "white"), [("L", 255), ("I;16", 65535), ("CMYK", (0, 0, 0, 0))])
def test_light_stays_light_and_dark_stays_dark(mode, white):
    image_format = "JPEG" if mode == "CMYK" else "PNG"
    black = (0, 0, 0, 255) if mode == "CMYK" else 0
    grey = (0, 0, 0, 128) if mode == "CMYK" else white // 2

    levels = [
        stored(upload_of(Image.new(mode, (8, 8), c), image_format)).getpixel((4, 4))[0] for c in (black, grey, white)
    ]

    assert levels[0] < 8
    assert 120 < levels[1] < 136
    assert levels[2] > 247


def a_profile_that_calls_red_blue():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return srgb.replace(b"rXYZ", b"swap").replace(b"bXYZ", b"rXYZ").replace(b"swap", b"bXYZ")


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (200, 50, 20)), ("RGBA", (200, 50, 20, 255))])
def test_a_picture_is_stored_in_the_colours_that_its_profile_means(mode, colour):
    upload = upload_of(Image.new(mode, (8, 8), colour), icc_profile=a_profile_that_calls_red_blue())

    red, _, blue, *_ = stored(upload).getpixel((4, 4))

    assert red < 30
    assert blue > 190


@pytest.mark.parametrize(
    ("mode", "profile"), [("RGB", b"no profile"), ("CMYK", a_profile_that_calls_red_blue()), ("L", b"\0" * 200)]
)
def test_a_profile_that_cannot_be_used_is_left_aside(mode, profile):
    upload = upload_of(Image.new(mode, (8, 8)), "JPEG", icc_profile=profile)

    assert stored(upload).size == (8, 8)


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


def test_what_is_hidden_behind_a_picture_is_not_stored():
    polyglot = upload_of(Image.new("RGB", (30, 20), RED)).read() + b"PK\x03\x04<script>alert(1)</script>"

    picture = normalised(ContentFile(polyglot, name="foto.html"))

    assert picture.name == "picture.webp"
    assert b"script" not in picture.read()


def test_a_picture_that_is_stored_already_is_not_compressed_a_second_time():
    picture = normalised(upload_of(Image.new("RGB", (30, 20), RED)))

    assert normalised(picture) is picture


# Smaller copies


def test_a_large_picture_has_copies_in_three_widths_and_two_formats():
    copies = copies_of(upload_of(Image.new("RGB", (3000, 2000), RED), "JPEG"))

    assert {name: (copy.format, copy.size) for name, copy in copies.items()} == {
        "720.avif": ("AVIF", (720, 480)),
        "720.webp": ("WEBP", (720, 480)),
        "1080.avif": ("AVIF", (1080, 720)),
        "1080.webp": ("WEBP", (1080, 720)),
        "1600.avif": ("AVIF", (1600, 1067)),
        "1600.webp": ("WEBP", (1600, 1067)),
    }


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (720, [720]),
        (721, [720, 721]),
        (1500, [720, 1080, 1500]),
        (1600, [720, 1080, 1600]),
        (2560, [720, 1080, 1600]),
    ],
)
def test_no_copy_is_wider_than_its_picture(width, widths):
    assert widths_of_copies(width) == widths


@pytest.mark.parametrize(
    ("size", "sizes"),
    [
        ((1, 1), {"1.avif": (1, 1), "1.webp": (1, 1)}),
        ((10, 3000), {"9.avif": (9, 2560), "9.webp": (9, 2560)}),
        (
            (3000, 1),
            {f"{width}.{extension}": (width, 1) for width in (720, 1080, 1600) for extension in ("avif", "webp")},
        ),
    ],
)
def test_the_tiniest_and_the_narrowest_pictures_have_copies(size, sizes):
    assert sizes_of(upload_of(Image.new("RGB", size, RED))) == sizes


def test_the_copies_of_a_picture_taken_on_its_side_are_upright():
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6

    sizes = sizes_of(upload_of(Image.new("RGB", (1600, 800), RED), "JPEG", exif=exif))

    assert sizes == {"720.avif": (720, 1440), "720.webp": (720, 1440), "800.avif": (800, 1600), "800.webp": (800, 1600)}


@pytest.mark.parametrize("copy_formats", [{"avif": {"quality": 1000}}, {"unknown": {}}])
def test_a_copy_that_cannot_be_made_is_an_error_of_the_system(monkeypatch, copy_formats):
    monkeypatch.setattr("portal.images.COPY_FORMATS", copy_formats)

    with pytest.raises(OSError, match="cannot be written as"):
        smaller_copies(Image.new("RGB", (30, 20), RED))
