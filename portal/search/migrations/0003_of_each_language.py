"""Full text indexes of each language for itself, and of the last kind, which may have very many, apart from the others.

So words that are frequent in one language only cost nothing in the other. This replaces what 0002 made; whoever
changes the table search_entry on SQLite in a later migration makes these triggers anew.
"""

from importlib import import_module

from django.db import migrations

before = import_module("portal.search.migrations.0002_full_text")

# (name, first number, the number after the last): portal/search/keys.py
RANGES = [
    ("de", 0, 15 << 49),
    ("de_last", 15 << 49, 16 << 49),
    ("en", 16 << 49, 31 << 49),
    ("en_last", 31 << 49, 32 << 49),
]
TABLE = """
CREATE VIRTUAL TABLE search_tokens_{name} USING fts5(
    words, content='search_entry', content_rowid='id', detail=none, columnsize=0, prefix='3 4 5 6 7 8 9',
    tokenize="unicode61 remove_diacritics 0 tokenchars '=+'"
)
"""
ADD = "INSERT INTO search_tokens_{name}(rowid, words) VALUES (new.id, new.words);"
DELETE = "INSERT INTO search_tokens_{name}(search_tokens_{name}, rowid, words) VALUES ('delete', old.id, old.words);"
TRIGGER = """
CREATE TRIGGER search_entry_{name}_{event} AFTER {verb} ON search_entry
WHEN {row}.id >= {first} AND {row}.id < {end} BEGIN {statements} END
"""
EVENTS = [
    ("added", "INSERT", "new", ADD),
    ("deleted", "DELETE", "old", DELETE),
    ("changed", "UPDATE", "new", DELETE + ADD),
]
FILL = """
INSERT INTO search_tokens_{name}(rowid, words)
SELECT id, words FROM search_entry WHERE id >= {first} AND id < {end} ORDER BY id
"""
# Each entry also has the tokens of its drawers (finding.py): all of a language but of the last kind; of the last
# kind those of 64 days, and those of twice as many, up to 1,024 days.
POSTGRESQL = [
    "SET LOCAL statement_timeout = 0",  # with very many entries an index takes longer than a page may (settings.py)
    """
    ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(words, ' '), '') || CASE
            WHEN (id >> 49) % 16 = 15 THEN ARRAY[
                '#1/' || (id >> 38), '#2/' || (id >> 39), '#4/' || (id >> 40), '#8/' || (id >> 41), '#16/' || (id >> 42)
            ]
            ELSE ARRAY['#' || (id >> 53)]
        END)
    ) STORED
    """,
    "CREATE INDEX search_entry_de ON search_entry USING gin (vector) WITH (fastupdate = off) WHERE id < 1::bigint << 53",
    "CREATE INDEX search_entry_en ON search_entry USING gin (vector) WITH (fastupdate = off) WHERE id >= 1::bigint << 53",
]


def on_sqlite():
    for name, first, end in RANGES:
        yield TABLE.format(name=name)
        yield FILL.format(name=name, first=first, end=end)
        for event, verb, row, statements in EVENTS:
            text = statements.format(name=name)
            yield TRIGGER.format(name=name, event=event, verb=verb, row=row, first=first, end=end, statements=text)


def make(apps, schema_editor):
    before.remove(apps, schema_editor)
    for statement in on_sqlite() if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name, _first, _end in RANGES:
            for event, *_rest in EVENTS:
                schema_editor.execute(f"DROP TRIGGER search_entry_{name}_{event}")
            schema_editor.execute(f"DROP TABLE search_tokens_{name}")
    else:
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN vector")
    before.make(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]

    operations = [migrations.RunPython(make, remove)]
