"""The columns of the tables that editors keep: what each is called and is for, and what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.workflow.wording import EVERYWHERE, Place, Words

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    A closed one takes only what its table holds already, in any language; `among` names the table and the column
    that it refers to; a cell that is `parted` holds several of those, or - for none.
    """

    name: str
    label: Text
    help: Text
    is_needed: bool = False
    is_closed: bool = False
    is_long: bool = False
    among: tuple[str, str] | None = None
    parted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table that editors keep: its name for people, and its columns."""

    name: str
    label: Text
    help: Text
    columns: tuple[Column, ...]
    is_everywhere: bool = False


_SOURCE = Column(
    "source", _("where it comes from"), _("Who asks for it: house style, a guide, a reader's letter."), is_needed=True
)
_NOTE = Column("note", _("note"), _("For whoever reads the row next year; it changes nothing."), is_long=True)
_BETWEEN = _("Several are parted by |.")

TABLES: tuple[Table, ...] = (
    Table(
        "terms",
        _("loaded terms"),
        _("Words that take a side, how grave each is, and what could be written instead."),
        (
            Column("lemma", _("term"), _("As in a dictionary: one word or several, singular."), is_needed=True),
            Column(
                "inflect",
                _("endings"),
                _("How each word of the term changes, in order: one name for each word, - for one that never changes."),
                is_needed=True,
                among=("inflections", "name"),
                parted=" ",
            ),
            Column("variants", _("other spellings"), _BETWEEN, is_long=True),
            Column("category", _("category"), _("What kind of taking sides it is."), is_needed=True, is_closed=True),
            Column(
                "severity",
                _("severity"),
                _("How grave the flag is in the article's own voice."),
                is_needed=True,
                is_closed=True,
            ),
            Column(
                "requires",
                _("only where"),
                _("Names of contexts in which alone the term is flagged, parted by spaces; empty: everywhere."),
                among=("label_contexts", "name"),
                parted=" ",
            ),
            Column(
                "suggestions",
                _("write instead"),
                _(
                    "What the editor is told, best first, parted by |. In brackets: advice. With its class "
                    "(attacker:s): put in, inflected as the term was."
                ),
                is_needed=True,
                is_long=True,
            ),
            Column(
                "rule",
                _("house rule"),
                _("The rule that the flag quotes."),
                is_needed=True,
                among=("label_rules", "name"),
            ),
            Column("fires", _("example that is flagged"), _("A sentence in which it must be flagged."), is_long=True),
            Column("silent", _("example that is not"), _("A sentence in which it must not be flagged."), is_long=True),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "exemptions",
        _("exemptions of terms"),
        _("Where a term is no label: names, laws, other senses."),
        (
            Column(
                "terms",
                _("of which terms"),
                _("Terms, or @ and a category for all of it. Several are parted by |."),
                is_needed=True,
                is_long=True,
            ),
            Column("kind", _("why"), _("What kind of use it is."), is_needed=True, is_closed=True),
            Column("forms", _("only these forms"), _BETWEEN),
            Column("casing", _("capitals"), _("Whether it must stand in capitals, as a name does."), is_closed=True),
            Column(
                "before",
                _("words before it"),
                _("Any of these right before. / parts choices within a phrase, | parts phrases."),
                is_long=True,
            ),
            Column(
                "after",
                _("words after it"),
                _("Any of these right after. / parts choices within a phrase, | parts phrases."),
                is_long=True,
            ),
            Column(
                "near", _("words near it"), _("Any of these in the sentence; @ names a list of words."), is_long=True
            ),
            Column("without", _("unless near it"), _("None of these in the sentence."), is_long=True),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "label_rules",
        _("house rules"),
        _("The rules that flags on loaded terms quote."),
        (
            Column("name", _("name"), _("By which terms refer to it: small letters and hyphens."), is_needed=True),
            Column("text", _("rule"), _("One sentence that tells an editor what to do."), is_needed=True, is_long=True),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "cues",
        _("cues of attribution"),
        _("Words that say that somebody vouches: said, according to."),
        (
            Column("cue", _("cue"), _("As in a dictionary."), is_needed=True),
            Column("kind", _("kind"), _("How it ties a source to what is said."), is_needed=True, is_closed=True),
            Column(
                "inflection",
                _("endings"),
                _("How the verb changes; empty where all forms are named."),
                among=("conjugations", "name"),
            ),
            Column(
                "forms",
                _("forms"),
                _("Those that the endings do not make: finite:says|said;past:said;present:saying."),
                is_long=True,
            ),
            Column("force", _("force"), _("How far it vouches."), is_needed=True, is_closed=True),
            Column("needs", _("counts only with"), _("What must stand beside it."), is_closed=True),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "hedges",
        _("hedges"),
        _("Words that mark a figure as unverified: reportedly."),
        (
            Column("phrase", _("phrase"), _("As it stands in copy."), is_needed=True),
            Column("kind", _("kind"), _("A phrase, or what a verb ends in."), is_needed=True, is_closed=True),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "sources",
        _("who can vouch"),
        _("Nouns for people, bodies and papers that a figure can be attributed to."),
        (
            Column("noun", _("noun"), _("As it stands in copy."), is_needed=True),
            Column(
                "kind",
                _("kind"),
                _("A person, an office, a document: it decides the grade."),
                is_needed=True,
                is_closed=True,
            ),
            _SOURCE,
            _NOTE,
        ),
    ),
    Table(
        "parties",
        _("parties to conflicts"),
        _("Armies, armed groups and governments at war: a figure that only they vouch for is flagged."),
        (
            Column("conflict", _("conflict"), _("In which it takes part."), is_needed=True, among=("conflicts", "id")),
            Column("kind", _("kind"), _("What it is."), is_needed=True, is_closed=True),
            Column(
                "forms",
                _("names"),
                _("Small letters, in every language. Several are parted by |."),
                is_needed=True,
                is_long=True,
            ),
            _SOURCE,
            _NOTE,
        ),
        is_everywhere=True,
    ),
    Table(
        "conflicts",
        _("conflicts"),
        _("Who is at war where, since when."),
        (
            Column("name", _("name"), _("As the house calls it."), is_needed=True),
            Column("since", _("since"), _("Year-month-day."), is_needed=True),
            Column("until", _("until"), _("Year-month-day; empty: it goes on.")),
            Column(
                "state",
                _("what its places are"),
                _("Whether an army named after them takes part."),
                is_needed=True,
                is_closed=True,
            ),
            Column(
                "places",
                _("places and peoples"),
                _("Small letters, in every language. Several are parted by |."),
                is_needed=True,
                is_long=True,
            ),
            _SOURCE,
            _NOTE,
        ),
        is_everywhere=True,
    ),
)

_BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def table_at(place: Place) -> Table | None:
    """Return the table that editors keep at a place, None where they keep none."""
    table = _BY_NAME.get(place.table)
    return table if table and table.is_everywhere == (place.language == EVERYWHERE) else None


def places_of(words: Words) -> list[Place]:
    """Return the places of all tables that editors keep, those of a language together."""
    languages = sorted(language for language in words if language != EVERYWHERE)
    spoken = [Place(language, table.name) for language in languages for table in TABLES if not table.is_everywhere]
    common = [Place(EVERYWHERE, table.name) for table in TABLES if table.is_everywhere]
    return [place for place in (*spoken, *common) if place.table in words.get(place.language, {})]


def choices_of(column: Column, place: Place, words: Words) -> list[str] | None:
    """Return what may stand in a column, sorted; None where anything may."""
    if column.among is not None:
        table, name = column.among
        return sorted({row[name] for row in Place(place.language, table).rows_of(words)})
    if not column.is_closed:
        return None
    # What one language uses, its neighbours may.
    rows = [row for language in words for row in Place(language, place.table).rows_of(words)]
    return sorted({row[column.name] for row in rows} - {""})


def strangers_in(value: str, column: Column, choices: list[str]) -> list[str]:
    """Return what stands in a cell and is none of its choices."""
    parts = value.split(column.parted) if column.parted else [value]
    return [part for part in parts if part not in choices and not (column.parted and part == "-")]


def label_of(place: Place, name: str) -> str:
    """Return what people call a column; one that the house writes has its own name."""
    table = table_at(place)
    found = next((column for column in table.columns if column.name == name), None) if table else None
    return str(found.label) if found else name
