"""Standards editors change the house's words in the admin: drafted, tried, published by a second one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.actor import Actor
from articles.models import Desk, Wire
from moderation.models import AuditEvent, ImpactPreview, LexiconDraft, LexiconRelease, RescreenJob
from moderation.workflow.draft_rows import digest_of_row, put_row, withdraw_row
from moderation.workflow.drafting import digest_of_changes, start_draft
from moderation.workflow.previewing import preview_draft
from moderation.workflow.states import Role
from moderation.workflow.wording import Place
from tests.desk.conftest import staff
from tests.planting import plant_words
from tests.workflow.newsroom import NOW, file, person

SignIn = Callable[[Actor], Client]
DRAFTS, RELEASES = "/admin/moderation/lexicondraft/", "/admin/moderation/lexiconrelease/"
TERM = {
    "lemma": "zorbist",
    "inflect": "s",
    "category": "proxy",
    "severity": "high",
    "suggestions": "fighter",
    "rule": "acts-first",
    "source": "house style",
}


@pytest.fixture
def release(db: None) -> LexiconRelease:
    """Publish the seeds' words."""
    return plant_words()


@pytest.fixture
def ingrid(desk: Desk, roles: None) -> Actor:
    """Return a standards editor."""
    return staff("ingrid", Role.STANDARDS_EDITOR, desk)


@pytest.fixture
def karl(desk: Desk, roles: None) -> Actor:
    """Return a second standards editor."""
    return staff("karl", Role.STANDARDS_EDITOR, desk)


@pytest.fixture
def draft(release: LexiconRelease, ingrid: Actor) -> LexiconDraft:
    """Return ingrid's draft with one new term."""
    draft = start_draft(changes=[], reason="A new name", actor=ingrid, now=NOW)
    return put_row(draft=draft, place=Place("en", "terms"), row=TERM, actor=ingrid, now=NOW)


def page_of(draft: LexiconDraft, part: str = "change") -> str:
    return f"{DRAFTS}{draft.pk}/{part}/"


def form_of(draft: LexiconDraft, reason: str) -> dict[str, str]:
    return {"reason": reason, "seen": digest_of_changes(draft.changes)}


def said(answer: Any) -> str:
    html: str = answer.content.decode()
    return html


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", said(answer)).split())


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
        row = draft.base.tables["en"]["hedges"][0]
        client, form = sign_in(ingrid), {"language": "en", "table": "hedges", "id": row["id"]}

        withdrawn = text_of(client.post(page_of(draft, "rows"), {**form, "act": "withdraw"}, follow=True))
        taken_back = text_of(client.post(page_of(draft, "rows"), {**form, "act": "back"}, follow=True))

        assert f"{row['id']} withdrawn" in withdrawn
        assert row["id"] not in taken_back

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


class TestTrying:
    """On a text, and on the archive."""

    def test_a_text_is_read_under_both_and_not_kept(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        answer = sign_in(ingrid).post(page_of(draft, "try"), {"text": "The zorbists fled.", "language": "en"})

        words = text_of(answer)
        assert "Under the release Under the draft" in words
        assert re.search(r"– .*zorbists loaded_label .* new", words)
        assert not ImpactPreview.objects.exists()

    def test_an_empty_text_is_refused(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        assert "This field is required" in said(sign_in(ingrid).post(page_of(draft, "try"), {"text": ""}))

    def test_a_preview_is_asked_for_and_shows_how_far_it_is(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor
    ) -> None:
        client = sign_in(ingrid)

        waiting = client.post(page_of(draft, "previews"), {"days": 30}, follow=True)

        preview = ImpactPreview.objects.get()
        assert (preview.days, preview.asked_by) == (30, ingrid.user)
        assert "Waiting for a worker." in text_of(waiting)
        part = said(client.get(page_of(draft, f"previews/{preview.pk}") + "?part=1"))
        assert part.strip().startswith('<div id="progress" data-state="queued"')

    def test_a_finished_preview_shows_its_figures(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        preview = preview_draft(draft=draft, days=7, actor=ingrid, now=NOW)

        words = text_of(sign_in(ingrid).get(page_of(draft, f"previews/{preview.pk}")))

        assert "Articles in that time 0" in words
        assert "New flags 0" in words

    def test_examples_are_of_the_readers_desks_and_of_each_in_turn(
        self,
        sign_in: SignIn,
        draft: LexiconDraft,
        ingrid: Actor,
        auditor: Actor,
        desk: Desk,
        wire: Wire,
    ) -> None:
        sport = Desk.objects.create(code="sport", name="Sport", language="en", time_zone="Europe/Paris")
        theirs, ours = (file(wire, one, by=person(one.code)) for one in (sport, desk))
        ends = {"check": "loaded_label", "kind": "new", "message": ""}
        sample = [
            {**ends, "article": article.pk, "desk": desk, "headline": "x", "text": f"{desk} {number}"}
            for article, desk, count in ((theirs, "sport", 20), (ours, "monde", 18))
            for number in range(count)
        ]
        preview = ImpactPreview.objects.create(
            draft=draft, changes_digest="", days=1, made_at=NOW, chosen=[], impact={"sample": sample}
        )

        shown = {
            reader.label: [
                one["desk"] for one in sign_in(reader).get(page_of(draft, f"previews/{preview.pk}")).context["sample"]
            ]
            for reader in (ingrid, auditor)
        }

        assert shown["ingrid"] == ["monde"] * 18
        assert shown[auditor.label] == ["sport", "monde"] * 10

    @pytest.mark.parametrize("days", ["0", "400", "x", ""])
    def test_days_that_cannot_be_are_refused(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, days: str
    ) -> None:
        answer = sign_in(ingrid).post(page_of(draft, "previews"), {"days": days}, follow=True)

        assert 'class="error"' in said(answer)
        assert not ImpactPreview.objects.exists()


class TestTables:
    """A table as a page and as a file."""

    def test_a_table_is_searched(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        words = text_of(sign_in(ingrid).get(page_of(draft, "table/en/terms") + "?q=ZORBIST"))

        assert "1 row" in words
        assert "zorbist" in words

    def test_a_table_comes_in_pages(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        html = said(sign_in(ingrid).get(page_of(draft, "table/en/terms") + "?p=2"))

        assert html.count('value="withdraw"') == 50

    def test_a_file_is_taken_in(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        file = SimpleUploadedFile("h.csv", b"id,phrase,kind,source\n,it is whispered,mark,house style\n")

        answer = sign_in(ingrid).post(page_of(draft, "table/en/hedges"), {"file": file}, follow=True)

        assert "1 row was changed." in text_of(answer)

    def test_the_faults_of_a_file_are_named_by_line(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        file = SimpleUploadedFile("h.csv", b"id,phrase,kind,source\n,,mark,x\n,<b>,shout,x\n")

        words = text_of(sign_in(ingrid).post(page_of(draft, "table/en/hedges"), {"file": file}))

        assert "Nothing was taken from the file" in words
        assert "line 2: phrase" in words
        assert "line 3: kind" in words

    @pytest.mark.parametrize("part", ["table/en/frames", "table/xx/none", "table/en/parties", "table/en/frames/row"])
    def test_what_editors_do_not_keep_is_not_there(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, part: str
    ) -> None:
        assert sign_in(ingrid).get(page_of(draft, part)).status_code == 404

    def test_a_table_is_taken_out_as_a_file(self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor) -> None:
        answer = sign_in(ingrid).get(page_of(draft, "table/en/terms/csv"))

        assert answer["Content-Disposition"] == f'attachment; filename="en-terms-draft-{draft.pk}.csv"'
        assert "zorbist" in said(answer)


class TestReleases:
    """History and difference."""

    def publish(self, draft: LexiconDraft, author: Actor, client: Client) -> LexiconRelease:
        preview_draft(draft=draft, days=7, actor=author, now=NOW)
        client.post(page_of(draft, "publish"), form_of(draft, "Agreed"))
        release = LexiconRelease.objects.first()
        assert release is not None
        return release

    def test_a_release_shows_how_it_differs_from_the_one_before(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        client = sign_in(karl)
        release = self.publish(draft, ingrid, client)

        words = text_of(client.get(f"{RELEASES}{release.pk}/change/"))

        assert "Lexicon release 2" in words
        assert f"zorbist draft.{draft.pk}.1 added" in words

    def test_a_release_differs_from_itself_in_nothing(
        self, sign_in: SignIn, release: LexiconRelease, karl: Actor
    ) -> None:
        words = text_of(sign_in(karl).get(f"{RELEASES}{release.pk}/change/?with=1"))

        assert "It is the first one." in words

    def test_a_re_screening_is_stopped_and_goes_on(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor, karl: Actor
    ) -> None:
        client = sign_in(karl)
        release = self.publish(draft, ingrid, client)
        address = f"{RELEASES}{release.pk}/rescreening/"

        client.post(address, {"act": "stop"})
        stopped = RescreenJob.objects.get().state
        client.post(address, {"act": "resume"})

        assert (stopped, RescreenJob.objects.get().state) == ("stopped", "running")

    def test_a_table_of_a_release_is_a_file(self, sign_in: SignIn, release: LexiconRelease, editor: Actor) -> None:
        answer = sign_in(editor).get(f"{RELEASES}{release.pk}/table/fr/cues/csv/")

        assert said(answer).startswith("\ufeffid,cue,")
        assert sign_in(editor).get(f"{RELEASES}{release.pk}/table/fr/frames/csv/").status_code == 404


class TestRoles:
    """Who may do what."""

    POSTS = ("rows", "previews", "publish", "drop", "table/en/hedges", "table/en/hedges/row", "try")

    def test_a_desk_editor_sees_no_draft(self, sign_in: SignIn, draft: LexiconDraft, editor: Actor) -> None:
        client = sign_in(editor)

        pages = [DRAFTS, f"{DRAFTS}add/", page_of(draft), page_of(draft, "table/en/terms"), page_of(draft, "try")]
        assert {client.get(page).status_code for page in pages} == {403}
        assert {client.post(page_of(draft, part)).status_code for part in self.POSTS} == {403}

    def test_an_auditor_reads_all_and_changes_nothing(
        self, sign_in: SignIn, draft: LexiconDraft, auditor: Actor
    ) -> None:
        client = sign_in(auditor)

        pages = [DRAFTS, page_of(draft), page_of(draft, "table/en/terms"), page_of(draft, "table/en/terms/csv")]
        assert {client.get(page).status_code for page in pages} == {200}
        assert {client.post(page_of(draft, part)).status_code for part in self.POSTS} == {403}
        assert client.get(f"{DRAFTS}add/").status_code == 403
        assert "Withdraw" not in said(client.get(page_of(draft, "table/en/terms")))

    def test_a_filer_reads_no_release(self, sign_in: SignIn, release: LexiconRelease, filer: Actor) -> None:
        client = sign_in(filer)

        for part in ("", f"{release.pk}/change/", f"{release.pk}/table/fr/cues/csv/"):
            assert client.get(f"{RELEASES}{part}").status_code == 403

    def test_nobody_changes_a_draft_by_following_a_link(
        self, sign_in: SignIn, draft: LexiconDraft, ingrid: Actor
    ) -> None:
        client = sign_in(ingrid)

        assert {client.get(page_of(draft, part)).status_code for part in ("rows", "previews", "publish", "drop")} == {
            405
        }
