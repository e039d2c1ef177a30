"""The portal's tables as lines of JSON, the same for every database: the names of the columns, then an array for each
row.

Rows are read and written as they are stored, past models and managers: no text is cleaned, no moment of a last change
is set, no version is written, and all keys stay what they are.
"""

import json
from datetime import date
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, models

from portal.archive import BackUpError

# Apps whose tables stay behind: who was signed in signs in again, and the search index is made anew.
LEFT_OUT_APPS = {"sessions", "search"}
# Marks for the page cache, each for an hour; restoring leaves its own. (The cache's own table has no model.)
LEFT_OUT = {"portal.ContentChange"}
# What an empty system has in its tables; the back-up's rows take their place.
MADE_BY_MIGRATIONS = {"contenttypes.ContentType", "auth.Permission", "auth.Group", "auth.Group_permissions"}
BATCH = 1000  # rows a statement


def kept_models():
    """The models whose tables make up the portal, those between two models included."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT_APPS
        and model._meta.label not in LEFT_OUT
    ]


def row_counts():
    return {model._meta.db_table: models.QuerySet(model).count() for model in kept_models()}


def require_empty_tables():
    for model in kept_models():
        if model._meta.label not in MADE_BY_MIGRATIONS and models.QuerySet(model).exists():
            raise BackUpError(
                f"The portal is not empty: there are rows in {model._meta.db_table}. "
                "Please restore into a new database, after »manage.py migrate« and before anything else."
            )


def named_files():
    """The paths that rows name."""
    fields = [
        (model, field.attname)
        for model in kept_models()
        for field in columns_of(model)
        if isinstance(field, models.FileField)
    ]
    return {path for model, name in fields for path in models.QuerySet(model).values_list(name, flat=True) if path}


def columns_of(model):
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def lines_of(model):
    """The table as lines of JSON: the names of the columns, then the rows."""
    names = [field.attname for field in columns_of(model)]
    yield json_line([field.column for field in columns_of(model)])
    # Not the model's own manager: it may leave rows out, or give texts in the active language.
    for row in models.QuerySet(model).order_by("pk").values_list(*names).iterator(chunk_size=BATCH):
        yield json_line(row)


def json_line(values):
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=as_text).encode() + b"\n"


def as_text(value):
    """A date or moment, to the microsecond, or a key, so that the same field understands it again."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise BackUpError(f"A back-up cannot hold values of the type {type(value).__name__} yet.")


def fill(model, lines):
    """Put the rows into the table, in the place of those that migrations made."""
    table = connection.ops.quote_name(model._meta.db_table)
    fields = {field.column: field for field in columns_of(model)}
    with connection.cursor() as cursor:
        if model._meta.label in MADE_BY_MIGRATIONS:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a model's table
        try:
            ordered = [fields[name] for name in json.loads(next(lines))]
            columns = ", ".join(connection.ops.quote_name(field.column) for field in ordered)
            values = ", ".join(["%s"] * len(ordered))
            insert = f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - a model's columns
            while batch := list(islice(lines, BATCH)):
                cursor.executemany(insert, [stored_row(ordered, json.loads(line)) for line in batch])
        except (DatabaseError, LookupError, ValueError) as error:  # SQLite is not as strict as PostgreSQL
            raise BackUpError(f"The database refuses a row of {model._meta.db_table}: {error}") from error


def stored_row(fields, values):
    # Not get_db_prep_save(), which cleans formatted texts.
    return [
        None if value is None else field.get_db_prep_value(value, connection)
        for field, value in zip(fields, values, strict=True)
    ]


def last_numbers():
    """The number that each table gave out last: that of a deleted row is never given to another one, for the
    deleted one's history is kept under it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given_out = dict(cursor.fetchall())
        else:
            given_out = {table: last_number(cursor, table, column) for table, column in numbered_tables().items()}
    return {table: given_out[table] for table in numbered_tables() if given_out.get(table)}


def last_number(cursor, table, column):
    sequence = "pg_get_serial_sequence(quote_ident(%s), %s)::regclass"
    cursor.execute(f"SELECT pg_sequence_last_value({sequence})", [table, column])
    return cursor.fetchone()[0]


def set_last_numbers(numbers):
    columns = numbered_tables()
    with connection.cursor() as cursor:
        for table, number in numbers.items():
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                sequence = "pg_get_serial_sequence(quote_ident(%s), %s)"
                cursor.execute(f"SELECT setval({sequence}, %s)", [table, columns[table], number])


def numbered_tables():
    """The tables that number their rows, and the columns in which they do."""
    keys = {model._meta.db_table: model._meta.auto_field for model in kept_models()}
    return {table: key.column for table, key in keys.items() if key}
