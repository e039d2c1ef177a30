"""Small content files, as they lie in strategy/content/."""

from textwrap import dedent

IMPRINT = """
    title.de = "Impressum"
    title.en = "Imprint"
    lead.de = "Wer hier schreibt."
    body.de = "Stadt **Bochum**"
    sources = ["bochum.de/impressum (2024)"]
    facts_as_of = 2024-06-17
"""
COMPETENCIES = """
    [vorreiterin]
    number = 1
    name.de = "Vorreiterin"
    accent = "ink"

    [grossstadt]
    number = 2
    name.de = "Großstadt"
    accent = "stage"
"""
FOCI = """
    [vorreiterin-1]
    competency = "vorreiterin"
    position = 1
    name.de = "Stadtmanagement"
"""
BENCHES = """
    competency = "vorreiterin"
    focus = "vorreiterin-1"
    title.de = "1.000 Bänke"
    also_contributes_to = ["vorreiterin-1"]
    last_confirmed_on = 2024-06-17

    [[status_changes]]
    status = "ongoing"
    as_of = "autumn 2018"

    [[milestones]]
    reached = "2018-05"
    title.de = "Start"

    [[milestones]]
    planned = "2030"
    title.de = "Ende"
"""


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")


def changed(text, before, after):
    assert before in text
    return text.replace(before, after)
