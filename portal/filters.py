"""The filters of a list: what can be asked, what an address asks for, how many rows each answer would leave.

Pure: the rows were fetched before, so nothing that a visitor types reaches the database.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import urlencode

from django.utils.formats import number_format
from django.utils.html import format_html


@dataclass(frozen=True)
class Choice:
    """One answer. `key` stands for it in addresses; `language` is that of its name, if it is not the page's."""

    key: str
    name: str
    language: str = ""
    group: str = ""


@dataclass(frozen=True)
class Facet:
    """One question. `words` puts an answer into a sentence; `keys_of` gives the keys of all answers of a row."""

    name: str
    label: str
    words: str
    choices: list[Choice]
    keys_of: Callable

    @cached_property
    def by_key(self):
        return {choice.key: choice for choice in self.choices}


@dataclass(frozen=True)
class Option:
    """A choice as it is offered, None for all, and how many rows it would leave. `chosen`: what is on with it."""

    choice: Choice | None
    count: str
    is_chosen: bool
    chosen: dict
    address_of: Callable

    @property
    def address(self):
        return self.address_of({name: key for name, key in self.chosen.items() if key})


@dataclass(frozen=True)
class Question:
    """A facet as it is asked; `is_unknown` if the address answers it with something that no row has."""

    facet: Facet
    everything: Option
    options: list[Option]
    is_unknown: bool


@dataclass(frozen=True)
class ChosenFilter:
    """A filter that is on. `without`: the option to leave it out."""

    facet: Facet
    choice: Choice
    without: Option

    def in_words(self):
        name = self.choice.name
        if self.choice.language:
            name = format_html('<span lang="{}">{}</span>', self.choice.language, name)
        return format_html(self.facet.words, name)

    def in_plain_words(self):
        return self.facet.words.format(self.choice.name)


class Answers:
    """What rows answer to facets, whoever asks. `partial`: the facets of which `rows` are not all."""

    def __init__(self, facets, rows, partial=()):
        self.facets, self.rows, self.partial = {facet.name: facet for facet in facets}, list(rows), partial
        self.keys = {name: [set(facet.keys_of(row)) for row in self.rows] for name, facet in self.facets.items()}
        self.given = {name: set().union(*keys) for name, keys in self.keys.items()}


class Filters:
    """What an address asks of rows.

    `query`: the values by name of their facet. `address_of`: the address of the list with these keys chosen, by name
    of their facet. The counts of a partial facet are the least there are."""

    def __init__(self, answers, query, address_of):
        self.answers, self.address_of = answers, address_of
        self.facets, self.partial = answers.facets, answers.partial
        self.given = {name: query[name] for name in self.facets if query.get(name)}
        self.chosen = {name: key for name, key in self.given.items() if key in self.facets[name].by_key}
        fitting = self.fitting(range(len(answers.rows)), self.chosen)
        self.found = [answers.rows[place] for place in fitting]
        self.counts = {name: self.count(name, len(answers.rows)) for name in self.facets}

    def fitting(self, places, chosen):
        """The places of those rows that fit."""
        for name, key in chosen.items():
            keys = self.answers.keys[name]
            places = [place for place in places if key in keys[place]]
        return places

    def count(self, name, number):
        """How many of a number of rows give each answer to a question; only those that fit what is chosen of all other
        questions, and they in all as the answer None."""
        others = {other: key for other, key in self.chosen.items() if other != name}
        places = self.fitting(range(number), others)
        counts = Counter(chain.from_iterable(map(self.answers.keys[name].__getitem__, places)))
        counts[None] = len(places)
        return counts

    @property
    def unknown(self):
        return self.given.keys() - self.chosen.keys()

    @property
    def hits(self):
        """How many rows fit all that is chosen, as `at_least`."""
        return at_least(len(self.found), self.facets.keys() <= set(self.partial))

    @property
    def address(self):
        return self.address_of(self.chosen)

    @property
    def continued_address(self):
        """To which one more parameter can be added."""
        return f"{self.address}{'&' if '?' in self.address else '?'}"

    def leads_elsewhere(self, query):
        """Whether the same is asked at another address: in another order, twice, or with empty answers."""
        asked = [(name, value) for name, values in query.lists() for value in values if name in self.facets]
        return not self.unknown and urlencode(asked) != self.address.partition("?")[2]

    def questions(self):
        """Those that any row answers, each with the answers that any row gives."""
        questions = map(self.question, self.facets.values())
        return [question for question in questions if question.options or question.is_unknown]

    def question(self, facet):
        has_more, chosen = facet.name in self.partial, self.chosen.get(facet.name)
        answered = self.answers.given[facet.name]
        offered = [c for c in facet.choices if has_more or c.key == chosen or c.key in answered]
        everything, *options = (self.option(facet.name, choice) for choice in (None, *offered))
        return Question(facet, everything, options, facet.name in self.unknown)

    def option(self, name, choice):
        key = choice.key if choice else None
        chosen = {other: key if other == name else self.chosen.get(other) for other in self.facets}
        count = at_least(self.counts[name][key], name in self.partial)
        return Option(choice, count, key == self.chosen.get(name), chosen, self.address_of)

    def on(self):
        """The filters that are on, in the order of the questions."""
        on = [(self.facets[name], key) for name, key in self.chosen.items()]
        return [ChosenFilter(facet, facet.by_key[key], self.option(facet.name, None)) for facet, key in on]


def at_least(number, has_more):
    """A count in figures; “12+” where there may be more, nothing where there may be any."""
    if has_more and not number:
        return ""
    return number_format(number, force_grouping=True) + ("+" if has_more else "")


def with_query(path, pairs):
    """The address of a path with these parameters; without a question mark if there is none."""
    return f"{path}?{urlencode(pairs)}" if pairs else path
