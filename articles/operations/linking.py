"""Link articles: what each says it was made from, also where the original comes after the translation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake.copy import Copy, Link
from articles.models import Article, ArticleKind, ArticleLink, LinkKind, VersionOrigin, Wire, hash_content
from articles.operations.filing import name_externally, repeat_version
from articles.sight import is_open_to
from articles.signals import copy_tied, correction_announced

_MADE_FROM = (LinkKind.TRANSLATED_FROM, LinkKind.DERIVED_FROM)
_ACTED_ON = (*_MADE_FROM, LinkKind.REPLACES)


def kind_of(relation: str) -> LinkKind:
    """Return what a wire's word for a relation means here, by the table that editors own."""
    kinds = relation_kinds(Path(settings.SEEDS_DIR) / "wire" / "relations.csv")
    return kinds.get(relation.strip().lower(), LinkKind.OTHER)


@lru_cache(maxsize=8)
def relation_kinds(table: Path) -> Mapping[str, LinkKind]:
    """Return the table of relations."""
    with table.open(encoding="utf-8", newline="") as rows:
        return {row["relation"]: LinkKind(row["kind"]) for row in csv.DictReader(rows)}


def lock_copies(copies: Iterable[tuple[Copy, str]], wire: Wire, *, original: Article | None = None) -> None:
    """Let one delivery at a time read and write the articles that copies name: themselves and what they link to.

    Copies come with their languages. Names are locked before rows, in one order, because the rows may not exist yet;
    copy without an id is named by its wire and its content. An *original* that was chosen for them is locked with the
    rows: nobody kills it between the look at it and the end.
    """
    own, named, contents = set(), set(), set()
    for copy, language in copies:
        own |= {name_externally(copy.uri)} - {""}
        named |= {name_externally(link.uri) for link in copy.links if kind_of(link.relation) in _ACTED_ON}
        contents |= set() if copy.uri else {f"{wire.pk}:{hash_content(language=language, text=copy.text)}"}
    with connection.cursor() as cursor:
        for name in sorted(own | named | contents):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"copy:{name}"])
    touched = set(Article.objects.filter(wire=wire, external_id__in=own | named).values_list("pk", flat=True))
    touched |= set(ArticleLink.objects.filter(uri__in=own, target=None).values_list("article_id", flat=True))
    touched |= {original.pk} if original else set()
    list(Article.objects.select_for_update(no_key=True).filter(pk__in=touched).order_by("pk").values_list("pk"))


def has_closed_original(copy: Copy, wire: Wire, *, actor: Actor) -> bool:
    """Tell whether copy names an original that is here, and that whoever files it may not read."""
    if actor.user is None:
        return False
    named = [link.uri for link in copy.links if kind_of(link.relation) == LinkKind.TRANSLATED_FROM]
    return any(_find(uri, wire, Actor.system()) is not None and _find(uri, wire, actor) is None for uri in named)


def link_original(
    copy: Copy, wire: Wire, language: str, original: Article | None, kind: str, *, actor: Actor
) -> tuple[Article | None, str]:
    """Return the original of new copy and what that makes of it: the one given, else the one that it names."""
    if original is not None or kind == ArticleKind.ORIGINAL:
        return original, kind
    for link in copy.links:
        named = _find(link.uri, wire, actor) if kind_of(link.relation) == LinkKind.TRANSLATED_FROM else None
        if named is not None and named.language != language:
            return named, ArticleKind.TRANSLATED
    return None, kind


def keep_links(article: Article, links: Iterable[Link], *, actor: Actor, now: datetime) -> None:
    """Keep an article's links, each with the article it names where that is known, and follow the new ones."""
    for link in links:
        uri = name_externally(link.uri)
        kept, is_new = ArticleLink.objects.get_or_create(
            article=article,
            relation=link.relation[:80],
            uri=uri,
            defaults={
                "kind": kind_of(link.relation),
                "title": link.title[:300],
                "within": None if actor.desks is None else list(actor.desks),
                "target": _find(link.uri, article.wire, actor, besides=article),
            },
        )
        if is_new and kept.target is not None:
            follow_link(kept, actor=actor, now=now)


def join_waiting(article: Article, *, actor: Actor, now: datetime) -> None:
    """Point the links that named an article before it was filed at it, and follow them."""
    if not article.external_id:
        return
    waiting = ArticleLink.objects.filter(uri=article.external_id, target=None).exclude(article=article)
    for link in waiting.select_related("article__wire", "article__filed_by", "article__latest_version").order_by(
        "article_id", "pk"
    ):
        if _find(article.external_id, link.article.wire, _filer_of(link)) != article:
            continue
        link.target = article
        link.save(update_fields=["target"])
        follow_link(link, actor=actor, now=now)


def follow_link(link: ArticleLink, *, actor: Actor, now: datetime) -> None:
    """Do what a link asks for: a translation is read beside its original, a replacement announces a correction.

    What was made from copy is tied to it, also where the two cannot be read beside each other.
    """
    assert link.target is not None
    if link.kind == LinkKind.TRANSLATED_FROM and adopt_original(link.article, link.target):
        # Read again beside its original, as a version of the same text: answers and approvals stay.
        repeat_version(link.article, origin=VersionOrigin.LINKED, actor=actor, now=now)
    if link.kind in _MADE_FROM:
        copy_tied.send(sender=Article, article=link.article, to=link.target, actor=actor, now=now)
    if link.kind == LinkKind.REPLACES and link.target.latest_version_id is not None:
        reason = _("replaced by “%(headline)s”") % {"headline": link.article.headline}
        correction_announced.send(
            sender=Article, article=link.article, of=link.target, reason=reason, actor=actor, now=now
        )


def adopt_original(article: Article, original: Article | None) -> bool:
    """Make an article the translation of another where it can be; tell whether it became one."""
    if original is None or not may_be_original(article, original):
        return False
    article.original = original
    article.kind = ArticleKind.TRANSLATED
    article.save(update_fields=["original", "kind"])
    return article.latest_version is not None and original.latest_version_id is not None


def may_be_original(article: Article, original: Article) -> bool:
    """Tell whether an article without original can take this one: of another language, and not made from it."""
    if article.original_id is not None or article.is_original or article.language == original.language:
        return False
    above: Sequence[int | None] = [original.pk]
    seen = {article.pk}
    while above and above[0] is not None:
        if above[0] in seen:
            return False
        seen.add(above[0])
        above = list(Article.objects.filter(pk=above[0]).values_list("original_id", flat=True))
    return True


def _filer_of(link: ArticleLink) -> Actor:
    """Return whoever filed a link's article, with the desks that their program was limited to."""
    filer = link.article.filed_by
    return Actor.token(filer, str(filer), limits=link.within) if filer else Actor.system()


def _find(uri: str, wire: Wire, filer: Actor, besides: Article | None = None) -> Article | None:
    """Return the article of a name: on the wire itself, or on the only other wire that has filed it.

    Whoever files by hand or by program names no copy that is closed to them: its text would stand beside theirs.
    """
    named = Article.objects.filter(external_id=name_externally(uri)).select_related("latest_version", "wire")
    found = [article for article in named[:20] if besides is None or article.pk != besides.pk]
    own = [article for article in found if article.wire_id == wire.pk]
    chosen = own[0] if own else found[0] if len(found) == 1 else None
    return chosen if chosen and is_open_to(filer, chosen) else None
