"""Lexicon releases: published once, never changed; everything screened says under which one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F, Func, TextField

from articles.actor import Actor
from moderation.models import LexiconRelease
from moderation.screening.attribution import build_parties
from moderation.screening.lexicon import build_lexicon, parse_table, read_lexicon
from moderation.screening.proving import prove_lexicon
from moderation.workflow.audit import record

Tables = Mapping[str, Mapping[str, list[dict[str, str]]]]

_PUBLISHING = 52_001  # the number of the lock that publishers take
_PROVEN: set[str] = set()


@transaction.atomic
def publish_release(
    *, tables: Tables, parties: Any, reason: str, actor: Actor, now: datetime, publisher: User | None = None
) -> LexiconRelease:
    """Publish tables and parties as the next release; what the latest release holds already is that release.

    Call `drafting.publish_draft` for a change by editors: it asks for a second one.

    :raises UnreadableLexicon: a row that no reader can use; nothing is published.
    """
    digest = digest_of(tables, parties)
    prove_words(tables, parties)
    take_turn()
    latest = LexiconRelease.objects.without_words().first()
    if latest and (latest.digest == digest or latest.digest == _digest_as_return(tables, parties, to=latest.number)):
        return latest
    if latest is not None and LexiconRelease.objects.filter(digest=digest).exists():
        # Words that come back, as when a term is withdrawn again: a release of its own all the same.
        digest = _digest_as_return(tables, parties, to=latest.number + 1)
    release = LexiconRelease.objects.create(
        number=latest.number + 1 if latest else 1,
        digest=digest,
        tables=tables,
        parties=parties,
        reason=reason,
        published_by=publisher,
        published_at=now,
    )
    record(
        action="lexicon.published",
        actor=actor,
        obj=release,
        now=now,
        before={"number": latest.number, "digest": latest.digest} if latest else None,
        after={"number": release.number, "digest": release.digest},
        reason=reason,
    )
    return release


def seed_lexicon(folder: Path, *, now: datetime) -> int:
    """Publish the words in a seeds folder as long as no editor has published any; return how many releases that made.

    Once editors have, the words are theirs; only a language that no release has held yet is added to them.

    :raises UnreadableLexicon:
    """
    tables, parties = read_seeds(folder)
    reason = "seeds"
    if LexiconRelease.objects.filter(published_by__isnull=False).exists():
        new = tables.keys() - _languages_held()
        if not new:
            return 0
        latest = LexiconRelease.objects.latest()
        tables, parties = {**latest.tables, **{language: tables[language] for language in new}}, latest.parties
        reason = f"seeds: {', '.join(sorted(new))}"
    before = LexiconRelease.objects.count()
    publish_release(tables=tables, parties=parties, reason=reason, actor=Actor.system(), now=now)
    return LexiconRelease.objects.count() - before


def _languages_held() -> set[str]:
    """Return the languages that any release has held, told by the database: their words are megabytes."""
    languages = Func(F("tables"), function="jsonb_object_keys", output_field=TextField())
    return set(LexiconRelease.objects.order_by().values_list(languages, flat=True).distinct())


def read_seeds(folder: Path) -> tuple[Tables, Any]:
    """Return the tables and the parties of a seeds folder, as a release keeps them.

    :raises UnreadableLexicon:
    """
    lexicon = read_lexicon(folder / "lexicons")
    tables = {
        language: {name: [dict(row) for row in rows] for name, rows in pack.tables.items()}
        for language, pack in lexicon.packs.items()
    }
    parties = {
        path.stem: parse_table(path.read_text(encoding="utf-8"), name=f"parties/{path.name}")
        for path in sorted((folder / "parties").glob("*.csv"))
    }
    return tables, parties


def take_turn() -> None:
    """Let one transaction publish at a time: numbers follow each other, and none writes over what it has not seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PUBLISHING])


def digest_of(tables: Tables, parties: Any) -> str:
    """Return the SHA-256 over the canonical form of a release's words."""
    canonical = json.dumps([tables, parties], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _digest_as_return(tables: Tables, parties: Any, *, to: int) -> str:
    """Return the digest of words that an earlier release held already, as the release of number *to*."""
    before = LexiconRelease.objects.filter(number=to - 1).values_list("digest", flat=True).first()
    return digest_of(tables, [parties, before])


def prove_words(tables: Tables, parties: Any) -> None:
    """Check that every reader can use these words; a language's once a process, for they stay usable.

    :raises UnreadableLexicon:
    """
    digests = {language: digest_of({language: pack}, parties) for language, pack in tables.items()}
    unproven = {language: tables[language] for language, digest in digests.items() if digest not in _PROVEN}
    if unproven:
        prove_lexicon(build_lexicon(unproven), build_parties(parties))
        _PROVEN.update(digests.values())
