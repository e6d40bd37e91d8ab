"""The review page shows the text with its flags, and only to those of its desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.test import Client

from articles.actor import Actor
from articles.intake import Copy, read_copy
from articles.models import Article, Desk
from articles.operations import receive_copy
from moderation.models import Review, RunCause, ScreeningRun, StepApproval
from moderation.workflow.runs import queue_run
from moderation.workflow.states import Role
from tests.desk.conftest import answering, staff
from tests.workflow.newsroom import (
    LABEL,
    NOW,
    TEXT,
    TOLL,
    Seen,
    edit,
    end_run,
    flag_on,
    person,
    publish_words,
    review_of,
    screened,
)

SignIn = Callable[[Actor], Client]

# A figure as a reading keeps it: the “Twelve” that the text begins with.
FIGURE = {
    "start": 0,
    "end": 6,
    "effect": "killed",
    "min": 12,
    "max": 12,
    "precision": "exact",
    "grade": "none",
    "party": False,
    "scope": "total",
    "modality": "stated",
    "near": False,
    "repeat": False,
    "part_of": None,
    "victims": None,
    "cue": None,
    "source": None,
}


class Elements(HTMLParser):
    """Collects a page's start tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def address(review: Review, name: str = "change") -> str:
    return f"/admin/moderation/review/{review.pk}/{name}/"


def read(client: Client, review: Review, query: str = "") -> str:
    response = client.get(address(review) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_every_flag_is_reachable_in_the_text_and_says_check_and_severity(
    sign_in: SignIn, editor: Actor, review: Review
) -> None:
    html = read(sign_in(editor), review)

    names = [
        attrs["aria-label"]
        for tag, attrs in Elements(html).tags
        if tag == "a" and attrs.get("class", "").startswith("pin")
    ]
    assert names == ["High: Casualty figure without a source: Twelve", "Medium: Loaded label: mercenaries"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "There is no article text, only a headline; ask the wire whether the text was lost"),
        ("fr", "Il n’y a pas de texte, seulement un titre"),
    ],
)
def test_what_was_doubted_when_the_copy_came_is_told(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article], language: str, said: str
) -> None:
    copy = read_copy(b'{"uri": "urn:x:1", "type": "text", "headline": "Ferry sinks off Orvane"}', filename="item.json")
    client, article = sign_in(editor), make(warnings=copy.warnings)
    client.post("/admin/language/", {"language": language})

    assert said in read(client, review_of(article))
    assert 'class="doubts"' not in read(client, edit(article, "A ferry sank off Orvane.", by=editor))


def test_a_wire_that_goes_back_to_an_earlier_text_is_told_until_somebody_edits(
    sign_in: SignIn, editor: Actor, article: Article
) -> None:
    heads = {"wire": article.wire, "desk": article.desk, "actor": Actor.task("poll_wire"), "now": NOW}
    for text in ("A ferry sank off Orvane.", "No ferry sank.", "A ferry sank off Orvane."):
        again = receive_copy(copy=Copy(text=text, uri="urn:x:1"), **heads).article
    client = sign_in(editor)

    told = read(client, review_of(again))
    untold = read(client, review_of(article))
    edited = read(client, edit(again, "A ferry sank, the wire says.", by=editor))

    assert "The wire has sent the text of version 1 again, kept as version 3: ask whether it takes back" in told
    assert "again, kept as" not in untold + edited


def test_a_summary_that_is_no_part_of_the_text_is_shown_apart(
    sign_in: SignIn, editor: Actor, make: Callable[..., Article]
) -> None:
    said = "not part of the text"
    client = sign_in(editor)

    assert said in read(client, review_of(make(summary="Twelve people dead in Orvane.")))
    assert said not in read(client, review_of(make(summary=TEXT)))
    assert said not in read(client, review_of(make()))


def test_the_side_list_is_in_reading_order(sign_in: SignIn, editor: Actor, article: Article) -> None:
    screened(article, LABEL, TOLL)

    html = read(sign_in(editor), review_of(article))

    assert html.index("Casualty figure without a source") < html.index("Loaded label")


def test_copy_with_html_is_shown_as_text(sign_in: SignIn, editor: Actor, make: Callable[..., Article]) -> None:
    nasty = "<script>alert(1)</script> Twelve died. <img src=x onerror=alert(2)>"
    article = make(text=nasty, slugline="<b>slug</b>")
    screened(article, Seen("unattributed_toll", "<script>alert(1)</script>"))

    html = read(sign_in(editor), review_of(article))

    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<b>slug</b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_page_has_no_inline_script_or_style(sign_in: SignIn, editor: Actor, review: Review) -> None:
    tags = Elements(read(sign_in(editor), review)).tags

    assert [attrs for tag, attrs in tags if tag == "script" and not attrs.get("src")] == []
    assert [tag for tag, _attrs in tags if tag == "style"] == []
    assert [attrs for _tag, attrs in tags if any(name == "style" or name.startswith("on") for name in attrs)] == []


def test_somebody_of_another_desk_does_not_find_the_article(sign_in: SignIn, stranger: Actor, review: Review) -> None:
    client = sign_in(stranger)

    answers = [
        client.get(address(review)),
        client.get(address(review, "state")),
        client.get(address(review, "next")),
        client.get(address(review, "history")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("name", ["dispose", "decide", "correct"])
def test_somebody_of_another_desk_changes_nothing(sign_in: SignIn, stranger: Actor, review: Review, name: str) -> None:
    answer = sign_in(stranger).post(address(review, name), {"act": "uphold", "verb": "claim", "text": "Gone."})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["dispose", "decide", "correct"])
def test_an_auditor_reads_everything_and_changes_nothing(
    sign_in: SignIn, auditor: Actor, review: Review, name: str
) -> None:
    client = sign_in(auditor)

    html = read(client, review)
    answer = client.post(address(review, name), {"act": "uphold", "verb": "claim", "text": "Gone."})

    assert answer.status_code == 403
    assert "data-verb=" not in html
    assert 'id="editor"' not in html


def test_a_filer_sees_flags_and_gets_no_buttons_to_answer_them(sign_in: SignIn, filer: Actor, review: Review) -> None:
    html = read(sign_in(filer), review)

    assert "Twelve" in html
    assert "data-act=" not in html


def test_nobody_reads_without_signing_in(client: Client, review: Review) -> None:
    answer = client.get(address(review))

    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_open_high_flags_are_said_to_block_the_approval(sign_in: SignIn, editor: Actor, review: Review) -> None:
    html = read(sign_in(editor), review)

    assert "1 high flag must be settled first" in html


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("failed", "Screening failed, so nobody knows whether this text is clean."),
        ("unsupported", "There is no lexicon for this language: the text was not screened."),
        ("done", "Nothing to ask: no flag was raised."),
        ("queued", "The text is being screened."),
    ],
)
def test_clean_failed_unsupported_and_unread_are_told_apart(
    sign_in: SignIn, editor: Actor, clean: Article, state: str, sentence: str
) -> None:
    ScreeningRun.objects.filter(version__article=clean).update(state=state, error="why")

    html = read(sign_in(editor), review_of(clean))

    assert sentence in html


def test_versions_are_compared_word_by_word(sign_in: SignIn, editor: Actor, article: Article, second: Actor) -> None:
    edit(article, "Twelve people died in Orvane. Rain is expected.", by=second)

    html = read(sign_in(editor), review_of(article), "?view=changes")

    assert "<del>" in html
    assert "<ins>died</ins>" in html


def test_a_text_is_shown_for_an_original_that_does_not_exist(sign_in: SignIn, editor: Actor, review: Review) -> None:
    html = read(sign_in(editor), review, "?view=original")

    assert 'data-view="text"' in html


def test_the_state_changes_its_digest_when_a_flag_is_answered(
    sign_in: SignIn, editor: Actor, review: Review, article: Article
) -> None:
    client = sign_in(editor)
    before = client.get(address(review, "state")).json()["digest"]

    client.post(address(review, "dispose"), answering(flag_on(article, "Twelve"), "uphold"))

    assert client.get(address(review, "state")).json()["digest"] != before


def test_an_article_is_given_only_to_editors_who_read_its_desks_copy(
    sign_in: SignIn, editor: Actor, filer: Actor, stranger: Actor, review: Review, desk: Desk
) -> None:
    chief = staff("chief", Role.DESK_CHIEF, desk)
    person("minder", Role.STANDARDS_EDITOR, Role.DESK_EDITOR, Role.ADMINISTRATOR)
    person("mere_administrator", Role.ADMINISTRATOR, desk=desk)

    page = sign_in(chief).get(address(review, "change")).content.decode()

    assert re.findall(r'<option value="\d+">(\w+)<', page) == ["chief", "editor", "minder"]


def test_the_state_changes_its_digest_with_what_a_colleague_does(
    sign_in: SignIn, editor: Actor, second: Actor, review: Review
) -> None:
    client = sign_in(editor)

    def look() -> str:
        return str(client.get(address(review, "state")).json()["digest"])

    seen = [look(), look()]
    Review.objects.filter(pk=review.pk).update(assigned_to=second.user)
    seen.append(look())
    StepApproval.objects.create(
        review=review,
        version=review.version,
        content_hash=review.version.content_hash,
        cycle=review.cycle,
        step="desk",
        approver=second.user,
        at=NOW,
    )
    seen.append(look())
    Review.objects.filter(pk=review.pk).update(due_at=NOW)
    seen += [look(), look()]

    assert [one == other for one, other in pairwise(seen)] == [True, False, False, False, True]


@pytest.mark.parametrize("said", [{"ed_note": "HOLD FOR LEGAL"}, {"urgency": 1}, {"slugline": "QUAY"}])
def test_the_state_changes_its_digest_with_what_the_wire_says_beside_the_text(
    sign_in: SignIn, editor: Actor, review: Review, said: dict[str, object]
) -> None:
    client = sign_in(editor)
    before = client.get(address(review, "state")).json()["digest"]

    Article.objects.filter(pk=review.article_id).update(**said)

    assert client.get(address(review, "state")).json()["digest"] != before


def test_the_editors_note_stands_above_the_text(sign_in: SignIn, editor: Actor, review: Review) -> None:
    assert "editors-note" not in read(sign_in(editor), review)

    Article.objects.filter(pk=review.article_id).update(ed_note="HOLD FOR LEGAL\nPictures follow")

    assert "HOLD FOR LEGAL<br>Pictures follow" in read(sign_in(editor), review)


def test_the_page_has_the_digest_of_its_state(sign_in: SignIn, editor: Actor, review: Review) -> None:
    client = sign_in(editor)

    digest = client.get(address(review, "state")).json()["digest"]

    assert f'data-digest="{digest}"' in read(client, review)


@pytest.mark.parametrize("state", ["done", "queued", "failed"])
def test_the_figures_stay_with_their_flags_while_another_reading_waits_or_failed(
    sign_in: SignIn, editor: Actor, review: Review, state: str
) -> None:
    run = ScreeningRun.objects.get(version=review.version)
    ScreeningRun.objects.filter(pk=run.pk).update(reading={"tolls": [FIGURE], "labels": []})
    publish_words(2)
    again = queue_run(version=run.version, cause=RunCause.RESCREEN, actor=Actor.system(), now=NOW)
    end_run(again, state, error="why", reading={"tolls": [], "labels": []})

    tolls = sign_in(editor).get(address(review)).context["page"].tolls

    assert [toll.words for toll in tolls] == ([] if state == "done" else ["Twelve"])


def test_a_text_that_was_never_read_has_no_figures(sign_in: SignIn, editor: Actor, review: Review) -> None:
    ScreeningRun.objects.filter(version=review.version).update(state="failed", error="why", is_applied=False)

    assert "No reading yet." in read(sign_in(editor), review)


def test_the_state_names_who_else_reads(sign_in: SignIn, editor: Actor, second: Actor, review: Review) -> None:
    sign_in(second).get(address(review, "state"))

    answer = sign_in(editor).get(address(review, "state")).json()

    assert answer["readers"] == ["second"]


def test_the_timeline_tells_what_was_recorded(sign_in: SignIn, editor: Actor, review: Review, article: Article) -> None:
    client = sign_in(editor)
    client.post(address(review, "dispose"), answering(flag_on(article, "Twelve"), "uphold"))

    html = client.get(address(review, "history")).content.decode()

    assert "<b>editor</b> upheld the flag on “Twelve”" in html
    assert "routed to the desk Monde" in html


def test_the_timeline_is_narrowed_by_person_and_kind(
    sign_in: SignIn, editor: Actor, review: Review, article: Article
) -> None:
    client = sign_in(editor)
    client.post(address(review, "dispose"), answering(flag_on(article, "Twelve"), "uphold"))

    mine = client.get(address(review, "history"), {"person": editor.user.pk}).content.decode()
    copy = client.get(address(review, "history"), {"kind": "copy", "person": "nobody"}).content.decode()

    assert mine.count("<li") == 1
    assert "filed version 1" in copy
    assert "upheld" not in copy


def test_the_page_says_why_the_article_is_here(sign_in: SignIn, editor: Actor, review: Review) -> None:
    html = read(sign_in(editor), review)

    assert "by the route <b>Figures without a source</b>" in html


def test_the_page_asks_few_questions_of_the_database(
    sign_in: SignIn, editor: Actor, review: Review, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = sign_in(editor)
    client.get(address(review))  # a release's rules are read once a process

    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        client.get(address(review))
