"""The rich text editor in a real browser, under the real policy: pictures, languages, and what is pasted."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from portal.models import Image, Page
from tests.browser.accessibility import violations
from tests.builders import a_page, an_image
from tests.portal.clipboards import LIBRE_OFFICE, OF_LIBRE_OFFICE, OF_WORD, WORD

pytestmark = pytest.mark.django_db

# What the editor writes in its own way.
IN_THE_EDITOR = {"<thead>": "<tbody>", "</thead><tbody>": "", "<ol": '<ol data-type="decimal"'}
HAS_SEEN_THE_CARET = """text => {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    const { selection } = text.editor.state;
    const position = (node, offset) => text.editor.view.posAtDOM(node, offset);
    return text.contains(anchorNode) && text.contains(focusNode)
        && position(anchorNode, anchorOffset) === selection.anchor
        && position(focusNode, focusOffset) === selection.head;
}"""
COPY = """html => document.addEventListener("copy", event => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", "nur Text");
}, { capture: true, once: true })"""


@pytest.fixture(scope="module")
def cookie(site, django_db_blocker):
    with django_db_blocker.unblock():
        client = Client()
        client.force_login(User.objects.get(username="redaktion"))
        an_image(alt_text_de="Eine Bank am Fluss")
        an_image(alt_text_de="Ein Baum")
    (cookie,) = client.cookies.values()
    return {"name": cookie.key, "value": cookie.value, "url": site}


@pytest.fixture
def form(page, site, cookie):
    """The form of a page whose text is one line, and its German editor."""
    page.context.add_cookies([cookie])
    Page.objects.filter(slug="probe").delete()
    row = a_page("probe", title_de="Probe", body_de="<p>Das ist the wheel selbst.</p>")
    page.goto(f"{site}/de/admin/portal/page/{row.pk}/change/")
    expect(page.get_by_role("textbox", name="Text [de]")).to_be_visible()
    return page


def save(form):
    form.get_by_role("button", name="Sichern", exact=True).first.click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    return Page.objects.get(slug="probe").body_de


def editor_of(form):
    return form.locator(".prose-editor").first


def press_in_text(form, *keys):
    """Go into the German text and press these keys there. The editor learns some time after a key where the caret is
    now, on a busy machine much later; who presses its buttons before that works somewhere else."""
    text = form.get_by_role("textbox", name="Text [de]")
    text.focus()
    form.evaluate("() => new Promise(settled => setTimeout(settled, 50))")  # it puts the caret back where it was
    for key in keys:
        form.keyboard.press(key)
    form.wait_for_function(HAS_SEEN_THE_CARET, arg=text.element_handle(), polling=50)


def test_a_picture_is_chosen_with_the_keyboard_and_shown_to_the_public(form, site, complaints):
    press_in_text(form, "Control+End")
    editor_of(form).get_by_role("button", name="Bild einfügen").press("Enter")
    dialog = form.get_by_role("dialog", name="Bild einfügen")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.get_by_role("listitem")).to_have_count(2)

    form.keyboard.type("fluss")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")

    expect(dialog).to_have_count(0)
    expect(form.locator(".library-picture")).to_have_text("Eine Bank am Fluss")
    bench = Image.objects.get(alt_text_de="Eine Bank am Fluss")
    assert save(form) == f'<p>Das ist the wheel selbst.</p><figure data-picture="{bench.pk}"></figure>'
    form.goto(f"{site}/de/seite/probe/")
    expect(form.get_by_role("img", name="Eine Bank am Fluss")).to_have_js_property("naturalWidth", 30)
    assert complaints == []


def test_a_passage_is_marked_with_its_language_and_unmarked_again(form, complaints):
    button = editor_of(form).get_by_role("button", name="Sprache der Textstelle")
    to_the_wheel, over_it = ["ArrowRight"] * len("Das ist "), ["Shift+ArrowRight"] * len("the wheel")
    press_in_text(form, "Control+Home", *to_the_wheel, *over_it)

    button.press("Enter")
    form.get_by_role("combobox", name="Sprache der Textstelle").select_option(label="English")
    form.get_by_role("button", name="Übernehmen").click()

    source = form.locator("textarea[name=body_de]")
    expect(source).to_have_value('<p>Das ist <span lang="en">the wheel</span> selbst.</p>')
    button.press("Enter")
    expect(form.get_by_role("combobox", name="Sprache der Textstelle")).to_have_value("en")
    form.get_by_role("combobox", name="Sprache der Textstelle").select_option(label="Sprache des Textes")
    form.get_by_role("button", name="Übernehmen").click()
    expect(source).to_have_value("<p>Das ist the wheel selbst.</p>")
    assert complaints == []


def paste(form, html):
    """Copy this as a programme would, and paste it in the place of the whole text."""
    form.locator("#id_title_de").select_text()
    form.evaluate(COPY, html)
    form.keyboard.press("Control+c")
    press_in_text(form, "Control+a", "Control+v")


@pytest.mark.parametrize(("html", "kept"), [(WORD, OF_WORD), (LIBRE_OFFICE, OF_LIBRE_OFFICE)])
def test_what_is_pasted_from_an_office_programme_is_clean_at_once(form, complaints, html, kept):
    for stored, edited in IN_THE_EDITOR.items():
        kept = kept.replace(stored, edited)

    paste(form, html)

    expect(form.locator("textarea[name=body_de]")).to_have_value(kept)
    assert save(form) == kept
    assert complaints == []


def test_a_paste_still_works_while_the_server_cannot_be_asked(form):
    form.route("**/clean-text/", lambda route: route.abort())

    paste(form, "<p class=MsoNormal>Der <b>Park</b><o:p></o:p></p>")

    expect(form.locator("textarea[name=body_de]")).to_have_value("<p>Der <strong>Park</strong></p>")


@pytest.mark.parametrize("button", ["Bild einfügen", "Sprache der Textstelle"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_dialogs_are_accessible_and_closed_with_escape(form, button, colours, width):
    form.set_viewport_size({"width": width, "height": 800})
    form.emulate_media(color_scheme=colours, reduced_motion="reduce")
    press_in_text(form, "Control+a")
    editor_of(form).get_by_role("button", name=button).press("Enter")
    dialog = form.get_by_role("dialog", name=button)
    expect(dialog).to_be_visible()
    form.wait_for_load_state("networkidle")

    assert violations(form) == []
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")
    form.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_what_matters_in_a_picture_is_chosen_by_a_click_on_it(form, site):
    bench = Image.objects.get(alt_text_de="Eine Bank am Fluss")
    form.goto(f"{site}/de/admin/portal/image/{bench.pk}/change/")
    picture = form.locator(".focal .preview")
    box = picture.bounding_box()

    picture.click(position={"x": box["width"] * 0.7, "y": 2})

    expect(form.get_by_label("Das Wichtige liegt (waagerecht)")).to_have_value("75")
    expect(form.get_by_label("Das Wichtige liegt (senkrecht)")).to_have_value("0")
    expect(form.locator(".cropped")).to_have_css("object-position", "75% 0%")
    assert violations(form) == []
    form.get_by_role("button", name="Sichern", exact=True).first.click()
    expect(form.locator(".messagelist .success")).to_be_visible()
    bench.refresh_from_db()
    assert (bench.focal_x, bench.focal_y) == (75, 0)


def test_the_buttons_speak_the_language_of_the_interface(form):
    press_in_text(form)

    labels = editor_of(form).get_by_role("button").evaluate_all("all => all.map(button => button.ariaLabel)")

    assert labels == [
        *["Absatz", "Liste mit Punkten", "Liste mit Zahlen", "Zitat", "Trennlinie", "fett", "kursiv"],
        *["Sprache der Textstelle", "Link einfügen", "Bild einfügen", "Tabelle einfügen"],
        *["Rückgängig", "Wiederholen"],
    ]
    editor_of(form).get_by_role("button", name="Tabelle einfügen").click()
    expect(form.get_by_role("dialog")).to_contain_text("Tabellen-Einstellungen")
