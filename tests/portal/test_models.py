from io import BytesIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import translation
from PIL import Image as Picture

from portal.models import Document, FormerSlug, Image, Page
from tests.builders import a_document, a_page, span

pytestmark = pytest.mark.django_db


def a_cleaned_page(title):
    page = Page(title_de=title, is_public=True)
    page.full_clean()
    page.save()
    return page


def renamed(page, slug):
    page.slug = slug
    page.save()


def messages_of(instance):
    """What an editor is told, by field, in both languages."""
    told = {}
    for language in ("de", "en"):
        with translation.override(language):
            with pytest.raises(ValidationError) as refusal:
                instance.full_clean()
            told[language] = refusal.value.message_dict
    return told


def an_unsaved_image(**values):
    written = BytesIO()
    Picture.new("RGB", (30, 20)).save(written, "PNG")
    file = ContentFile(written.getvalue(), name="Bänke im Park.png")
    return Image(**{"file": file, "credit": "Stadt Bochum", "licence": "CC BY 4.0", **values})


# Addresses


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Bänke für die Größten", "baenke-fuer-die-groessten"), ("???", "page"), ("x" * 200, "x" * 110)],
)
def test_an_empty_address_is_made_from_the_german_title(title, slug):
    page = a_cleaned_page(title)

    assert page.slug == slug


def test_an_address_is_german_even_if_the_editor_works_in_english():
    page = Page(title_de="Bänke", title_en="Benches")

    with translation.override("en"):
        page.full_clean()

    assert page.slug == "baenke"


def test_an_address_that_is_taken_gets_the_next_free_number():
    slugs = [a_cleaned_page("Bänke").slug for _ in range(3)]

    assert slugs == ["baenke", "baenke-2", "baenke-3"]


def test_a_number_that_became_free_is_used_again():
    for _ in range(3):
        a_cleaned_page("Bänke")
    Page.objects.get(slug="baenke-2").delete()

    assert a_cleaned_page("Bänke").slug == "baenke-2"


def test_an_address_that_an_editor_typed_stays():
    page = Page(title_de="Bänke", slug="sitzen")

    page.full_clean()

    assert page.slug == "sitzen"


def test_an_address_made_by_itself_is_never_the_former_one_of_something_else():
    renamed(a_cleaned_page("Bänke"), "sitzen")

    assert a_cleaned_page("Bänke").slug == "baenke-2"


def test_something_is_found_by_its_present_and_by_all_its_former_addresses():
    page = a_page("eins")
    renamed(page, "zwei")
    renamed(page, "drei")

    assert [Page.objects.by_slug(slug) for slug in ("eins", "zwei", "drei")] == [page] * 3


def test_an_unknown_address_leads_nowhere():
    a_page("eins")

    with pytest.raises(Http404):
        Page.objects.by_slug("zwei")


def test_a_former_address_of_a_draft_leads_nowhere():
    renamed(a_page("eins", is_public=False), "zwei")

    with pytest.raises(Http404):
        Page.objects.published().by_slug("eins")


def test_a_reader_with_a_former_address_is_sent_on_for_good(client):
    renamed(a_page("eins"), "zwei")

    response = client.get("/en/page/eins/")

    assert (response.status_code, response.headers["Location"]) == (301, "/en/page/zwei/")


def test_a_former_address_that_something_else_has_now_leads_there():
    renamed(a_page("eins"), "zwei")
    other = a_page("eins")

    assert Page.objects.by_slug("eins") == other


def test_a_former_address_of_two_leads_to_the_one_that_had_it_last():
    renamed(a_page("eins"), "zwei")
    other = a_page("eins")
    renamed(other, "drei")

    assert Page.objects.by_slug("eins") == other
    assert [str(former) for former in FormerSlug.objects.order_by("slug")] == ["eins"]


def test_something_may_take_its_former_address_back():
    page = a_page("eins")
    renamed(page, "zwei")
    renamed(page, "eins")

    assert [Page.objects.by_slug(slug) for slug in ("eins", "zwei")] == [page] * 2


def test_an_address_belongs_to_one_thing_alone():
    a_page("eins")
    other = Page(slug="eins", title_de="Zweite Seite")

    assert messages_of(other) == {
        "de": {"slug": ["Seite mit diesem Wert für das Feld Adresse existiert bereits."]},
        "en": {"slug": ["Page with this Address already exists."]},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.bulk_create([other])


def test_a_former_address_leads_to_one_thing_alone():
    page, other = a_page("eins"), a_page("zwei")
    FormerSlug.objects.create(subject=page, slug="alt")
    again = FormerSlug(subject=other, slug="alt")

    with pytest.raises(ValidationError):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerSlug.objects.bulk_create([again])


def test_the_same_former_address_may_exist_for_another_kind_of_thing():
    page = a_page("eins")
    FormerSlug.objects.create(subject=page, slug="alt")

    FormerSlug(content_type=ContentType.objects.get_for_model(Document), object_id=1, slug="alt").full_clean()


# Pictures


def test_a_picture_that_tells_something_must_be_described():
    assert messages_of(an_unsaved_image()) == {
        "de": {"alt_text_de": ["Bitte beschreiben Sie das Bild, oder setzen Sie das Häkchen bei „Schmuckbild“."]},
        "en": {"alt_text_de": ["Please describe the picture, or tick “decorative”."]},
    }


def test_a_decorative_picture_is_not_described():
    assert messages_of(an_unsaved_image(is_decorative=True, alt_text_de="Eine Bank")) == {
        "de": {"alt_text_de": ["Ein Schmuckbild hat keine Beschreibung."]},
        "en": {"alt_text_de": ["A decorative picture has no description."]},
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_german_description_is_asked_for_whichever_language_the_editor_works_in(language):
    image = an_unsaved_image(alt_text_en="A bench")

    with translation.override(language), pytest.raises(ValidationError):
        image.full_clean()


@pytest.mark.parametrize("values", [{"is_decorative": True}, {"alt_text_de": "Eine Bank im Park"}])
def test_an_uploaded_picture_is_stored_normalised_under_a_name_that_tells_nothing(values):
    image = an_unsaved_image(**values)

    image.full_clean()
    image.save()

    stored = Image.objects.get()
    assert (stored.width, stored.height) == (30, 20)
    assert stored.file.name.rsplit("/")[0] == "pictures"
    assert stored.file.name.endswith(".webp")
    assert "Park" not in stored.file.name
    assert Picture.open(stored.file).format == "WEBP"


def test_changing_the_description_leaves_the_file_alone():
    image = an_unsaved_image(alt_text_de="Eine Bank")
    image.full_clean()
    image.save()
    name = image.file.name

    stored = Image.objects.get()
    stored.alt_text_de = "Eine Bank im Park"
    stored.full_clean()
    stored.save()

    assert Image.objects.get().file.name == name


def test_a_picture_has_a_size():
    image = an_unsaved_image(is_decorative=True)
    image.full_clean()
    image.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.update(width=0)


# Documents


def test_a_document_knows_the_size_and_kind_of_its_file():
    document = a_document(file=ContentFile(b"x" * 2048, name="bericht.pdf"))

    assert (document.size, document.extension) == (2048, "PDF")


def test_a_document_whose_file_was_taken_away_has_no_size():
    document = a_document(file=ContentFile(b"x" * 2048, name="bericht.pdf"))
    document.file = ""
    document.save()

    assert Document.objects.get().size is None


@pytest.mark.parametrize("name", ["seite.html", "bild.svg", "programm.exe", "bericht.pdf.html", "bericht"])
def test_a_document_of_another_kind_is_refused(name):
    document = Document(title_de="Bericht", file=ContentFile(b"x", name=name))

    with pytest.raises(ValidationError) as refusal:
        document.full_clean()

    assert list(refusal.value.message_dict) == ["file"]


@pytest.mark.parametrize("days", [("2024-06-17", "2024-06-16"), ("2024-06-17", None), (None, "2024-06-17")])
def test_the_date_of_a_document_has_both_ends_in_order(days):
    document = Document(title_de="Bericht", dated_from=days[0], dated_until=days[1])

    assert messages_of(document) == {
        "de": {"__all__": ["Das Ende liegt vor dem Anfang, oder eines von beiden fehlt."]},
        "en": {"__all__": ["The end lies before the beginning, or one of the two is missing."]},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.bulk_create([document])


def test_the_date_of_a_document_is_read_and_written_as_one():
    document = a_document()
    document.dated = span("06.2024")
    document.save()
    assert str(Document.objects.get().dated) == "Juni 2024"

    document.dated = None
    document.save()
    assert Document.objects.get().dated is None
