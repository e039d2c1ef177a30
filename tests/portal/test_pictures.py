"""Pictures from the upload to the reader: which files are stored, and what a page says of them."""

import re
import resource
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as Picture

from portal.images import smaller_copies
from portal.models import Image
from portal.sample import make_image
from strategy.models import ActivityImage
from tests.builders import a_core_activity, a_press_release

pytestmark = pytest.mark.django_db

COPIES = ["1080.avif", "1080.webp", "1600.avif", "1600.webp", "720.avif", "720.webp"]


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def a_file(width=1700, height=1000, name="foto.jpg"):
    written = BytesIO()
    Picture.new("RGB", (width, height), (20, 90, 60)).save(written, "JPEG")
    return ContentFile(written.getvalue(), name=name)


def an_image(**values):
    defaults = {"file": a_file(), "alt_text_de": "Eine Bank", "credit": "Stadt Bochum", "licence": "CC BY 4.0"}
    return Image.objects.create(**{**defaults, **values})


def stored_files():
    return sorted(str(path.relative_to(settings.MEDIA_ROOT)) for path in Path(settings.MEDIA_ROOT).rglob("*.*"))


def folder_of(image):
    return image.file.name.removesuffix("/picture.webp")


def figures(response):
    """The pictures of a page as the browser gets them, each in one line."""
    found = re.findall(r'<figure class="picture.*?</figure>', response.content.decode(), re.DOTALL)
    return [re.sub(r"\s+(?=<|>(?!=))|(?<=>)\s+", "", " ".join(figure.split())) for figure in found]


def page_with(client, *images, language="de"):
    core_activity = a_core_activity(slug="baenke")
    for position, image in enumerate(images):
        ActivityImage.objects.create(core_activity=core_activity, image=image, position=position)
    return client.get({"de": "/de/projekte/baenke/", "en": "/en/projects/baenke/"}[language])


# What is stored


def test_an_upload_is_stored_with_its_smaller_copies_in_a_folder_that_nobody_can_guess():
    image = an_image()

    pictures, year, secret = folder_of(image).split("/")
    assert (pictures, year, len(secret)) == ("pictures", str(timezone.localdate().year), 16)
    assert stored_files() == [f"{folder_of(image)}/{name}" for name in [*COPIES, "picture.webp"]]
    assert (image.width, image.height, image.copy_widths) == (1700, 1000, [720, 1080, 1600])


def test_no_two_pictures_share_a_folder():
    assert folder_of(an_image()) != folder_of(an_image())


def test_what_is_no_picture_is_refused_even_without_a_form():
    with pytest.raises(ValidationError):
        an_image(file=ContentFile(b"Das ist kein Bild.", name="foto.jpg"))

    assert stored_files() == []


def test_a_picture_that_is_replaced_or_deleted_stays_where_it_was():
    image = an_image(file=a_file(720, 400))
    before = stored_files()

    image.file = a_file(600, 800)
    image.save()
    after = folder_of(image)
    image.delete()

    assert (image.width, image.height, image.copy_widths) == (600, 800, [600])
    assert stored_files() == sorted([*before, f"{after}/600.avif", f"{after}/600.webp", f"{after}/picture.webp"])


def test_saving_again_writes_no_file():
    image = an_image(file=a_file(720, 400))
    before = stored_files()

    Image.objects.get().save()

    assert stored_files() == before
    assert Image.objects.get().file.name == image.file.name


@contextmanager
def room_for_files_of(size):
    """A disk that takes no file of more bytes than `size`: it is written until then, and fails in the middle."""
    _, hard = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("fitting", [0, 1, 3])
def test_a_picture_that_the_disk_has_no_room_for_leaves_nothing_behind(fitting):
    noise = Picture.effect_noise((800, 800), 60).convert("RGB")
    written = BytesIO()
    noise.save(written, "PNG")
    sizes = sorted(copy.size for copy in smaller_copies(noise).values())
    limit = sizes[fitting - 1] if fitting else sizes[0] // 2

    with room_for_files_of(limit), pytest.raises(OSError, match="File too large"):
        an_image(file=ContentFile(written.getvalue(), name="foto.png"))

    assert not Image.objects.exists()
    assert stored_files() == []
    assert [folder.name for folder in Path(settings.MEDIA_ROOT).glob("pictures/*/*")] == []


def test_the_pictures_of_the_sample_have_all_sizes():
    make_image(1)

    assert stored_files() == [f"{folder_of(Image.objects.get())}/{name}" for name in [*COPIES, "picture.webp"]]


# What the reader gets


def test_the_first_picture_of_a_page_is_fetched_at_once_in_the_best_format_and_size(client):
    image = an_image(caption_de="Die erste Bank")
    folder = f"/media/{folder_of(image)}"

    assert figures(page_with(client, image)) == [
        '<figure class="picture"><picture>'
        '<source type="image/avif" '
        f'srcset="{folder}/720.avif 720w, {folder}/1080.avif 1080w, {folder}/1600.avif 1600w" '
        'sizes="(width >= 79rem) 53rem, (width >= 60rem) calc(100vw - 26rem), 92vw">'
        f'<img src="{folder}/1600.webp" '
        f'srcset="{folder}/720.webp 720w, {folder}/1080.webp 1080w, {folder}/1600.webp 1600w" '
        'sizes="(width >= 79rem) 53rem, (width >= 60rem) calc(100vw - 26rem), 92vw" '
        'alt="Eine Bank" width="1700" height="1000" decoding="async" fetchpriority="high"></picture>'
        '<figcaption>Die erste Bank<span class="picture__credit">Bild: Stadt Bochum</span></figcaption></figure>'
    ]


def test_the_other_pictures_wait_until_the_reader_comes_near(client):
    upright = an_image(file=a_file(600, 800), is_decorative=True, alt_text_de="")
    folder = f"/media/{folder_of(upright)}"

    assert figures(page_with(client, an_image(), upright))[1:] == [
        '<figure class="picture picture--upright"><picture>'
        f'<source type="image/avif" srcset="{folder}/600.avif 600w" sizes="auto, (width >= 30rem) 26rem, 92vw">'
        f'<img src="{folder}/600.webp" srcset="{folder}/600.webp 600w" sizes="auto, (width >= 30rem) 26rem, 92vw" '
        'alt="" width="600" height="800" data-x="50" data-y="50" decoding="async" loading="lazy"></picture>'
        '<figcaption><span class="picture__credit">Bild: Stadt Bochum</span></figcaption></figure>'
    ]


def test_pictures_side_by_side_are_cropped_around_what_matters_and_lead_to_the_whole(client):
    images = [an_image(), *(an_image(focal_x=x, focal_y=y, alt_text_de=f"Bild {x}") for x, y in [(0, 25), (100, 75)])]

    first, *others = figures(page_with(client, *images))

    assert "data-x" not in first
    assert [re.findall(r'<a href="(\S+)">.*(data-x="\d+" data-y="\d+")', figure) for figure in others] == [
        [(f"/media/{images[1].file.name}", 'data-x="0" data-y="25"')],
        [(f"/media/{images[2].file.name}", 'data-x="100" data-y="75"')],
    ]


def test_every_focal_point_that_can_be_chosen_is_known_to_the_stylesheet():
    css = (settings.BASE_DIR / "static" / "css" / "components" / "focal-point.css").read_text()

    for axis, steps in (("x", Image.Across.values), ("y", Image.Down.values)):
        rules = dict(re.findall(rf'\[data-{axis}="(\d+)"\] {{\s+--focal-{axis}: (\d+)%', css))
        assert {**rules, "50": "50"} == {str(step): str(step) for step in steps}


def test_a_picture_whose_copies_are_not_made_yet_is_shown_as_it_is(client):
    image = an_image()
    Image.objects.update(copy_widths=[])

    assert figures(page_with(client, image)) == [
        f'<figure class="picture"><picture><img src="/media/{image.file.name}" alt="Eine Bank" '
        'width="1700" height="1000" decoding="async" fetchpriority="high"></picture>'
        '<figcaption><span class="picture__credit">Bild: Stadt Bochum</span></figcaption></figure>'
    ]


def test_a_picture_described_in_german_only_says_so_on_an_english_page(client):
    [figure] = figures(page_with(client, an_image(caption_de="Bänke", caption_en="Benches"), language="en"))

    assert 'alt="Eine Bank" lang="de" width' in figure
    assert "<figcaption>Benches<span" in figure


def test_a_press_release_shows_its_pictures_likewise(client):
    press_release = a_press_release(slug="hdw")
    for position, description in enumerate(["Eins", "Zwei", "Drei"]):
        image = an_image(file=a_file(30, 20), alt_text_de=description)
        press_release.press_release_images.create(image=image, position=position)

    shown = figures(client.get("/de/aktuelles/2024/hdw/"))

    assert [re.findall(r'alt="(\w+)"|(fetchpriority|loading)=', figure) for figure in shown] == [
        [("Eins", ""), ("", "fetchpriority")],
        [("Zwei", ""), ("", "loading")],
        [("Drei", ""), ("", "loading")],
    ]


def test_a_page_without_pictures_says_nothing_of_them(client):
    assert figures(page_with(client)) == []
    assert 'class="pictures"' not in client.get("/de/projekte/baenke/").content.decode()


def test_a_page_is_the_same_when_all_files_of_its_pictures_are_gone(client):
    before = page_with(client, an_image(), an_image(file=a_file(600, 800)))

    rmtree(settings.MEDIA_ROOT)
    after = client.get("/de/projekte/baenke/")

    assert len(figures(after)) == 2
    assert after.content == before.content


def test_every_address_of_a_picture_answers_with_the_promised_type_and_width(client):
    image = an_image()
    [figure] = figures(page_with(client, image))

    promised = re.findall(r"(\S+/(\d+)\.(avif|webp)) (\d+)w", figure)

    assert len(promised) == 6
    for address, name, extension, width in promised:
        response = client.get(address.removeprefix('srcset="'), headers={"accept-encoding": "br, gzip"})
        assert (response.status_code, response["Content-Type"]) == (200, f"image/{extension}")
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Content-Encoding" not in response
        copy = Picture.open(BytesIO(b"".join(response.streaming_content)))
        assert (copy.format.lower(), str(copy.width), name) == (extension, width, width)


# Copies made anew


def test_copies_that_were_lost_are_made_anew_at_the_same_addresses():
    image = an_image()
    before = stored_files()
    for name in COPIES:
        (Path(settings.MEDIA_ROOT) / folder_of(image) / name).unlink()
    Image.objects.update(copy_widths=[])

    call_command("make_picture_copies", verbosity=0)

    assert stored_files() == before
    assert Image.objects.get().copy_widths == [720, 1080, 1600]


def test_a_picture_whose_file_is_lost_or_damaged_does_not_keep_the_others_from_getting_copies(capsys):
    lost, damaged, whole = (an_image(file=a_file(30, 20)) for _ in range(3))
    Path(lost.file.path).unlink()
    Path(damaged.file.path).write_bytes(b"damaged")

    with pytest.raises(CommandError, match="2 pictures have no smaller copies; pages show their originals"):
        call_command("make_picture_copies", verbosity=0)

    named = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()]
    assert sorted(named) == sorted(f"Picture {image.pk} ({image.file.name})" for image in (lost, damaged))
    assert dict(Image.objects.values_list("pk", "copy_widths")) == {lost.pk: [], damaged.pk: [], whole.pk: [30]}
