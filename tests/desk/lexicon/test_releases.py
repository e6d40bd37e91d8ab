"""Tables as pages and files, the history of releases, and who sees what."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.actor import Actor
from moderation.models import LexiconDraft, LexiconRelease, RescreenJob
from moderation.workflow.previewing import preview_draft
from tests.desk.lexicon.conftest import DRAFTS, RELEASES, SignIn, form_of, page_of, said, text_of
from tests.workflow.newsroom import NOW


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
