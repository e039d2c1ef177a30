"""The databases' own full text indexes. Each follows the table by itself, so that nothing can be forgotten.

Whoever changes the table search_entry on SQLite in a later migration makes these triggers anew: Django
rebuilds a table there, and triggers are not carried over.
"""

from django.db import migrations

SQLITE = [
    # Where in a text a word stands is not kept (detail=none): phrases are looked up in the line of words.
    # Beginnings of so many letters have lists of their own; in titles a sign comes first.
    """
    CREATE VIRTUAL TABLE search_tokens USING fts5(
        words, content='search_entry', content_rowid='id', detail=none, columnsize=0, prefix='3 4 5 6 7 8 9',
        tokenize="unicode61 remove_diacritics 0 tokenchars '=+'"
    )
    """,
    """
    CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_tokens(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_tokens(search_tokens, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_tokens(search_tokens, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO search_tokens(rowid, words) VALUES (new.id, new.words);
    END
    """,
]
# Each entry also has the token of its drawer: all of a language, but of the last kind, which may have very many,
# those of 128 days. So the newest hits are found without a look at all the others (index.py).
POSTGRESQL = [
    # Texts lie apart, so that hits lie close together; the words uncompressed, for phrases are looked up in them.
    "ALTER TABLE search_entry SET (toast_tuple_target = 256)",
    "ALTER TABLE search_entry ALTER COLUMN words SET STORAGE EXTERNAL",
    """
    ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_append(
            array_remove(string_to_array(words, ' '), ''),
            '#' || CASE WHEN (id >> 49) % 16 = 15 THEN id >> 39 ELSE id >> 53 END
        ))
    ) STORED
    """,
    # Words are compared letter by letter, whatever language the server sorts in.
    'ALTER TABLE search_wordending ALTER COLUMN word_id TYPE varchar(40) COLLATE "C"',
    'ALTER TABLE search_wordending ALTER COLUMN ending TYPE varchar(40) COLLATE "C"',
    'ALTER TABLE search_word ALTER COLUMN word TYPE varchar(40) COLLATE "C"',
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector) WITH (fastupdate = off)",
]


def make(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "deleted", "changed"):
            schema_editor.execute(f"DROP TRIGGER search_entry_{name}")
        schema_editor.execute("DROP TABLE search_tokens")
    else:
        schema_editor.execute("ALTER TABLE search_entry DROP COLUMN vector")


class Migration(migrations.Migration):

    # With all that the index is made from, for it is filled when this is done (listening.py).
    dependencies = [
        ("search", "0001_initial"),
        ("portal", "0009_cache_table"),
        ("contacts", "0002_publish_permissions"),
        ("strategy", "0004_help_texts"),
        ("news", "0004_publish_permissions"),
    ]

    operations = [migrations.RunPython(make, remove)]
