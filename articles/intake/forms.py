"""Choose which form of a text is read, where an item brings several, and say what is not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.intake.copy import gettext_noop
from articles.intake.draft import Draft, has_words, words_of
from articles.intake.languages import primary_part

_MAIN, _BELOW = "main", "sub"
# A form that is not read is told of where it holds a quarter more than the one that is: no form only writes a head out.
_CLEARLY_MORE = 1.25
_LONGER = gettext_noop(
    "a longer form of the text was not read (%(form)s, %(words)s words instead of %(read)s); compare the two"
)
_BESIDE = gettext_noop("a second text beside the one that was read was left out (%(words)s words); compare the two")
BAD_FORM = gettext_noop("a body could not be read and was left out: %(reason)s")


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a text: the role and the language that the item gives it, and the paragraphs read from it."""

    paragraphs: list[str]
    role: str = ""
    language: str = ""
    content_type: str = ""
    is_marked_up: bool = False
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Take its words apart, once."""
        object.__setattr__(self, "words", words_of(" ".join(self.paragraphs)))


def choose_form(draft: Draft, forms: Sequence[Form], *, language: str = "") -> Form | None:
    """Return the form to read, and tell of one that is clearly longer; nothing where none has words.

    The main one is read, of several that in the item's own *language*, and of these the fullest. Where a marked-up form
    holds the same words it stands for the chosen one: it tells paragraphs from lines.
    """
    worded = [form for form in forms if has_words(form.paragraphs)]
    if not worded:
        return None
    chosen = min(worded, key=lambda form: _rank(form, language))
    longest = max(worded, key=lambda form: len(form.words))
    if len(longest.words) > _CLEARLY_MORE * len(chosen.words):
        called = longest.role or longest.language or longest.content_type or "-"
        counts = {"words": str(len(longest.words)), "read": str(len(chosen.words))}
        draft.warn(_LONGER, form=called[:80], **counts)
    twins = (form for form in worded if form.is_marked_up and form.words == chosen.words)
    return chosen if chosen.is_marked_up else next(twins, chosen)


def tell_left_out(draft: Draft, chosen: Form, others: Iterable[Form]) -> None:
    """Tell of texts beside the one that is read, where a format knows only one, unless they are a part of it."""
    read = f" {' '.join(chosen.words)} "
    for other in others:
        # One that is clearly longer is told of already.
        is_told = len(other.words) > _CLEARLY_MORE * len(chosen.words)
        if has_words(other.paragraphs) and not is_told and f" {' '.join(other.words)} " not in read:
            draft.warn(_BESIDE, words=str(len(other.words)))


def is_below(role: str) -> bool:
    """Tell whether a headline's role says that it stands below the main one."""
    return _code_of(role).startswith(_BELOW)


def put_below(draft: Draft, lines: Iterable[str]) -> None:
    """Read what stands below the headline before the text, unless the text begins with it."""
    begins = draft.paragraphs[:2]
    at = 1 if draft.headline and begins and begins[0].casefold() == draft.headline.casefold() else 0
    new = [line for line in lines if line and line not in (draft.headline, *begins)]
    draft.paragraphs = [*begins[:at], *new, *draft.paragraphs[at:]]


def _rank(form: Form, language: str) -> tuple[bool, int, int, bool]:
    is_main = _code_of(form.role) == _MAIN
    return not is_main, _distance(form.language, language), -len(form.words), not form.is_marked_up


def _code_of(role: str) -> str:
    return role.lower().rpartition(":")[2].rpartition("/")[2]


def _distance(tag: str, own: str) -> int:
    """Tell how far a form's language is from the item's own: the same, unsaid, another."""
    if not tag or not own:
        return 1
    return 0 if primary_part(tag) == primary_part(own) else 2
