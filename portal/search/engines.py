"""The two full text indexes: how SQLite's FTS5 and PostgreSQL's tsvector are asked for the numbers of entries.

Both are asked for what has all of some expressions, each of them a word in one of its forms. The expressions are values
of the statement; here they are given by name. What is public is decided by the clock of the question.

`part` is the statement for some kinds of entry: "small" are all but the last, "last" is the last kind, news.
"""

from django.db import connection

IN_TIME = "(public_from IS NULL OR public_from <= %(now)s) AND (public_until IS NULL OR public_until > %(now)s)"


class Sqlite:
    """FTS5 walks through the hits of an index in their order; it stops where it is told. Each language has an index of
    its own for the last kind, and one for the others (migrations/0003): it would walk on beyond a range of numbers."""

    either, position = " OR ", "instr"
    listed_beginnings = 8  # letters (migrations/0003): to look up such a beginning is as quick as a word
    before = "WITH"
    ending = {"small": "", "last": "_last"}  # of an index's name, by kinds
    statement = f"""
        SELECT entry.id FROM search_tokens_{{index}} AS found
        JOIN search_entry AS entry INDEXED BY search_entry_times ON entry.id = found.rowid
        WHERE search_tokens_{{index}} MATCH {{expressions}} AND {IN_TIME}
        ORDER BY found.rowid LIMIT {{limit}}
    """

    def part(self, kinds, language, names, limit):
        index = f"{language}{self.ending[kinds]}"
        return self.statement.format(index=index, expressions=self.all_of(names), limit=limit)

    @staticmethod
    def all_of(names):
        return " || ' AND ' || ".join(f"%({name})s" for name in names)

    @staticmethod
    def token(text, is_prefix):
        return f'"{text}"*' if is_prefix else f'"{text}"'


class Postgresql:
    """GIN finds all hits and then sorts them; so the last kind is asked by ranges of numbers ("drawers"), the newest
    first. A drawer is up to twice as wide as the one before it (migrations/0003 says which there are): for what is
    rare few are asked, and of what is frequent little more is found than is wanted."""

    either, position = " | ", "strpos"
    listed_beginnings = 0
    index = {"de": "id < 1::bigint << 53", "en": "id >= 1::bigint << 53"}  # as in migrations/0003, so that it is used
    # The drawers there are, by jumping from the end of each to the next entry. A drawer's number is a multiple of its
    # width, so the lowest bit of the number limits it.
    before = """
        WITH RECURSIVE drawer (number, width) AS (
            (SELECT id >> 38, 1::bigint FROM search_entry
             WHERE id BETWEEN %(last_first)s AND %(last_end)s ORDER BY id LIMIT 1)
            UNION ALL
            SELECT next.number, least(2 * width, next.number & -next.number, 16)
            FROM drawer CROSS JOIN LATERAL (
                SELECT id >> 38 AS number FROM search_entry
                WHERE id BETWEEN (drawer.number + width) << 38 AND %(last_end)s ORDER BY id LIMIT 1
            ) AS next
        ),
    """
    # The drawer comes first, and each expression is a condition of its own: so GIN leaps from entry to entry, instead
    # of weighing all words for each. OFFSET keeps the planner from walking through all entries in their order.
    statements = {
        "small": f"""
            SELECT id FROM (
                SELECT id FROM search_entry
                WHERE vector @@ ('#' || (%(small_first)s::bigint >> 53))::tsquery AND {{expressions}}
                AND {{index}} AND {IN_TIME} OFFSET 0
            ) AS hit ORDER BY id LIMIT {{limit}}
        """,
        "last": f"""
            SELECT hit.id FROM drawer CROSS JOIN LATERAL (
                SELECT id FROM search_entry
                WHERE vector @@ ('#' || width || '/' || number / width)::tsquery AND {{expressions}}
                AND {{index}} AND {IN_TIME} ORDER BY id
            ) AS hit LIMIT {{limit}}
        """,
    }

    def part(self, kinds, language, names, limit):
        index = self.index[language]
        return self.statements[kinds].format(index=index, expressions=self.all_of(names), limit=limit)

    @staticmethod
    def all_of(names):
        return " AND ".join(f"vector @@ %({name})s::tsquery" for name in names)

    @staticmethod
    def token(text, is_prefix):
        return f"'{text}':*" if is_prefix else f"'{text}'"


ENGINES = {"sqlite": Sqlite(), "postgresql": Postgresql()}


def engine():
    return ENGINES[connection.vendor]


def rows(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
