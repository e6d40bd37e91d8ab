"""A draft is tried on a text, and previewed on what the house has filed."""

from __future__ import annotations

import re

import pytest

from articles.actor import Actor
from articles.models import Desk, Wire
from moderation.models import ImpactPreview, LexiconDraft
from moderation.workflow.previewing import preview_draft
from tests.desk.lexicon.conftest import SignIn, page_of, said, text_of
from tests.workflow.newsroom import NOW, file, person


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
