"""A text that a person or a program has edited, as copy: what the edit does not name stays as it was."""

from __future__ import annotations

from collections.abc import Sequence

from articles.intake import Copy
from articles.intake.draft import one_line, says_more
from articles.intake.normalise import canonical_text
from articles.models import ArticleVersion


class EmptyEdit(ValueError):
    """Refuse an edit that leaves no words; the message names the remedy."""


def edit_copy(
    version: ArticleVersion, text: str, *, refusal: str, headline: str = "", summary: str | None = None
) -> Copy:
    """Return *version* with another text: a headline that led the old text is taken from the new one.

    A new *headline* leads the text, as it does where copy is filed, and a new *summary* that says more than the text
    stands beneath it: what is read for approval is screened. A summary whose line is edited or deleted goes with it,
    and so does one that only repeated a beginning that is another now.

    :raises EmptyEdit: with *refusal*, where no letter is left
    """
    canonical = canonical_text(text)
    if not any(map(str.isalpha, canonical)):
        raise EmptyEdit(refusal)
    asked = canonical_text(headline).replace("\n", " ")
    if asked and asked != version.headline:
        canonical = _lead(version, canonical, asked)
    else:
        asked = canonical.partition("\n")[0] if _leads(version) else _given_headline(version)
    canonical, summed = _sum_up(version, canonical, asked, summary)
    return Copy(
        text=canonical,
        headline=asked[:300],
        summary=summed,
        byline=version.byline,
        dateline=version.dateline,
    )


def _lead(version: ArticleVersion, text: str, headline: str) -> str:
    """Return a text led by a headline, in the place of the one that led it before."""
    first, _break, rest = text.partition("\n")
    if first == headline:
        return text
    body = rest if _leads(version) and first == version.headline else text
    return f"{headline}\n{body}" if body else headline


def _sum_up(version: ArticleVersion, text: str, headline: str, summary: str | None) -> tuple[str, str]:
    """Return a text with the summary that is asked for in its place, and the summary; left out, the text's own."""
    lines, before = text.split("\n"), version.text.split("\n")
    at = int(lines[0] == headline)
    old = one_line(version.summary)
    if summary is None:
        if old not in before:
            return text, version.summary if _still_fits(version, headline, lines[at:]) else ""
        if old in lines:
            return text, version.summary
        # Its line was edited where it stands, or is gone.
        is_edited = len(lines) == len(before) and at < len(lines) and lines[at] not in before
        return text, lines[at] if is_edited else ""
    new = one_line(summary)
    if old != new and old in before and old in lines and len(lines) > 1:
        lines.remove(old)
    if new not in lines and says_more(new, headline, "\n".join(lines[at:])):
        lines.insert(at, new)
    return "\n".join(lines), new


def _still_fits(version: ArticleVersion, headline: str, body: Sequence[str]) -> bool:
    """Tell whether a summary beside the text may stay: what repeated a beginning goes with the beginning."""
    old_body = version.text.removeprefix(version.headline).lstrip("\n")
    repeated = not says_more(version.summary, version.headline, old_body)
    return not repeated or not says_more(version.summary, headline, "\n".join(body))


def _leads(version: ArticleVersion) -> bool:
    return version.text.partition("\n")[0] == version.headline


def _given_headline(version: ArticleVersion) -> str:
    """Return the headline that was filed apart from the text; one made of its first words is made anew."""
    made = version.headline.removesuffix("…")
    return "" if version.text.startswith(made) else version.headline
