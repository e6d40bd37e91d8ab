"""Receiving copy: one door, the same article by wire, id and content."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from articles.intake import Copy, InfoSource, Link, Rights
from articles.intake.copy import Said
from articles.intake.packing import unpack_said
from articles.models import Article, ArticleLink, ArticleVersion, Wire
from articles.operations import Outcome, Receipt, correct_copy, keep_correction, receive_copy
from articles.signals import copy_held, copy_killed, copy_released, heads_changed, version_filed, version_kept

FIRST = Copy(
    text="Neuf blessés à Port-Alban.", headline="Neuf blessés", language="fr-CA", uri="urn:meridien:7", version="1"
)
SIGNALS = {
    "filed": version_filed,
    "kept": version_kept,
    "heads": heads_changed,
    "held": copy_held,
    "released": copy_released,
    "killed": copy_killed,
}


@pytest.fixture
def told(db: None) -> Iterator[list[str]]:
    """Return the names of the signals that were sent."""
    heard: list[str] = []
    listeners = []
    for name, signal in SIGNALS.items():

        def listen(name: str = name, **_: Any) -> None:
            heard.append(name)

        signal.connect(listen)
        listeners.append((signal, listen))
    yield heard
    for signal, listen in listeners:
        signal.disconnect(listen)


def texts_in_line(article: Article) -> list[str]:
    return [version.text for version in article.versions.in_line().order_by("number")]


def test_new_copy_is_filed_with_all_that_the_wire_says(heads: dict[str, Any]) -> None:
    copy = replace(
        FIRST,
        byline="Nadège Orsini",
        info_sources=(InfoSource("Agence Méridien", ("origin",)),),
        rights=Rights(holder="Agence Méridien"),
        extra={"genre": ["bilan"]},
    )

    receipt = receive_copy(copy=copy, **heads)

    article = Article.objects.get()
    assert (receipt.outcome, receipt.article, receipt.version) == ("filed", article, article.latest_version)
    assert (article.language, article.language_tag, article.wire_version) == ("fr", "fr-CA", "1")
    assert article.info_sources == [{"name": "Agence Méridien", "roles": ["origin"], "uri": ""}]
    assert article.rights == {"holder": "Agence Méridien"}
    assert (article.latest_version.byline, article.latest_version.extra) == ("Nadège Orsini", {"genre": ["bilan"]})


def test_the_same_copy_again_changes_nothing_and_tells_nobody(heads: dict[str, Any], told: list[str]) -> None:
    receive_copy(copy=FIRST, **heads)
    told.clear()

    receipt = receive_copy(copy=FIRST, **heads)

    assert (receipt.outcome, receipt.version, receipt.warnings) == (Outcome.UNCHANGED, None, ())
    assert told == []


def test_a_higher_version_stands_as_the_latest(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(FIRST, version="9"), **heads)

    receipt = receive_copy(copy=replace(FIRST, text="Dix blessés.", version="10"), **heads)

    assert (receipt.outcome, receipt.version.number, receipt.version.origin) == ("updated", 2, "corrected")
    assert receipt.article.latest_version == receipt.version


def test_an_equal_version_with_another_text_is_newer_and_warned_of(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)

    receipt = receive_copy(copy=replace(FIRST, text="Dix blessés."), **heads)

    assert receipt.outcome == "updated"
    assert receipt.warnings == ("version 1 came before with another text; this one is newer",)
    assert texts_in_line(receipt.article) == ["Neuf blessés à Port-Alban.", "Dix blessés."]


def test_a_lower_version_is_kept_and_never_shown_as_the_latest(heads: dict[str, Any], told: list[str]) -> None:
    newest = receive_copy(copy=replace(FIRST, version="3"), **heads).version
    told.clear()

    receipt = receive_copy(copy=replace(FIRST, text="Huit blessés.", version="2"), **heads)

    article = Article.objects.get()
    assert (receipt.outcome, receipt.version.origin, receipt.version.is_beside) == ("late", "late", True)
    assert (article.latest_version, article.headline, article.wire_version) == (newest, "Neuf blessés", "3")
    assert texts_in_line(article) == ["Neuf blessés à Port-Alban."]
    assert receipt.warnings == ("version 2 came after version 3; it is kept and not shown",)
    assert told == ["kept"]


def test_what_follows_a_late_arrival_counts_on(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(FIRST, version="3"), **heads)
    receive_copy(copy=replace(FIRST, text="Huit blessés.", version="2"), **heads)

    receipt = receive_copy(copy=replace(FIRST, text="Onze blessés.", version="4"), **heads)

    assert (receipt.version.number, receipt.outcome) == (3, "updated")


def test_a_late_arrival_is_kept_once(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(FIRST, version="3"), **heads)
    late = replace(FIRST, text="Huit blessés.", version="2")
    receive_copy(copy=late, **heads)

    receipt = receive_copy(copy=late, **heads)

    assert receipt.outcome == "unchanged"
    assert ArticleVersion.objects.count() == 2


def test_an_unnumbered_text_that_was_replaced_does_not_come_back(heads: dict[str, Any]) -> None:
    bare = replace(FIRST, version="")
    receive_copy(copy=bare, **heads)
    receive_copy(copy=replace(bare, text="Dix blessés."), **heads)

    receipt = receive_copy(copy=bare, **heads)

    assert (receipt.outcome, receipt.version.is_beside) == ("late", True)
    assert receipt.article.latest_version.text == "Dix blessés."
    assert texts_in_line(receipt.article) == [FIRST.text, "Dix blessés."]
    assert receipt.warnings == ("this text came before and was replaced; the newer one stands",)


def test_two_texts_that_a_stale_cache_sends_by_turns_are_kept_once(heads: dict[str, Any], told: list[str]) -> None:
    stale, fresh = replace(FIRST, version=""), replace(FIRST, version="", text="Dix blessés.")
    receipts = [receive_copy(copy=copy, **heads) for copy in (stale, fresh, stale, fresh, stale, fresh)]

    assert [receipt.outcome for receipt in receipts] == ["filed", "updated", "late", *["unchanged"] * 3]
    assert [told.count("filed"), told.count("kept")] == [2, 1]


def test_a_text_that_comes_again_behind_a_third_is_kept_again(heads: dict[str, Any]) -> None:
    texts = ["Neuf blessés.", "Dix blessés.", "Neuf blessés.", "Onze blessés.", "Neuf blessés."]

    receipts = [receive_copy(copy=replace(FIRST, version="", text=text), **heads) for text in texts]

    assert [receipt.outcome for receipt in receipts] == ["filed", "updated", "late", "updated", "late"]
    assert texts_in_line(receipts[0].article) == ["Neuf blessés.", "Dix blessés.", "Onze blessés."]


def test_a_text_that_was_only_kept_beside_may_still_be_filed(heads: dict[str, Any]) -> None:
    bare, mended = replace(FIRST, version=""), replace(FIRST, version="", text="Aucun blessé.")
    article = receive_copy(copy=bare, **heads).article
    keep_correction(article=article, copy=mended, actor=heads["actor"], now=heads["now"])

    receipt = receive_copy(copy=mended, **heads)

    assert (receipt.outcome, receipt.warnings) == ("updated", ())
    assert texts_in_line(receipt.article) == [FIRST.text, "Aucun blessé."]


def test_a_numbered_version_may_go_back_to_an_earlier_text(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)
    receive_copy(copy=replace(FIRST, text="Dix blessés.", version="2"), **heads)

    receipt = receive_copy(copy=replace(FIRST, version="3"), **heads)

    assert (receipt.outcome, receipt.version.text) == ("updated", FIRST.text)


def test_another_wires_same_id_is_another_article(heads: dict[str, Any]) -> None:
    other = Wire.objects.create(code="rivage", name="Rivage", kind="partner", language="fr")
    receive_copy(copy=FIRST, **heads)

    receipt = receive_copy(copy=FIRST, **{**heads, "wire": other})

    assert receipt.outcome == "filed"
    assert Article.objects.count() == 2


def test_copy_without_an_id_is_known_by_its_content(heads: dict[str, Any]) -> None:
    bare = replace(FIRST, uri="", version="")
    receive_copy(copy=bare, **heads)

    again, other = receive_copy(copy=bare, **heads), receive_copy(copy=replace(bare, text="Dix blessés."), **heads)

    assert (again.outcome, other.outcome) == ("unchanged", "filed")


def test_an_id_longer_than_its_column_is_still_the_same_id(heads: dict[str, Any]) -> None:
    long = replace(FIRST, uri="urn:" + "x" * 900)
    receive_copy(copy=long, **heads)

    again, other = receive_copy(copy=long, **heads), receive_copy(copy=replace(long, uri=long.uri + "y"), **heads)

    assert (again.outcome, other.outcome) == ("unchanged", "filed")


def test_what_the_wire_says_beside_the_text_is_brought_up_to_date(heads: dict[str, Any], told: list[str]) -> None:
    receive_copy(copy=FIRST, **heads)
    told.clear()

    receipt = receive_copy(copy=replace(FIRST, version="2", urgency=1, slugline="port-alban"), **heads)

    article = Article.objects.get()
    assert (receipt.outcome, receipt.version) == ("updated", None)
    assert (article.urgency, article.slugline, article.wire_version) == (1, "port-alban", "2")
    assert told == ["heads"]


def test_a_correction_that_names_nothing_filed_is_warned_of(heads: dict[str, Any]) -> None:
    receipt = receive_copy(copy=replace(FIRST, ed_note="RECTIFICATIF – bilan corrigé"), **heads)

    assert receipt.warnings[0].startswith("the editors' note announces a correction, and nothing filed here")


def test_what_was_doubted_when_copy_came_stays_with_its_version(heads: dict[str, Any]) -> None:
    doubtful = replace(
        FIRST, language="xx-Klingon", warnings=(Said("%(count)s pictures were left out", {"count": "3"}),)
    )
    receive_copy(copy=doubtful, **heads)
    receive_copy(copy=replace(FIRST, text="Dix blessés."), **heads)
    receive_copy(copy=replace(FIRST, text="Huit blessés.", version="0"), **heads)

    kept = [
        [unpack_said(doubt).template.partition(" ")[2] for doubt in version.doubts]
        for version in Article.objects.get().versions.order_by("number")
    ]
    assert kept == [
        ["pictures were left out", "is no language; taken as %(language)s, the wire's own"],
        ["%(version)s came before with another text; this one is newer"],
        ["%(late)s came after version %(highest)s; it is kept and not shown"],
    ]


def test_an_edited_version_has_no_doubts_of_the_wires(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=replace(FIRST, language="xx-Klingon"), **heads).article

    version = correct_copy(
        article=article,
        copy=Copy(text="Neuf blessés, dit la mairie."),
        actor=heads["actor"],
        now=heads["now"],
        expected_version=1,
        origin="edited",
    )

    assert version.doubts == []


@pytest.mark.django_db(transaction=True)
def test_one_article_delivered_many_times_at_once_is_filed_once(heads: dict[str, Any]) -> None:
    copies = [replace(FIRST, text=f"{number} blessés.", version=str(number)) for number in (1, 2, 3, 3)]

    receipts = deliver_at_once(copies, heads)

    article = Article.objects.get()
    assert len(receipts) == len(copies)
    assert article.latest_version.text == "3 blessés."
    assert sorted(article.versions.values_list("number", flat=True)) == list(range(1, article.versions.count() + 1))


@pytest.mark.django_db(transaction=True)
def test_articles_that_name_each_other_are_filed_at_once_without_a_deadlock(heads: dict[str, Any]) -> None:
    names = [f"urn:meridien:ring:{number}" for number in range(6)]
    copies = [
        Copy(
            text=f"Texte {number}.",
            uri=name,
            language="fr" if number % 2 else "en",
            links=(Link("derivedfrom", names[number - 1]), Link("translatedfrom", names[(number + 1) % 6])),
        )
        for number, name in enumerate(names)
    ]

    receipts = deliver_at_once(copies, heads)

    assert [receipt.outcome for receipt in receipts] == ["filed"] * 6
    assert not ArticleLink.objects.filter(target=None).exists()


def deliver_at_once(copies: list[Copy], heads: dict[str, Any]) -> list[Receipt]:
    barrier = threading.Barrier(len(copies))
    receipts = []

    def deliver(copy: Copy) -> None:
        try:
            barrier.wait(timeout=5)
            receipts.append(receive_copy(copy=copy, **heads))
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver, args=[copy]) for copy in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return receipts


def test_another_byline_is_a_version_of_the_same_content(heads: dict[str, Any]) -> None:
    first = receive_copy(copy=FIRST, **heads).version

    receipt = receive_copy(copy=replace(FIRST, version="2", byline="Ines Okoro"), **heads)

    assert (receipt.outcome, receipt.version.number, receipt.version.byline) == ("updated", 2, "Ines Okoro")
    assert receipt.version.content_hash == first.content_hash


def test_a_byline_does_not_undo_what_the_desk_edited(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=FIRST, **heads).article
    edited = correct_copy(
        article=article, copy=Copy(text="Neuf blessés, selon la préfecture."), origin="edited", expected_version=1,
        actor=heads["actor"], now=heads["now"],
    )  # fmt: skip

    receipt = receive_copy(copy=replace(FIRST, version="2", byline="Ines Okoro"), **heads)

    assert (receipt.version, receipt.article.latest_version) == (None, edited)


def test_what_comes_again_does_not_undo_a_corrected_line(heads: dict[str, Any]) -> None:
    article = receive_copy(copy=FIRST, **heads).article
    corrected = correct_copy(
        article=article, copy=replace(FIRST, summary="In short."), expected_version=1,
        actor=heads["actor"], now=heads["now"],
    )  # fmt: skip

    receipt = receive_copy(copy=FIRST, **heads)

    assert (receipt.outcome, receipt.article.latest_version) == ("unchanged", corrected)
    assert any("came before" in warning for warning in receipt.warnings)


def test_a_mere_original_that_its_wire_files_becomes_copy_in_its_own_right(
    heads: dict[str, Any], told: list[str]
) -> None:
    receive_copy(copy=FIRST, kind="original", **heads)
    told.clear()

    receipt = receive_copy(copy=FIRST, **heads)

    assert (receipt.article.kind, receipt.version.number, receipt.version.origin) == ("syndicated", 2, "filed")
    assert told == ["filed"]


def test_copy_in_its_own_right_does_not_become_a_mere_original(heads: dict[str, Any]) -> None:
    receive_copy(copy=FIRST, **heads)

    receipt = receive_copy(copy=FIRST, kind="original", **heads)

    assert (receipt.outcome, receipt.article.kind) == ("unchanged", "syndicated")
