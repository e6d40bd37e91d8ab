"""Standards editors change the house's words in the admin: drafted, and published by a second one."""

from __future__ import annotations

import re

import pytest

from articles.actor import Actor
from moderation.models import AuditEvent, LexiconDraft, LexiconRelease
from moderation.workflow.draft_rows import digest_of_row, put_row, withdraw_row
from moderation.workflow.previewing import preview_draft
from moderation.workflow.wording import Place
from tests.desk.lexicon.conftest import DRAFTS, TERM, SignIn, form_of, hidden, page_of, said, text_of
from tests.workflow.newsroom import NOW


class TestDraft:
    """From an empty draft to a release."""

    def test_a_draft_is_begun_with_a_reason(self, sign_in: SignIn, release: LexiconRelease, ingrid: Actor) -> None:
        answer = sign_in(ingrid).post(f"{DRAFTS}add/", {"reason": "Reader's letter"}, follow=True)

        draft = LexiconDraft.objects.get()
        assert (draft.reason, draft.author, draft.base) == ("Reader's letter", ingrid.user, release)
        assert "Nothing differs." in text_of(answer)

    def test_a_draft_without_a_reason_is_not_begun(
        self, sign_in: SignIn, release: LexiconRelease, ingrid: Actor
    ) -> None:
        answer = sign_in(ingrid).post(f"{DRAFTS}add/", {"reason": " "})

        assert "This field is required" in said(answer)
        assert not LexiconDraft.objects.exists()

    def test_it_shows_what_it_changes(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        words = text_of(sign_in(ingrid).get(page_of(draft)))

        assert "Loaded terms · English" in words
        assert f"zorbist draft.{draft.pk}.1 added" in words

    def test_a_row_is_put_in_by_a_form(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        form = {"phrase": "it is whispered", "kind": "mark", "source": "house style"}

        sign_in(ingrid).post(page_of(draft, "table/en/hedges/row"), form)

        draft.refresh_from_db()
        assert draft.changes[-1]["row"]["phrase"] == "it is whispered"

    def test_a_row_is_changed_by_a_form_that_shows_it(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor
    ) -> None:
        row = draft.base.tables["en"]["hedges"][0]
        client, address = sign_in(ingrid), page_of(draft, "table/en/hedges/row")

        shown = said(client.get(f"{address}?id={row['id']}"))
        client.post(address, {**row, "seen": digest_of_row(row), "note": "look again"})

        draft.refresh_from_db()
        assert f'value="{row["phrase"]}"' in shown
        assert draft.changes[-1]["row"] == {**row, "note": "look again"}

    def test_a_row_that_a_colleague_changed_meanwhile_is_told_of_and_not_overwritten(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        row, address = draft.base.tables["en"]["terms"][1], page_of(draft, "table/en/terms/row")
        mine = {**sign_in(ingrid).get(address, {"id": row["id"]}).context["form"].initial, "note": "seen"}
        theirs = put_row(
            draft=draft, place=Place("en", "terms"), row={**row, "severity": "low"}, actor=karl, now=NOW
        ).changes

        refused = sign_in(ingrid).post(address, mine)

        draft.refresh_from_db()
        assert draft.changes == theirs
        words = text_of(refused)
        assert "Somebody has changed this row since you opened it" in words
        assert ("Now in the draft: “low”." in words, "Now in the draft: nothing." in words) == (True, True)
        assert "seen</textarea>" in said(refused)

    def test_what_was_refused_is_kept_once_the_colleagues_cells_were_seen(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        row, address = draft.base.tables["en"]["terms"][1], page_of(draft, "table/en/terms/row")
        put_row(draft=draft, place=Place("en", "terms"), row={**row, "severity": "low"}, actor=karl, now=NOW)
        client = sign_in(ingrid)
        refused = client.post(address, {**row, "seen": digest_of_row(row), "note": "seen"})
        shown = refused.context["form"]

        client.post(address, {**{field.name: field.value() for field in shown}, "severity": "low"})

        draft.refresh_from_db()
        assert draft.changes[-1]["row"] == {**row, "severity": "low", "note": "seen"}

    def test_a_row_that_was_withdrawn_meanwhile_keeps_what_was_written(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        row, address = draft.base.tables["en"]["terms"][1], page_of(draft, "table/en/terms/row")
        withdraw_row(draft=draft, place=Place("en", "terms"), number=row["id"], actor=karl, now=NOW)

        refused = sign_in(ingrid).post(address, {**row, "seen": digest_of_row(row), "note": "my note"})

        assert "Somebody has withdrawn this row since you opened it" in text_of(refused)
        assert "my note</textarea>" in said(refused)
        assert sign_in(ingrid).get(address, {"id": row["id"]}).status_code == 404

    def test_a_faulty_cell_has_its_remedy_beside_it(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        form = {**TERM, "lemma": "zorbite", "severity": "grave", "category": ""}

        html = said(sign_in(ingrid).post(page_of(draft, "table/en/terms/row"), form))

        assert "choose one of high, low, medium" in html
        assert "this is missing: What kind of taking sides it is." in html
        assert 'value="zorbite"' in html

    def test_every_cell_of_a_form_has_its_help(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        html = said(sign_in(ingrid).get(page_of(draft, "table/all/parties/row")))

        for name in ("conflict", "kind", "forms", "source", "note"):
            assert f'id="id_{name}_helptext"' in html
            assert f'aria-describedby="id_{name}_helptext"' in html

    def test_a_row_is_withdrawn_and_taken_back(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        row, client = draft.base.tables["en"]["hedges"][0], sign_in(ingrid)
        table = client.get(page_of(draft, "table/en/hedges"), {"q": row["id"]})

        withdrawn = client.post(page_of(draft, "rows"), {**hidden(table, row["id"]), "act": "withdraw"}, follow=True)
        taken_back = client.post(page_of(draft, "rows"), {**hidden(withdrawn, row["id"]), "act": "back"}, follow=True)

        assert f"{row['id']} withdrawn" in text_of(withdrawn)
        assert row["id"] not in text_of(taken_back)

    @pytest.mark.parametrize(("page", "act"), [("table/en/hedges", "withdraw"), ("change", "back")])
    def test_nobody_withdraws_or_takes_back_what_a_colleague_wrote_unseen(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor, page: str, act: str
    ) -> None:
        place, client = Place("en", "hedges"), sign_in(ingrid)
        row = draft.base.tables["en"]["hedges"][0]
        put_row(draft=draft, place=place, row={**row, "note": "mine"}, actor=ingrid, now=NOW)
        fields = hidden(client.get(page_of(draft, page), {"q": row["id"]}), row["id"])
        put_row(draft=draft, place=place, row={**row, "note": "Karl's"}, actor=karl, now=NOW)

        answer = client.post(page_of(draft, "rows"), {**fields, "act": act}, follow=True)

        draft.refresh_from_db()
        assert draft.changes[-1]["row"]["note"] == "Karl's"
        assert "since you saw it, and nothing was done" in text_of(answer)

    def test_the_author_is_refused_in_words_and_that_is_recorded(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor
    ) -> None:
        preview_draft(draft=draft, days=7, actor=ingrid, now=NOW)

        answer = sign_in(ingrid).post(page_of(draft, "publish"), form_of(draft, "Mine"), follow=True)

        assert "You wrote some of these changes: a second editor publishes them." in text_of(answer)
        assert AuditEvent.objects.latest("sequence").action == "publication.refused"
        assert LexiconRelease.objects.count() == 1

    def test_a_second_editor_publishes_what_was_tried(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        preview_draft(draft=draft, days=7, actor=ingrid, now=NOW)

        answer = sign_in(karl).post(page_of(draft, "publish"), form_of(draft, "Agreed"), follow=True)

        release = LexiconRelease.objects.first()
        assert release is not None
        assert (release.number, release.published_by, release.reason) == (2, karl.user, "Agreed")
        assert "Published." in text_of(answer)
        assert "Publish or drop" not in text_of(answer)

    @pytest.mark.parametrize("was_seen", [True, False])
    def test_a_draft_that_moved_since_its_page_was_opened_is_shown_anew(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor, was_seen: bool
    ) -> None:
        client = sign_in(karl)
        preview_draft(draft=draft, days=7, actor=ingrid, now=NOW)
        opened = said(client.get(page_of(draft)))
        moved = put_row(
            draft=draft, place=Place("en", "terms"), row={**TERM, "lemma": "quorbist"}, actor=ingrid, now=NOW
        )
        preview_draft(draft=moved, days=7, actor=ingrid, now=NOW)
        if was_seen:
            opened = said(client.get(page_of(draft)))
        seen = re.findall(r'name="seen" value="(\w+)"', opened)

        answer = client.post(page_of(draft, "publish"), {"reason": "Agreed", "seen": seen}, follow=True)

        assert LexiconRelease.objects.count() == (2 if was_seen else 1)
        assert ("read what it changes now, then publish" in text_of(answer)) is not was_seen
        assert "quorbist" in text_of(answer)

    def test_what_was_not_tried_is_not_published(self, sign_in: SignIn, draft: LexiconDraft, karl: Actor) -> None:
        answer = sign_in(karl).post(page_of(draft, "publish"), form_of(draft, "Agreed"), follow=True)

        assert "make an impact preview first" in text_of(answer)

    def test_a_draft_is_dropped(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        sign_in(ingrid).post(page_of(draft, "drop"))

        draft.refresh_from_db()
        assert draft.state == "dropped"

    def test_scripts_in_rows_and_reasons_are_text(
        self, sign_in: SignIn, release: LexiconRelease, ingrid: Actor
    ) -> None:
        client = sign_in(ingrid)
        client.post(f"{DRAFTS}add/", {"reason": "<script>alert(1)</script>"})
        draft = LexiconDraft.objects.get()
        form = {"phrase": "<img src=x onerror=alert(2)>", "kind": "mark", "source": "x"}
        client.post(page_of(draft, "table/en/hedges/row"), form)

        html = said(client.get(page_of(draft))) + said(client.get(page_of(draft, "table/en/hedges") + "?q=img"))

        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html
