"""Tell that embargoes have ended, each once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from articles.actor import Actor
from articles.models import Article, PubStatus
from moderation.models.outbox import LiftedEmbargo
from moderation.workflow.audit import record

CLOCK = Actor.rule("clock")
# One look tells at most so many; the next goes on.
MOST = 200


def lift_embargoes(*, now: datetime) -> int:
    """Record the embargoes that have ended since they were set; copy that was killed meanwhile is left out."""
    told = LiftedEmbargo.objects.filter(article=OuterRef("pk"), embargoed_until=OuterRef("embargoed_until"))
    ended = Article.objects.filter(embargoed_until__lte=now, embargoed_until__gt=F("filed_at")).exclude(
        pub_status=PubStatus.CANCELED
    )
    due = ended.exclude(Exists(told)).order_by("embargoed_until", "pk").values_list("pk", flat=True)[:MOST]
    return sum(_lift(pk, now) for pk in list(due))


@transaction.atomic
def _lift(article_id: int, now: datetime) -> bool:
    article = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=article_id)
    until = article.embargoed_until
    if until is None or until > now or article.pub_status == PubStatus.CANCELED:
        return False
    _lifted, is_new = LiftedEmbargo.objects.get_or_create(
        article=article, embargoed_until=until, defaults={"told_at": now}
    )
    if is_new:
        record(action="embargo.lifted", actor=CLOCK, obj=article, now=now, after={"embargoed_until": until})
    return is_new
