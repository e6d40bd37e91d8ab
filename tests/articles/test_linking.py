"""Links between articles, whichever comes first."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.actor import Actor
from articles.intake import Copy, Link
from articles.models import Article, ArticleLink, Desk, LinkKind, Wire
from articles.operations import receive_copy
from articles.operations.linking import kind_of
from articles.signals import copy_tied, correction_announced, version_filed

ORIGINAL = Copy(text="Nine people were hurt, police said.", language="en", uri="urn:m:en", version="1")
TRANSLATION = Copy(
    text="Neuf blessés, selon la police.", language="fr", uri="urn:m:fr", links=(Link("translatedfrom", "urn:m:en"),)
)


@pytest.fixture
def announced(db: None) -> Iterator[list[tuple[str, str]]]:
    """Return which article was announced to correct which."""
    heard: list[tuple[str, str]] = []

    def listen(article: Article, of: Article, **_: Any) -> None:
        heard.append((article.external_id, of.external_id))

    correction_announced.connect(listen)
    yield heard
    correction_announced.disconnect(listen)


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("translatedFrom", LinkKind.TRANSLATED_FROM),
        ("irel:replaces", LinkKind.REPLACES),
        ("evolvedfrom", LinkKind.DERIVED_FROM),
        ("mainpic", LinkKind.OTHER),
    ],
)
def test_a_wires_word_is_mapped_by_the_table(relation: str, kind: LinkKind) -> None:
    assert kind_of(relation) == kind


def test_a_translation_finds_the_original_that_was_filed_before(heads: dict[str, Any]) -> None:
    original = receive_copy(copy=ORIGINAL, **heads).article

    receipt = receive_copy(copy=TRANSLATION, **heads)

    assert (receipt.article.original, receipt.article.kind) == (original, "translated")
    assert receipt.version.original == original.latest_version
    assert receipt.article.links.get().target == original


def test_nobody_ties_their_copy_to_what_they_may_not_read(heads: dict[str, Any]) -> None:
    elsewhere = Desk.objects.create(code="elsewhere", name="Elsewhere", language="en", time_zone="Europe/Paris")
    original = receive_copy(copy=ORIGINAL, **{**heads, "desk": elsewhere, "actor": Actor.system()}).article

    by_hand = receive_copy(copy=TRANSLATION, **heads).article
    by_wire = receive_copy(copy=replace(TRANSLATION, uri="urn:of-the-wire"), **{**heads, "actor": Actor.system()})

    assert (by_hand.original, by_hand.links.get().target) == (None, None)
    assert by_wire.article.original == original


def test_who_files_what_they_may_not_tie_is_told_so(heads: dict[str, Any]) -> None:
    elsewhere = Desk.objects.create(code="elsewhere", name="Elsewhere", language="en", time_zone="Europe/Paris")
    receive_copy(copy=ORIGINAL, **{**heads, "desk": elsewhere, "actor": Actor.system()})

    by_hand = receive_copy(copy=TRANSLATION, **heads)
    by_wire = receive_copy(copy=replace(TRANSLATION, uri="urn:of-the-wire"), **{**heads, "actor": Actor.system()})

    assert [told for told in by_hand.warnings if "the original that it names is another desk's" in told]
    assert [doubt["template"] for doubt in by_hand.version.doubts] == list(by_hand.warnings)
    assert by_wire.warnings == ()


def test_who_sits_on_both_desks_ties_it_by_filing_it_again(heads: dict[str, Any]) -> None:
    elsewhere = Desk.objects.create(code="elsewhere", name="Elsewhere", language="en", time_zone="Europe/Paris")
    original = receive_copy(copy=ORIGINAL, **{**heads, "desk": elsewhere, "actor": Actor.system()}).article
    receive_copy(copy=TRANSLATION, **heads)
    elsewhere.memberships.create(user=heads["actor"].user)
    # A person's desks are asked of the database once a request.
    later = Actor.person(User.objects.get(pk=heads["actor"].user.pk))

    tied = receive_copy(copy=TRANSLATION, **{**heads, "actor": later})

    assert (tied.article.original, tied.version.original) == (original, original.latest_version)


def test_once_the_original_is_tied_nobody_is_told_that_it_is_not(heads: dict[str, Any]) -> None:
    elsewhere = Desk.objects.create(code="elsewhere", name="Elsewhere", language="en", time_zone="Europe/Paris")
    original = receive_copy(copy=ORIGINAL, **{**heads, "desk": elsewhere, "actor": Actor.system()}).article
    receive_copy(copy=TRANSLATION, **heads)

    tied = receive_copy(copy=TRANSLATION, original=original, **heads).version

    assert (tied.original, tied.doubts) == (original.latest_version, [])


def test_an_original_that_is_not_here_yet_is_no_other_desks(heads: dict[str, Any]) -> None:
    assert receive_copy(copy=TRANSLATION, **heads).warnings == ()


def test_an_original_of_another_desk_that_comes_later_is_not_tied_either(heads: dict[str, Any]) -> None:
    elsewhere = Desk.objects.create(code="elsewhere", name="Elsewhere", language="en", time_zone="Europe/Paris")
    by_hand = receive_copy(copy=TRANSLATION, **heads).article

    receive_copy(copy=ORIGINAL, **{**heads, "desk": elsewhere, "actor": Actor.system()})

    by_hand.refresh_from_db()
    assert (by_hand.original, by_hand.links.get().target) == (None, None)


def test_a_translation_is_read_again_once_its_original_comes(heads: dict[str, Any]) -> None:
    told = []

    def listen(version: Any, **_: Any) -> None:
        told.append((version.article.external_id, version.number, version.origin))

    first = receive_copy(copy=TRANSLATION, **heads).version
    version_filed.connect(listen)

    original = receive_copy(copy=ORIGINAL, **heads)

    version_filed.disconnect(listen)
    article = Article.objects.get(external_id="urn:m:fr")
    joined = article.latest_version
    assert told == [("urn:m:en", 1, "filed"), ("urn:m:fr", 2, "linked")]
    assert (article.original, article.kind, joined.original) == (original.article, "translated", original.version)
    assert (joined.text, joined.content_hash) == (first.text, first.content_hash)


def test_what_the_wire_sends_again_after_that_is_still_known(heads: dict[str, Any]) -> None:
    receive_copy(copy=TRANSLATION, **heads)
    receive_copy(copy=ORIGINAL, **heads)

    receipt = receive_copy(copy=TRANSLATION, **heads)

    assert receipt.outcome == "unchanged"


def test_an_original_of_the_same_language_is_only_linked(heads: dict[str, Any]) -> None:
    receive_copy(copy=replace(ORIGINAL, language="fr"), **heads)

    article = receive_copy(copy=TRANSLATION, **heads).article

    assert (article.original, article.kind) == (None, "syndicated")
    assert article.links.get().target is not None


def test_two_articles_are_not_each_others_original(heads: dict[str, Any]) -> None:
    receive_copy(copy=TRANSLATION, **heads)

    receive_copy(copy=replace(ORIGINAL, links=(Link("translatedfrom", "urn:m:fr"),)), **heads)

    assert [article.original_id is None for article in Article.objects.order_by("pk")].count(True) == 1


def test_an_original_may_have_come_on_another_wire(heads: dict[str, Any]) -> None:
    other = Wire.objects.create(code="northgate", name="Northgate", kind="agency", language="en")
    original = receive_copy(copy=ORIGINAL, **{**heads, "wire": other}).article

    assert receive_copy(copy=TRANSLATION, **heads).article.original == original


def test_a_name_that_two_other_wires_have_filed_is_left_open(heads: dict[str, Any]) -> None:
    for code in ("one", "two"):
        other = Wire.objects.create(code=code, name=code, kind="agency", language="en")
        receive_copy(copy=ORIGINAL, **{**heads, "wire": other})

    assert receive_copy(copy=TRANSLATION, **heads).article.links.get().target is None


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_a_replacement_announces_a_correction_whichever_comes_first(
    heads: dict[str, Any], announced: list[tuple[str, str]], order: tuple[str, str]
) -> None:
    copies = {
        "old": Copy(text="Neuf morts.", uri="urn:m:old"),
        "new": Copy(text="Huit morts.", uri="urn:m:new", links=(Link("replaces", "urn:m:old"),)),
    }

    for name in order:
        receive_copy(copy=copies[name], **heads)

    assert announced == [("urn:m:new", "urn:m:old")]


def test_the_same_link_again_announces_nothing(heads: dict[str, Any], announced: list[tuple[str, str]]) -> None:
    receive_copy(copy=Copy(text="Neuf morts.", uri="urn:m:old"), **heads)
    new = Copy(text="Huit morts.", uri="urn:m:new", links=(Link("replaces", "urn:m:old"),))
    receive_copy(copy=new, **heads)

    receive_copy(copy=replace(new, text="Sept morts.", version="2"), **heads)

    assert len(announced) == 1
    assert ArticleLink.objects.count() == 1


def test_other_links_are_kept_as_the_wire_names_them(heads: dict[str, Any]) -> None:
    picture = Link("mainpic", "urn:m:pic", title="The bridge")

    article = receive_copy(copy=replace(ORIGINAL, links=(picture,)), **heads).article

    kept = article.links.get()
    assert (kept.kind, kept.relation, kept.uri, kept.title) == ("other", "mainpic", "urn:m:pic", "The bridge")


KILL = Copy(text="", uri="urn:m:en", pub_status="canceled")


@pytest.mark.parametrize(
    "order", [(ORIGINAL, TRANSLATION), (TRANSLATION, ORIGINAL), (KILL, TRANSLATION), (TRANSLATION, KILL)]
)
def test_what_was_made_from_copy_is_tied_to_it_whichever_comes_first(
    heads: dict[str, Any], order: tuple[Copy, Copy]
) -> None:
    tied = set()

    def listen(article: Article, to: Article, **_: Any) -> None:
        tied.add((article.external_id, to.external_id))

    copy_tied.connect(listen)

    for copy in order:
        receive_copy(copy=copy, **heads)

    copy_tied.disconnect(listen)
    assert tied == {("urn:m:fr", "urn:m:en")}
    assert ArticleLink.objects.get().target == Article.objects.get(external_id="urn:m:en")


@pytest.mark.parametrize("relation", ["replaces", "mainpic", "translatedfrom"])
def test_what_is_linked_otherwise_or_to_nothing_here_is_tied_to_nothing(heads: dict[str, Any], relation: str) -> None:
    uri = "urn:m:en" if relation != "translatedfrom" else "urn:m:never"
    tied = []

    def listen(article: Article, **_: Any) -> None:
        tied.append(article)

    copy_tied.connect(listen)
    receive_copy(copy=ORIGINAL, **heads)

    receive_copy(copy=replace(TRANSLATION, links=(Link(relation, uri),)), **heads)

    copy_tied.disconnect(listen)
    assert tied == []
