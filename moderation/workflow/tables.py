"""The workflow's tables as docs/workflow.md shows them, written from states.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moderation.models import FlagState, ReviewState
from moderation.workflow.states import EVENTS, FLAG_WAYS, RULES, Role, Verb, is_allowed

BEGIN = "<!-- tables: written by `manage.py workflow_tables --write docs/workflow.md` -->"
END = "<!-- end of tables -->"


def write_tables() -> str:
    """Return all tables as Markdown."""
    parts = [
        "### Verbs: from which state to which",
        _table(["verb", *ReviewState], [[verb, *_ways(verb)] for verb in Verb]),
        "### Verbs: by whom, and what they ask for",
        _table(["verb", *Role, "reason", "despite a claim"], [[verb, *_by(verb)] for verb in Verb]),
        "### What happens without a person",
        _table(
            ["event", *ReviewState],
            [[name, *(ways.get(state, "–") for state in ReviewState)] for name, ways in EVENTS.items()],
        ),
        "### Flags",
        _table(
            ["verb", *FlagState],
            [[verb, *(ways.get(state, "–") for state in FlagState)] for verb, ways in FLAG_WAYS.items()],
        ),
    ]
    return "\n\n".join(parts)


def put_tables(document: str) -> str:
    """Return a document with its tables written anew between the two marks.

    :raises ValueError: the marks are not there
    """
    before, _, rest = document.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the document has no place for the tables: put {BEGIN} and {END} into it")
    return f"{before}{BEGIN}\n\n{write_tables()}\n\n{END}{after}"


def _ways(verb: Verb) -> list[str]:
    return [RULES[verb].ways.get(state, "–") for state in ReviewState]


def _by(verb: Verb) -> list[str]:
    rule = RULES[verb]
    allowed = ["yes" if any(is_allowed(state, verb, role) for state in ReviewState) else "–" for role in Role]
    return [*allowed, _yes(is_so=rule.needs_reason), _yes(is_so=rule.overrides_claims)]


def _yes(*, is_so: bool) -> str:
    return "yes" if is_so else "–"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)
