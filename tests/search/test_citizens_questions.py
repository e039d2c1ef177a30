"""What citizens ask, and what must be found then: on the real strategy, the same on every database."""

import pytest

from tests.html import links_of, text_of
from tests.search.asking import address, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]

# Question, language, and the end of the address of what must be found.
QUESTIONS = [
    # umlauts and ß in all spellings
    ("Bänke", "de", "projekte/baenke-1000/"),
    ("Baenke", "de", "projekte/baenke-1000/"),
    ("Sitzbank", "de", "1-000-baenke-zwischenstand/"),
    ("ÖPNV", "de", "projekte/vorfahrt-oepnv/"),
    ("oepnv", "de", "projekte/vorfahrt-oepnv/"),
    ("Wärmewende", "de", "projekte/bochumer-waermewende/"),
    ("waermewende", "de", "projekte/bochumer-waermewende/"),
    ("Warmewende", "de", "projekte/bochumer-waermewende/"),
    ("Müll", "de", "projekte/stadtraumpflege/"),
    ("muell", "de", "projekte/stadtraumpflege/"),
    ("Straße", "de", "graffiti-dritte-unterfuehrung/"),
    ("STRASSE", "de", "graffiti-dritte-unterfuehrung/"),
    ("Bürgerservice", "de", "projekte/behoerdennummer-115/"),
    ("buergerservice", "de", "projekte/behoerdennummer-115/"),
    # other forms of a word
    ("Häuser", "de", "projekte/haus-des-wissens/"),
    ("Bäume", "de", "1-000-baum-des-stadtbaumkonzepts/"),
    ("Wohnungen", "de", "bochumer-waermewende/"),
    ("Baustelle", "de", "projekte/baustellenmanagement/"),
    ("Solaranlagen", "de", "mission-solar-14-neue-anlagen/"),
    ("Konzerte", "de", "projekte/rathausclubbing/"),
    ("Schulen", "de", "kompetenzen/talentschmiede/"),
    # beginnings
    ("Behörd", "de", "projekte/behoerdennummer-115/"),
    ("lohrheide", "de", "projekte/eventbuehne-lohrheidestadion/"),
    ("Radverk", "de", "projekte/bovelo/"),
    ("Ehrenamt", "de", "projekte/ehrenamtsagentur/"),
    ("Stadtbaum", "de", "projekte/stadtbaumkonzept/"),
    ("kli", "de", "querschnittsthemen/climate/"),
    # inner parts of compounds
    ("verkehrskonzept", "de", "radverkehrskonzept-befragung/"),
    ("arbeitswelten", "de", "projekte/moderne-arbeitswelten/"),
    ("baumkonzept", "de", "projekte/stadtbaumkonzept/"),
    ("gipfel", "de", "2-bochumer-waermegipfel/"),
    # written as one word, or as two
    ("Pocketpark", "de", "projekte/pocket-parks/"),
    ("Pocket-Parks", "de", "projekte/pocket-parks/"),
    ("smartcity", "de", "projekte/consul-beteiligungsplattform/"),
    ("bochumfonds", "de", "projekte/bochum-fonds/"),
    ("Seniorenportal", "de", "projekte/senioren-portal/"),
    ("1000 Bänke", "de", "projekte/baenke-1000/"),
    ("1000 benches", "en", "projects/baenke-1000/"),
    ("Wohnungsbauoffensive", "de", "projekte/wohnungsbauoffensive/"),
    # what citizens care about
    ("Radweg", "de", "projekte/bovelo/"),
    ("Straßenbahn", "de", "projekte/vorfahrt-oepnv/"),
    ("Bus und Bahn", "de", "projekte/vorfahrt-oepnv/"),
    ("Photovoltaik", "de", "projekte/mission-solar/"),
    ("klimaneutral", "de", "querschnittsthemen/climate/"),
    ("Klimaanpassung", "de", "querschnittsthemen/climate/"),
    ("Schwammstadt", "de", "querschnittsthemen/climate/"),
    ("Park", "de", "projekte/gruene-oasen/"),
    ("Spielplatz", "de", "1-000-baenke-zwischenstand/"),
    ("Graffiti", "de", "projekte/hin-und-weg-graffiti/"),
    ("flexible Kita", "de", "projekte/flexible-kita/"),
    ("Kindergarten", "de", "projekte/flexible-kita/"),
    ("Grundschule", "de", "projekte/familienzentren-grundschulen/"),
    ("Schwimmen lernen", "de", "schwimm-mit-ferienkurse/"),
    ("Seepferdchen", "de", "projekte/schwimm-mit/"),
    ("Musikschule", "de", "projekte/digitale-musikschule/"),
    ("Bücherei", "de", "projekte/haus-des-wissens/"),
    ("Innenstadt", "de", "projekte/isek-innenstadt/"),
    ("leere Läden", "de", "projekte/tapetenwechsel/"),
    ("Pflegekräfte", "de", "projekte/nachwuchskraeftesicherung-pflege/"),
    ("Arbeitslose", "de", "projekte/beschaeftigungsgesellschaft/"),
    ("Fördergeld für Ideen", "de", "projekte/bochum-fonds/"),
    ("Glasfaser", "de", "projekte/gigabit-city/"),
    ("Lebensmittel", "de", "projekte/verwenden-statt-verschwenden/"),
    ("Stadtgeschichte", "de", "projekte/erinnern-statt-vergessen/"),
    ("Mein Bochum", "de", "projekte/mein-bochum/"),
    ("115", "de", "projekte/behoerdennummer-115/"),
    # places and people
    ("Höntrop", "de", "vierter-pocket-park-wattenscheid/"),
    ("Langendreer", "de", "graffiti-unterfuehrung-langendreer/"),
    ("Husemann Karree", "de", "projekte/moderne-arbeitswelten/"),
    ("Lukat", "de", "oberbuergermeister-lukat-eingefuehrt/"),
    ("Tiefbauamt", "de", "stellen/tiefbauamt/"),
    ("Amt für Stadtplanung", "de", "stellen/amt-fuer-stadtplanung-und-wohnen/"),
    # whole sentences
    ("Wann wird das Haus des Wissens fertig?", "de", "projekte/haus-des-wissens/"),
    ("Wer ist für Klima zuständig?", "de", "stellen/stabsstelle-klima-und-nachhaltigkeit/"),
    ("Was ist die Bochum Strategie?", "de", "einfache-sprache/"),
    # phrases
    ('"Haus des Wissens"', "de", "projekte/haus-des-wissens/"),
    ("„freie Kultur“", "de", "projekte/starke-freie-kultur/"),
    # all kinds
    ("Talentschmiede", "de", "kompetenzen/talentschmiede/"),
    ("schulische Bildung", "de", "talentschmiede/hervorragende-schulische-bildung/"),
    ("Vielfalt", "de", "querschnittsthemen/diversity/"),
    ("Botschaft Neugierig", "de", "botschaften/#botschaft-5"),
    ("Steuerrad", "de", "downloads/#document-"),
    ("Zentrale der Stadt", "de", "kontakte/stadt-bochum-zentrale/"),
    ("Impressum", "de", "impressum/"),
    ("leichte Sprache", "de", "einfache-sprache/"),
    ("mitmachen", "de", "mitmachen/"),
    ("Ziel klimaneutral", "de", "meilensteine/#m"),
    # English, and German names on English pages
    ("benches", "en", "projects/baenke-1000/"),
    ("heat transition", "en", "projects/bochumer-waermewende/"),
    ("cycling", "en", "projects/bovelo/"),
    ("public transport", "en", "projects/vorfahrt-oepnv/"),
    ("swimming", "en", "projects/schwimm-mit/"),
    ("house of knowledge", "en", "projects/haus-des-wissens/"),
    ("Haus des Wissens", "en", "projects/haus-des-wissens/"),
    ("volunteers", "en", "projects/ehrenamtsagentur/"),
    ("climate", "en", "cross-cutting-issues/climate/"),
    ("data protection", "en", "privacy/"),
    ("accessibility", "en", "accessibility/"),
]


@pytest.mark.parametrize(("question", "language", "expected"), QUESTIONS)
def test_a_citizen_finds(client, question, language, expected):
    hits = found(client, question, language)

    assert [hit for hit in hits if expected in hit] != []


SLIPS = [
    ("Wärmewnde", "Wärmewende"),
    ("Waermewnde", "Wärmewende"),
    ("Baustelenmanagement", "Baustellenmanagement"),
    ("Ehremamt", "Ehrenamt"),
    ("Famlienzentrum", "Familienzentrum"),
    ("Wonungsbau", "Wohnungsbau"),
    ("Glasfasser", "Glasfaser"),
    ("Planetrium", "Planetarium"),
    ("Behördenummer", "Behördennummer"),
    ("Bochumer Wärmewnde", "Bochumer Wärmewende"),
]


@pytest.mark.parametrize(("slip", "meant"), SLIPS)
def test_a_slip_of_the_pen_offers_what_was_meant(client, slip, meant):
    response = client.get(address(slip))

    assert f"Meinten Sie: {meant}" in text_of(response, id="content")
    assert (meant, address(meant).partition("/de/suche/")[2]) in links_of(response, id="content")


def test_hits_in_titles_come_first_and_then_the_newest(client):
    assert found(client, "Lohrheidestadion", kind="news") == [
        "/de/aktuelles/2022/lohrheidestadion-umbau/",
        "/de/aktuelles/2025/mission-solar-14-neue-anlagen/",
        "/de/aktuelles/2022/lohrheide-konzertspenden-uebergeben/",
    ]


# All hits, literally; those whose address tells their key are left out, for keys differ from run to run.
ORDERS = {
    "Wärmewende": [
        "/de/projekte/bochumer-waermewende/",
        "/de/aktuelles/2023/1-bochumer-waermegipfel/",
        "/de/aktuelles/2024/2-bochumer-waermegipfel/",
        "/de/kontakte/stellen/stabsstelle-klima-und-nachhaltigkeit/",
    ],
    "Planetarium": [
        "/de/kontakte/stellen/planetarium-bochum/",
        "/de/aktuelles/2019/mint-bildungscluster-eroeffnet/",
        "/de/aktuelles/2024/mint-bildungscluster-mission-x/",
        "/de/projekte/mint-bildungscluster/",
        "/de/einfache-sprache/",
    ],
    "Bürgerkonferenz": [
        "/de/aktuelles/2025/6-buergerkonferenz-sicherheit-und-ordnung/",
        "/de/aktuelles/2021/1-000-baenke-projekt-abgeschlossen/",
        "/de/querschnittsthemen/security/",
        "/de/projekte/baenke-1000/",
        "/de/projekte/generationenuebergreifende-treffs/",
        "/de/projekte/haus-des-wissens/",
        "/de/einfache-sprache/",
        "/de/mitmachen/",
        "/de/strategie/",
    ],
}


@pytest.mark.parametrize("question", ORDERS)
def test_the_order_is_the_same_on_every_database(client, question):
    assert [hit for hit in found(client, question) if "#" not in hit] == ORDERS[question]
