"""Pictures of the library within formatted texts: named by their key, shown with what the library says of them."""

import pytest

from portal.models import Image
from portal.nodes import nodes
from portal.templatetags.formatting import rich
from strategy.models import Message
from tests.builders import (
    a_competency,
    a_core_activity,
    a_council_decision,
    a_cross_cutting_issue,
    a_page,
    a_press_release,
    an_image,
)
from tests.html import text_of
from tests.portal.accounts import sign_in, someone
from tests.portal.forms import change
from tests.portal.history_pages import versions
from tests.portal.test_pictures import figures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def naming(*images):
    return "<p>davor</p>" + "".join(f'<figure data-picture="{image.pk}"></figure>' for image in images)


def descriptions(response):
    return [figure.split('alt="')[1].split('"')[0] for figure in figures(response)]


def test_a_picture_in_a_text_is_shown_as_everywhere(client):
    image = an_image(alt_text_de="Eine <Bank>", caption_de="Am Fluss", credit="Stadt & Land")
    a_page(body_de=f"{naming(image)}<p>danach</p>")

    response = client.get("/de/impressum/")

    folder = image.file.url.removesuffix("/picture.webp")
    assert figures(response) == [
        '<figure class="picture"><picture>'
        f'<source type="image/avif" srcset="{folder}/30.avif 30w" '
        'sizes="auto, (width >= 79rem) 53rem, (width >= 60rem) calc(100vw - 26rem), 92vw">'
        f'<img src="{folder}/30.webp" srcset="{folder}/30.webp 30w" '
        'sizes="auto, (width >= 79rem) 53rem, (width >= 60rem) calc(100vw - 26rem), 92vw" '
        'alt="Eine &lt;Bank&gt;" width="30" height="20" decoding="async" loading="lazy"></picture>'
        '<figcaption>Am Fluss<span class="picture__credit">Bild: Stadt &amp; Land</span></figcaption></figure>'
    ]
    assert text_of(response, **{"class": "prose"}) == "davor Am Fluss Bild: Stadt & Land danach"


def on_a_page(client, text):
    a_page(body_de=text)
    return "/de/impressum/"


def on_the_page_about_the_strategy(client, text):
    a_page("strategy", body_de=text)
    return "/de/strategie/"


def in_a_council_decision(client, text):
    a_page("strategy")
    a_council_decision(text_de=text)
    return "/de/strategie/"


def in_a_press_release(client, text):
    a_press_release(slug="park", body_de=text)
    return "/de/aktuelles/2024/park/"


def in_a_core_activity(client, text):
    a_core_activity(slug="baenke", body_de=text)
    return "/de/projekte/baenke/"


def in_a_competency(client, text):
    a_competency(vision_de=text)
    return "/de/kompetenzen/kompetenz-1/"


def in_a_cross_cutting_issue(client, text):
    a_cross_cutting_issue(text_de=text)
    return "/de/querschnittsthemen/thema-1/"


def in_a_message(client, text):
    Message.objects.create(number=1, slug="eins", title_de="Eins", body_de=text)
    return "/de/botschaften/"


PLACES = [
    on_a_page,
    on_the_page_about_the_strategy,
    in_a_council_decision,
    in_a_press_release,
    in_a_core_activity,
    in_a_competency,
    in_a_cross_cutting_issue,
    in_a_message,
]


@pytest.mark.parametrize("place", PLACES)
def test_pictures_are_shown_wherever_formatted_text_is(client, place):
    images = [an_image(alt_text_de=f"Bild {number} von dreien") for number in (1, 2, 3)]

    response = client.get(place(client, naming(*images)))

    assert descriptions(response) == ["Bild 1 von dreien", "Bild 2 von dreien", "Bild 3 von dreien"]


def test_a_changed_description_is_shown_in_all_texts_at_once(client):
    image = an_image()
    a_page(body_de=naming(image))
    image.alt_text_de = "Eine neue Bank"
    image.save()

    assert descriptions(client.get("/de/impressum/")) == ["Eine neue Bank"]


def test_a_picture_that_is_gone_or_never_was_leaves_no_trace(client):
    image, gone = an_image(), an_image()
    a_page(body_de=f'{naming(gone, image)}<figure data-picture="999999999"></figure><p>danach</p>')
    gone.delete()

    response = client.get("/de/impressum/")

    assert descriptions(response) == ["Eine Bank"]
    assert response.content.decode().count("<figure") == 1
    assert text_of(response, **{"class": "prose"}) == "davor Bild: Stadt danach"


def test_no_picture_of_another_host_is_shown(client):
    a_page(body_de=f'<img src="https://example.org/a.jpg"><img src="/media/a.jpg">{naming(an_image())}')

    response = client.get("/de/impressum/")

    assert descriptions(response) == ["Eine Bank"]
    assert "example.org" not in response.content.decode()


@pytest.mark.parametrize(
    ("body_en", "described", "credited"), [("", "Eine Bank", "Bild: Stadt"), ("<p>x</p>", "A bench", "Picture: Stadt")]
)
def test_a_picture_speaks_the_language_of_the_text_it_stands_in(client, body_en, described, credited):
    image = an_image()
    a_page(body_de=naming(image), body_en=body_en and f"{body_en}{naming(image)}")

    response = client.get("/en/imprint/")

    assert descriptions(response) == [described]
    assert text_of(response, **{"class": "prose"}).endswith(credited)


@pytest.mark.parametrize("count", [1, 3])
def test_pictures_in_a_text_cost_one_query(client, django_assert_num_queries, count):
    a_page(body_de=naming(*(an_image() for _ in range(count))))

    with django_assert_num_queries(4):
        response = client.get("/de/impressum/")

    assert len(figures(response)) == count


def test_a_text_without_pictures_costs_no_query(client, django_assert_num_queries):
    a_page(body_de="<p>a</p>")

    with django_assert_num_queries(3):
        client.get("/de/impressum/")


def test_the_text_of_a_fact_sheet_leaves_pictures_out():
    core_activity = a_core_activity(body_de=f"{naming(an_image())}<p>danach</p>")

    kinds = [node["children"][0]["text"] for node in nodes(rich({}, core_activity, "body"))]

    assert kinds == ["davor", "danach"]


def test_the_history_tells_that_a_text_got_a_picture(editor):
    image, page = an_image(), a_page(body_de="<p>davor</p>")

    change(editor, page, body_de=naming(image))

    newest = editor.get(versions(editor, page)[0])
    assert f"Text [de] davor davor [[Bild {image.pk}]]" in text_of(newest, **{"class": "differences"})


def test_a_preview_shows_the_pictures_of_the_draft_and_the_public_page_does_not(editor, client):
    image, page = an_image(), a_page(body_de="<p>davor</p>")

    preview = change(editor, page, body_de=naming(image), _preview_de="1")

    assert descriptions(preview) == ["Eine Bank"]
    assert descriptions(client.get("/de/impressum/")) == []


def choose(editor, **wish):
    return editor.get("/de/admin/portal/image/choose/", wish).json()


def test_the_editor_is_offered_the_library(editor):
    bench, tree = an_image(), an_image(alt_text_de="Ein Baum", caption_de="Die Linde", credit="Anna Beispiel")

    assert choose(editor) == {
        "pictures": [
            {"key": str(tree.pk), "says": "Ein Baum", "credit": "Anna Beispiel", "thumbnail": tree.thumbnail_url},
            {"key": str(bench.pk), "says": "Eine Bank", "credit": "Stadt", "thumbnail": bench.thumbnail_url},
        ],
        "has_more": False,
    }
    assert [picture["says"] for picture in choose(editor, q="linde")["pictures"]] == ["Ein Baum"]
    assert [picture["says"] for picture in choose(editor, key=bench.pk)["pictures"]] == ["Eine Bank"]


@pytest.mark.parametrize("wish", [{"key": "x"}, {"key": "9" * 30}, {"page": "-1"}, {"q": "\x00"}, {"q": "gibtesnicht"}])
def test_a_wish_that_makes_no_sense_is_offered_nothing(editor, wish):
    an_image()

    assert choose(editor, **wish) == {"pictures": [], "has_more": False}


def test_the_library_is_offered_page_by_page(editor, django_assert_num_queries):
    image = an_image()
    Image.objects.bulk_create(
        Image(file=image.file.name, width=3, height=2, alt_text_de=f"Bild {n}", credit="Stadt") for n in range(24)
    )

    with django_assert_num_queries(5):
        first = choose(editor)
    second = choose(editor, page=2)

    assert (len(first["pictures"]), first["has_more"]) == (24, True)
    assert ([picture["says"] for picture in second["pictures"]], second["has_more"]) == (["Eine Bank"], False)


def test_the_library_is_nobodys_business_outside(client):
    an_image()

    response = client.get("/de/admin/portal/image/choose/")

    assert response.status_code == 302
    assert b"Bank" not in response.content


def test_who_may_not_see_pictures_is_not_offered_any(client):
    sign_in(client, someone("contact keeper"))
    an_image()

    assert client.get("/de/admin/portal/image/choose/").status_code == 403
