"""Everything the portal holds as one file, and the way back into an empty system.

The file does not depend on the database: what comes from SQLite can be restored into PostgreSQL, and the other way
round. The tables of content types and permissions are part of it, so that what names a row of any kind names the same
one afterwards.
"""

from contextlib import contextmanager, suppress

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management.sql import emit_post_migrate_signal
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.archive import BackUpError, intact, new_archive
from portal.tables import (
    fill,
    kept_models,
    last_numbers,
    lines_of,
    named_files,
    require_empty_tables,
    row_counts,
    set_last_numbers,
)
from portal.uploads import stored_files, storing


def silent(steps, _what):
    return steps


def back_up(path, progress=silent):
    """Write everything into a new archive, as it is at one moment, while the portal runs.

    Returns what the archive's manifest says of it. Raises BackUpError or OSError; then there is no archive."""
    with new_archive(path) as archive:
        with snapshot():
            facts = {"made_at": timezone.now().isoformat(), "migrations": applied_migrations()}
            # An upload is stored before the row that names it, at a path that nothing had before, and nothing deletes
            # or changes it later. So what is there now, after the first reading, is all that the snapshot's rows name,
            # and it will still be the same when its turn comes.
            files = list(stored_files())
            facts["missing_files"] = sorted(named_files() - set(files))
            facts["rows"] = row_counts()
            facts["last_numbers"] = last_numbers()
            for model in progress(kept_models(), "Tables"):
                archive.add_lines(f"tables/{model._meta.db_table}.jsonl", lines_of(model))
        for name in progress(files, "Uploads"):
            # Only the smaller copies of a picture may go away: while make_picture_copies makes them anew.
            with suppress(FileNotFoundError), default_storage.open(name) as file:
                archive.add(f"media/{name}", file, file.size)
        archive.finish(facts)
    return facts


def restore(path, progress=silent):
    """Fill this empty system with what the archive holds: all of it, or nothing.

    A file may stay behind in the folder of uploads if the process is killed. No row names it, and the next attempt
    takes or replaces it. Returns what the archive's manifest says of it. Raises BackUpError or OSError."""
    with intact(path, lambda files: progress(files, "Checking")) as archive:
        require_same_migrations(archive.facts)
        tables = {f"tables/{model._meta.db_table}.jsonl": model for model in kept_models()}
        require_known_names(archive.facts["checksums"], tables)
        try:
            with storing() as store, transaction.atomic(durable=True):
                take_time()
                require_empty_tables()
                for name, content in progress(archive, "Restoring"):
                    if name in tables:
                        fill(tables[name], content)
                    else:
                        store(name.removeprefix("media/"), content, archive.facts["checksums"][name])
                set_last_numbers(archive.facts["last_numbers"])
                connection.check_constraints()
                # What an app that the back-up does not have needs here: its content types and permissions.
                ContentType.objects.clear_cache()
                emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        except IntegrityError as error:
            raise BackUpError(f"The rows do not fit together: {error}") from error
        finally:
            ContentType.objects.clear_cache()
        return archive.facts


# One moment, one version


@contextmanager
def snapshot():
    """What is read within is of one moment, that of the first reading; nobody waits for it, nor it for anybody."""
    if connection.vendor == "sqlite":
        # Not atomic(): our transactions on SQLite ask for the right to write, and writers would wait.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            take_time()
            yield


def take_time():
    """All rows at once, or the check of all at the end, may take longer than what a page asks for; so may the files
    between two statements."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def applied_migrations():
    """The names of those that made the tables. Raises BackUpError if some are still to be applied."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BackUpError("The database is not up to date. Please run »manage.py migrate« first.")
    kept = {model._meta.app_label for model in kept_models()}
    return sorted(f"{app}.{name}" for app, name in executor.loader.disk_migrations if app in kept)


def require_known_names(names, tables):
    for name in names:
        if name not in tables and not name.startswith("media/"):
            raise BackUpError(f"The back-up holds »{name}«, for which there is no place here.")


def require_same_migrations(facts):
    """Only then the tables have the same columns. An app that the back-up does not have is no obstacle."""
    here, there = set(applied_migrations()), set(facts["migrations"])
    apps_there = {app_of(migration) for migration in there}
    older = {migration for migration in here - there if app_of(migration) in apps_there}
    made_on = facts["made_at"][:10]
    if unknown := there - here:
        raise BackUpError(
            f"The back-up, made on {made_on}, comes from a newer version of the portal or one with other settings "
            f"(single sign-on needs OIDC_SERVER_URL); not known here: {', '.join(sorted(unknown))}. "
            "Please install that version with these settings, run »manage.py migrate«, and restore again."
        )
    if older:
        raise BackUpError(
            f"The back-up, made on {made_on}, comes from an older version of the portal, without "
            f"{', '.join(sorted(older))}. Please restore it with the version of that day into an empty database, "
            "then install this version and run »manage.py migrate«."
        )


def app_of(migration):
    return migration.partition(".")[0]
