"""The numbers of entries. An entry's number says what it is; in the order of numbers entries are shown.

From its highest bits on: 1 bit language, 4 kind, 17 date, 32 key of the item. So a language or a kind is a
range of numbers, and within a kind the newest comes first. Pure; no ORM.
"""

from datetime import date

LANGUAGES = ("de", "en")
KIND_BITS, DAY_BITS, ITEM_BITS = 4, 17, 32
LAST_KIND = 2**KIND_BITS - 1  # the one that may have very many entries
FIRST_DAY = date(1950, 1, 1)


def number(language, kind, item, day=None):
    """The number of an entry; without a day, the items of a kind come in the order of their keys."""
    age, place = 0, item
    if day is not None:
        days = min(max((day - FIRST_DAY).days, 0), 2**DAY_BITS - 1)
        age, place = 2**DAY_BITS - 1 - days, 2**ITEM_BITS - 1 - item
    return first(language, kind) + (age << ITEM_BITS) + place


def first(language, kind):
    """The number that all entries of this kind begin with."""
    return ((LANGUAGES.index(language) << KIND_BITS) + kind) << (DAY_BITS + ITEM_BITS)


def kind_of(entry_number):
    return (entry_number >> (DAY_BITS + ITEM_BITS)) % 2**KIND_BITS


def language_of(entry_number):
    return LANGUAGES[entry_number >> (KIND_BITS + DAY_BITS + ITEM_BITS)]
