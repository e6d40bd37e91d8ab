"""What happens is written to the outbox, in the transaction in which it happens, and nowhere else."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.urls import resolve

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.models import Article, Desk, Wire
from articles.operations import correct_copy, file_copy, kill_copy, receive_copy
from moderation.models import AuditEvent, Case, LexiconRelease, OutboxEvent, ToldArticle, WebhookDelivery
from moderation.webhooks.endpoints import disable
from moderation.webhooks.forgetting import forget_old
from moderation.workflow.aftermath import acknowledge
from moderation.workflow.answering import confirm, dismiss, dismiss_alike, reopen_flag, undo_alike
from moderation.workflow.deciding import approve, hold, kill, return_, spike
from moderation.workflow.editing import save_edit
from moderation.workflow.embargoes import lift_embargoes
from moderation.workflow.states import Role
from tests.webhooks.conftest import ADMINISTRATOR, Hook
from tests.workflow.newsroom import LABEL, NOW, case_on, file, flag_on, lead_to, person, review_of, screened

LATER = NOW + timedelta(hours=2)


def told() -> list[tuple[str, dict[str, Any]]]:
    return [(event.type, json.loads(event.body)["data"]) for event in OutboxEvent.objects.order_by("pk")]


def types() -> list[str]:
    return [type_ for type_, _data in told()]


def test_copy_that_is_filed_and_screened_is_told_with_its_flags(hook: Hook, article: Article) -> None:
    assert Counter(types()) == {"article.filed": 1, "flag.opened": 2, "article.screened": 1}
    filed = told()[0][1]
    assert filed == {
        "article": article.pk,
        "version": 1,
        "address": f"http://127.0.0.1:8000/api/v1/articles/{article.pk}",
    }


def test_the_address_is_one_that_the_api_answers(hook: Hook, article: Article) -> None:
    asked = resolve(urlsplit(told()[0][1]["address"]).path)

    assert (asked.url_name, asked.kwargs) == ("api-article", {"pk": article.pk})


def test_a_body_is_thin(hook: Hook, article: Article) -> None:
    message = OutboxEvent.objects.get(type="article.screened")
    body = json.loads(message.body)

    assert list(body) == ["type", "timestamp", "data"]
    assert body["timestamp"] == NOW.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert set(body["data"]) == {"article", "version", "run", "outcome", "address"}
    assert body["data"]["outcome"] == "done"
    assert article.headline not in message.body
    assert article.latest_version.text not in message.body


def test_answers_to_flags_are_told(hook: Hook, article: Article, editor: Actor, second: Actor) -> None:
    flag = flag_on(article, LABEL.words)
    OutboxEvent.objects.all().delete()

    dismiss(flag=flag, reason_code="quotation", actor=editor, now=NOW)
    confirm(flag=flag, actor=second, now=NOW)
    reopen_flag(flag=flag, actor=editor, now=NOW)

    assert [(type_, data["flag"], data.get("disposition")) for type_, data in told()] == [
        ("flag.disposed", flag.pk, "dismissed"),
        ("flag.disposed", flag.pk, "confirmed"),
        ("flag.opened", flag.pk, None),
    ]


def test_decisions_are_told_by_their_names(
    hook: Hook, make: Callable[..., Article], editor: Actor, house: LexiconRelease
) -> None:
    made = [make(uri=f"urn:x:{number}") for number in range(5)]
    for one in made:
        screened(one)
    reviews = [review_of(one) for one in made]
    OutboxEvent.objects.all().delete()

    approve(review=reviews[0], content_hash=reviews[0].version.content_hash, actor=editor, now=NOW)
    return_(review=reviews[1], reason="Who says so?", actor=editor, now=NOW)
    hold(review=reviews[2], reason="Wait for the police.", until=LATER, actor=editor, now=NOW)
    spike(review=reviews[3], reason="Old.", actor=editor, now=NOW)
    kill(review=reviews[4], reason="False.", actor=editor, now=NOW)

    decisions = [(data["article"], data["decision"]) for type_, data in told() if type_ == "decision.made"]
    assert decisions == [
        (one.pk, word) for one, word in zip(made, ["approved", "returned", "held", "spiked", "killed"], strict=True)
    ]


def test_a_kill_is_told_once_whether_the_wire_or_an_editor_kills(
    hook: Hook, article: Article, clean: Article, editor: Actor
) -> None:
    kill_copy(article=article, actor=Actor.system(), reason="Withdrawn.", now=NOW)
    kill(review=review_of(clean), reason="False.", actor=editor, now=NOW)

    killed = [data["article"] for type_, data in told() if type_ == "kill.received"]
    assert killed == [article.pk, clean.pk]
    assert set(WebhookDelivery.objects.filter(event__type="kill.received").values_list("rank", flat=True)) == {0}


def test_a_correction_is_told_with_its_version(hook: Hook, article: Article) -> None:
    copy = Copy(text="Nobody was hurt after all.", headline="Corrected")

    correct_copy(article=article, copy=copy, actor=Actor.system(), now=NOW, expected_version=1)

    corrections = [data for type_, data in told() if type_ == "correction.received"]
    assert [(data["article"], data["version"]) for data in corrections] == [(article.pk, 2)]


def test_an_edit_on_the_desk_is_told_with_its_version_and_not_as_a_correction(
    hook: Hook, article: Article, editor: Actor
) -> None:
    copy = Copy(text="Nobody was hurt after all.", headline="Edited")

    save_edit(review=review_of(article), copy=copy, expected_version=1, actor=editor, now=NOW)
    save_edit(review=review_of(article), copy=copy, expected_version=2, actor=editor, now=NOW)

    address = f"http://127.0.0.1:8000/api/v1/articles/{article.pk}"
    edits = [data for type_, data in told() if type_ == "article.edited"]
    assert edits == [{"article": article.pk, "version": 2, "address": address}]
    assert "correction.received" not in types()


def test_an_embargo_that_the_wire_sets_later_is_told(hook: Hook, house: LexiconRelease, wire: Wire, desk: Desk) -> None:
    first = Copy(text="Three died.", headline="First", uri="urn:x:first")
    heads = {"wire": wire, "desk": desk, "actor": Actor.system(), "now": NOW}
    known = receive_copy(copy=first, **heads).article
    OutboxEvent.objects.all().delete()

    receive_copy(copy=first, **heads)
    receive_copy(copy=replace(first, embargoed_until=LATER), **heads)

    address = f"http://127.0.0.1:8000/api/v1/articles/{known.pk}"
    assert told() == [("article.changed", {"article": known.pk, "address": address})]


def test_an_article_that_another_replaces_is_told_of(hook: Hook, house: LexiconRelease, wire: Wire, desk: Desk) -> None:
    first = Copy(text="Three died.", headline="First", uri="urn:x:first")
    heads = {"wire": wire, "desk": desk, "actor": Actor.system(), "now": NOW}
    known = receive_copy(copy=first, **heads).article
    OutboxEvent.objects.all().delete()
    note = "CORRECTION: replaces urn:x:first"
    second = Copy(
        text="Two died.", headline="Second", uri="urn:x:second", ed_note=note, links=(Link("replaces", "urn:x:first"),)
    )

    receive_copy(copy=second, **heads)

    assert ("correction.received", known.pk) in [(type_, data["article"]) for type_, data in told()]


def test_a_case_is_told_to_whoever_knows_the_article_and_its_acknowledgement_to_the_desk(
    hook: Hook, make: Callable[..., Article], clean: Article, editor: Actor
) -> None:
    made = make()
    Article.objects.filter(pk=made.pk).update(original=clean)
    lead_to(made, Desk.objects.create(code="sport", name="Sport"))

    kill(review=review_of(clean), reason="False.", actor=editor, now=NOW)
    acknowledge(case=Case.objects.get(), actor=editor, now=NOW)
    lead_to(made, made.desk)
    case = case_on(made, clean)
    acknowledge(case=case, actor=editor, now=NOW)

    address = f"http://127.0.0.1:8000/api/v1/articles/{made.pk}"
    first = {"article": made.pk, "case": Case.objects.first().pk, "cause": "kill", "address": address}
    cases = [(type_, data) for type_, data in told() if type_.startswith("case.")]
    assert cases == [
        ("case.opened", first),
        ("case.acknowledged", {**first, "case": case.pk, "cause": "correction"}),
    ]


def test_an_original_that_is_only_kept_is_not_told(
    hook: Hook, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor
) -> None:
    file_copy(
        copy=Copy(text="نص", headline="Original"),
        wire=wire,
        desk=desk,
        language="ar",
        kind="original",
        actor=filer,
        now=NOW,
    )

    assert types() == []


def test_what_is_rolled_back_was_never_told(hook: Hook, make: Callable[..., Article]) -> None:
    with transaction.atomic():
        make()
        assert types() == ["article.filed"]
        transaction.set_rollback(True)

    assert types() == []
    assert not WebhookDelivery.objects.exists()


def test_an_endpoint_is_told_what_it_asks_for(hook_up: Callable[..., Hook], make: Callable[..., Article]) -> None:
    hook_up(name="kills only", events=["kill.received"])

    made = make()
    kill_copy(article=made, actor=Actor.system(), reason="Withdrawn.", now=NOW)

    assert types() == ["kill.received"]


def test_an_endpoint_sees_only_its_own_desks(
    hook_up: Callable[..., Hook], wire: Wire, desk: Desk, house: LexiconRelease, filer: Actor
) -> None:
    other = Desk.objects.create(code="sport", name="Sport")
    ours, theirs = hook_up(name="ours"), hook_up(name="theirs", desks=[other])

    file(wire, desk, by=filer)
    elsewhere = file(wire, other, by=person("other", Role.FILER, desk=other))

    seen = WebhookDelivery.objects.filter(endpoint=theirs.endpoint).values_list("event__article", flat=True)
    assert set(seen) == {elsewhere.pk}
    assert elsewhere.pk not in WebhookDelivery.objects.filter(endpoint=ours.endpoint).values_list(
        "event__article", flat=True
    )


def test_the_desk_that_has_an_article_in_hand_is_told(hook_up: Callable[..., Hook], article: Article) -> None:
    other = Desk.objects.create(code="sport", name="Sport")
    ours, theirs = hook_up(name="ours"), hook_up(name="theirs", desks=[other])
    lead_to(article, other)

    kill_copy(article=article, actor=Actor.system(), reason="Withdrawn.", now=NOW)

    seen = WebhookDelivery.objects.values_list("endpoint", "event__type")
    assert set(seen) == {(theirs.endpoint.pk, "kill.received"), (theirs.endpoint.pk, "decision.made")}
    assert not ours.endpoint.deliveries.exists()


def test_whoever_was_told_of_an_article_hears_of_its_kill_wherever_it_is(
    hook_up: Callable[..., Hook], make: Callable[..., Article]
) -> None:
    other = Desk.objects.create(code="sport", name="Sport")
    ours = hook_up(name="ours")
    made = make()
    screened(made)
    lead_to(made, other)

    kill_copy(article=made, actor=Actor.system(), reason="Withdrawn.", now=NOW)

    seen = ours.endpoint.deliveries.order_by("pk").values_list("event__type", flat=True)
    assert list(seen) == ["article.filed", "article.screened", "kill.received"]


def test_whoever_was_told_hears_of_a_kill_long_after_the_messages_are_forgotten(
    hook: Hook, make: Callable[..., Article]
) -> None:
    made = make()
    hook.send()
    lead_to(made, Desk.objects.create(code="sport", name="Sport"))
    long_after = NOW + settings.WEBHOOKS_KEPT_FOR + timedelta(days=1)
    assert forget_old(now=long_after) == 1

    kill_copy(article=made, actor=Actor.system(), reason="By order of a court.", now=long_after)

    assert types() == ["kill.received"]


def test_kills_and_corrections_of_what_it_was_told_wait_for_an_endpoint_out_of_use(
    hook: Hook, make: Callable[..., Article]
) -> None:
    known = make(uri="urn:x:1")
    hook.send()
    disable(hook.endpoint, reason="moving house", actor=ADMINISTRATOR, now=NOW)

    unknown = make(uri="urn:x:2")
    copy = Copy(text="Nobody was hurt after all.", headline="Corrected")
    correct_copy(article=known, copy=copy, actor=Actor.system(), now=NOW, expected_version=1)
    for one in (known, unknown):
        kill_copy(article=one, actor=Actor.system(), reason="Withdrawn.", now=NOW)

    waiting = hook.endpoint.deliveries.pending().in_turn().values_list("event__type", "event__article")
    assert list(waiting) == [("kill.received", known.pk), ("correction.received", known.pk)]


def test_what_was_told_before_that_was_kept_is_read_from_the_messages(
    hook: Hook, hook_up: Callable[..., Hook], article: Article
) -> None:
    hook_up(name="deaf", events=["embargo.lifted"])
    ToldArticle.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(import_module("moderation.migrations.0022_articles_told_of").FROM_MESSAGES)

    assert list(ToldArticle.objects.values_list("endpoint", "article")) == [(hook.endpoint.pk, article.pk)]


def test_an_endpoint_out_of_use_and_no_endpoint_write_nothing(hook: Hook, make: Callable[..., Article]) -> None:
    hook.endpoint.is_enabled = False
    hook.endpoint.save()

    make()

    assert types() == []


def test_embargoes_are_told_once_when_they_end(hook: Hook, make: Callable[..., Article]) -> None:
    made = make(embargoed_until=NOW + timedelta(hours=1))

    assert lift_embargoes(now=NOW + timedelta(minutes=59)) == 0
    assert lift_embargoes(now=LATER) == 1
    assert lift_embargoes(now=LATER) == 0

    lifted = [data["article"] for type_, data in told() if type_ == "embargo.lifted"]
    assert lifted == [made.pk]
    assert AuditEvent.objects.filter(action="embargo.lifted", object_id=str(made.pk)).count() == 1


def test_an_embargo_that_is_set_anew_is_told_again(hook: Hook, make: Callable[..., Article]) -> None:
    made = make(embargoed_until=NOW + timedelta(hours=1))
    lift_embargoes(now=LATER)

    Article.objects.filter(pk=made.pk).update(embargoed_until=LATER + timedelta(hours=1))

    assert lift_embargoes(now=LATER) == 0
    assert lift_embargoes(now=LATER + timedelta(hours=2)) == 1


def test_killed_copy_and_embargoes_past_at_filing_are_not_lifted(hook: Hook, make: Callable[..., Article]) -> None:
    killed = make(uri="urn:x:1", embargoed_until=NOW + timedelta(hours=1))
    make(uri="urn:x:2", embargoed_until=NOW - timedelta(hours=1))
    kill_copy(article=killed, actor=Actor.system(), reason="Withdrawn.", now=NOW)

    assert lift_embargoes(now=LATER) == 0


def test_flags_dismissed_alike_and_undone_are_told(hook: Hook, article: Article, editor: Actor) -> None:
    OutboxEvent.objects.all().delete()
    receipt = dismiss_alike(
        check_id=LABEL.check_id,
        matched_text=LABEL.words,
        article_ids=[article.pk],
        reason_code="quotation",
        session="s1",
        actor=editor,
        now=NOW,
    )
    undo_alike(batch=receipt.batch, actor=editor, session="s1", now=NOW)

    assert types() == ["flag.disposed", "flag.opened"]
