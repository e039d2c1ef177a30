import pytest

from portal.text import address_of, german_slug, markdown_to_html, plain, shorten, sort_key, teaser


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("1.000 Bänke für Bochum", "1000-baenke-fuer-bochum"),
        ("Großstadt mit Lebensgefühl", "grossstadt-mit-lebensgefuehl"),
        ("Ökologie & Übermut", "oekologie-uebermut"),
        ("Café Crème", "cafe-creme"),
        ("„Hin und weg“ – Graffiti", "hin-und-weg-graffiti"),
        ("日本", ""),
    ],
)
def test_a_slug_keeps_german_letters_readable(title, slug):
    assert german_slug(title) == slug


def test_sorting_follows_the_german_dictionary():
    titles = ["Zebra", "Öffentlichkeit", "Ofen", "ahorn", "Ähre", "Straße", "Strasse 2", "„Abc“", "Übung", "Uhr"]

    in_order = sorted(titles, key=sort_key)

    assert in_order == [
        "„Abc“",
        "ahorn",
        "Ähre",
        "Ofen",
        "Öffentlichkeit",
        "Straße",
        "Strasse 2",
        "Übung",
        "Uhr",
        "Zebra",
    ]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Ein *Wort* und **zwei**.", "<p>Ein <em>Wort</em> und <strong>zwei</strong>.</p>"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>"),
        ("[Bochum](https://www.bochum.de/)", '<p><a href="https://www.bochum.de/">Bochum</a></p>'),
        ("## Ziele", "<h2>Ziele</h2>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(markdown, html):
    assert markdown_to_html(markdown) == html


def test_markdown_has_tables():
    html = markdown_to_html("| Jahr | Bäume |\n|---|---|\n| 2019 | 1.000 |")

    assert "".join(html.split()) == (
        "<table><thead><tr><th>Jahr</th><th>Bäume</th></tr></thead>"
        "<tbody><tr><td>2019</td><td>1.000</td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("ein <b>Wort</b>", "<p>ein &lt;b&gt;Wort&lt;/b&gt;</p>"),
        ("[weiter](javascript:alert(1))", "<p>[weiter](javascript:alert(1))</p>"),
    ],
)
def test_markdown_holds_no_raw_html(markdown, html):
    assert markdown_to_html(markdown) == html


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        ("4630.de/4097", "https://4630.de/4097"),
        ("bochum.de/radverkehrskonzept", "https://bochum.de/radverkehrskonzept"),
        (
            "115.de/SharedDocs/Nachrichten/DE/2018/Aufschaltung_Bochum.html",
            "https://115.de/SharedDocs/Nachrichten/DE/2018/Aufschaltung_Bochum.html",
        ),
        (
            "bochum.de/Die-Bochum-Strategie/Aktuelles-zur-Bochum-Strategie/Das-Rathaus-wird-Eventort (07.04.2022)",
            "https://bochum.de/Die-Bochum-Strategie/Aktuelles-zur-Bochum-Strategie/Das-Rathaus-wird-Eventort",
        ),
        (
            "bochum.de/Die-Bochum-Strategie/Die-Kompetenzen-der-Strategie/Talentschmiede-im-Ruhrgebiet"
            "/Vital.-Digital.-Bochumer-Seniorinnenportal",
            "https://bochum.de/Die-Bochum-Strategie/Die-Kompetenzen-der-Strategie/Talentschmiede-im-Ruhrgebiet"
            "/Vital.-Digital.-Bochumer-Seniorinnenportal",
        ),
        ("bochum-journal.de/?p=23954 (RVR project map)", "https://bochum-journal.de/?p=23954"),
        ("news.rub.de/kultur-und-freizeit/2024-10-16", "https://news.rub.de/kultur-und-freizeit/2024-10-16"),
    ],
)
def test_a_citation_that_begins_with_an_address_is_linked(citation, address):
    assert address_of(citation) == address


@pytest.mark.parametrize(
    "citation",
    [
        "",
        "115.de",
        "bo-wird-bäm.de",
        "bochum.de Handlungskonzept Wohnen 2017",
        "bochum-journal.de/2025/10/29 and /2025/10/30",
        "die-stadtgestalter.de (27.07.2025)",
        "lokalkompass.de a1852634",
        "spd-bochum.de 27.12.2017 and 03.01.2018",
        "rvr.ruhr (idr news on bochum.de/Pressemeldungen/8-Maerz-2023/Waermewende)",
        "waz.de id233540333 (2021-10)",
        "WAZ/funkemedien article217117219 (2019), article236212955 (2022)",
        "Stadt Bochum, slides 'The Bochum Strategy', 17.06.2024",
        "Stadt Bochum, press release, 29.10.2021 (bochum.de/Pressemeldungen/29-Oktober-2021/Neues-Online-Portal)",
        "javascript:alert(1)",
    ],
)
def test_a_citation_that_names_no_page_is_not_linked(citation):
    assert address_of(citation) == ""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ein <strong>Wort</strong>, und <em>eins</em>.</p>", "Ein Wort, und eins."),
        ("<p>Kunst &amp; Kultur</p>", "Kunst & Kultur"),
        ("<table><tr><th>Jahr</th><td>2024</td></tr></table>", "Jahr 2024"),
        ("<h2>Ziele</h2><p>Mehr Grün</p>", "Ziele Mehr Grün"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "eins zwei"),
        ("Zeile<br>Zeile<br />Zeile", "Zeile Zeile Zeile"),
        ("  viel \n Raum ", "viel Raum"),
        ("", ""),
    ],
)
def test_formatted_text_becomes_one_line(html, text):
    assert plain(html) == text


@pytest.mark.parametrize(
    ("text", "length", "shortened"),
    [
        ("kurz", 4, "kurz"),
        ("eins zwei drei", 14, "eins zwei drei"),
        ("eins zwei drei", 13, "eins zwei…"),
        ("eins, zwei drei", 9, "eins…"),
        ("eins – zwei drei", 10, "eins…"),
        ("Donaudampfschifffahrt", 6, "Donau…"),
        ("", 5, ""),
    ],
)
def test_text_is_cut_at_a_word_and_is_never_longer_than_asked(text, length, shortened):
    assert shorten(text, length) == shortened
    assert len(shorten(text, length)) <= length


@pytest.mark.parametrize(
    ("text", "length", "first"),
    [
        ("Kurz und gut.", 13, "Kurz und gut."),
        ("Das ist gut. Das auch nicht schlecht.", 30, "Das ist gut."),
        ("Das ist gut. Das auch. Und das noch.", 30, "Das ist gut. Das auch."),
        ("Das ist gut. Und das auch", 12, "Das ist gut."),
        ("Ist das gut? Das fragen sich viele.", 20, "Ist das gut?"),
        ("„Gut.“ So hieß es am Ende doch noch.", 20, "„Gut.“"),
        ("Am 17. Mai 2025 ging es um Ordnung. Und mehr.", 36, "Am 17. Mai 2025 ging es um Ordnung."),
        ("Träger ist der Verein e. V. aus Bochum und Herne", 30, "Träger ist der Verein e. V.…"),
        ("Ein Satz, der nicht aufhören will und weitergeht.", 21, "Ein Satz, der nicht…"),
        ("", 5, ""),
    ],
)
def test_a_teaser_ends_with_a_sentence_where_one_ends_in_time(text, length, first):
    assert teaser(text, length) == first
    assert len(teaser(text, length)) <= length
