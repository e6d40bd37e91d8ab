"""An impact preview is made batch by batch and goes on where it stood; a text is tried at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, Desk, Wire
from articles.operations import file_copy
from moderation import tasks
from moderation.models import ImpactPreview, LexiconDraft, LexiconRelease, PreviewState
from moderation.workflow import impact, previewing
from moderation.workflow.acting import RoleMayNot
from moderation.workflow.drafting import UnfitChange, change_draft, start_draft, was_tried
from moderation.workflow.previewing import UnfitPeriod, advance_preview, ask_preview, preview_draft, stalled_previews
from moderation.workflow.trying import LONGEST_TEXT, Trial, UnfitText, try_draft
from tests.planting import plant_words
from tests.workflow.newsroom import NOW, SOON, lead_to

TEXTS = ["The Zorbists fled.", "A Zorbist was seen.", "It rained.", "The zorbists sang.", "Zorbist songs rang."]


@pytest.fixture
def house(db: None, desk: Desk) -> LexiconRelease:
    """Publish the seeds' words; nothing is routed here."""
    return plant_words()


def new_term(release: LexiconRelease, **changes: str) -> dict[str, Any]:
    row = {**release.tables["en"]["terms"][0], "id": "en.term.9001", "lemma": "zorbist", "inflect": "s"}
    row.update({"variants": "", "requires": "", "category": "proxy", "severity": "high", **changes})
    return {"language": "en", "table": "terms", "id": "en.term.9001", "row": row}


@pytest.fixture
def draft(house: LexiconRelease, standards: Actor) -> LexiconDraft:
    """Return a draft with one new term."""
    return start_draft(changes=[new_term(house)], reason="A new name", actor=standards, now=NOW)


@pytest.fixture
def archive(make: Callable[..., Article]) -> None:
    """File five articles, four of which hold the term."""
    for text in TEXTS:
        make(text=text)


def ask(draft: LexiconDraft, actor: Actor, days: int = 7) -> ImpactPreview:
    return ask_preview(draft=draft, days=days, actor=actor, now=SOON)


def file_translation(wire: Wire, desk: Desk, by: Actor, *, original: tuple[str, str], language: str, text: str) -> None:
    spoken, told = original
    there = file_copy(
        copy=Copy(text=told, headline="There"),
        wire=wire,
        desk=desk,
        language=spoken,
        kind="original",
        actor=by,
        now=NOW,
    )
    file_copy(
        copy=Copy(text=text, headline="Here"), wire=wire, desk=desk, language=language, kind="translated",
        original=there, actor=by, now=NOW,
    )  # fmt: skip


def test_flags_are_counted_for_the_desk_that_has_the_copy_now(
    make: Callable[..., Article], draft: LexiconDraft, war: Desk, standards: Actor
) -> None:
    lead_to(make(text=TEXTS[0]), war)

    preview = preview_draft(draft=draft, days=1, actor=standards, now=SOON)

    assert preview.impact["a_desk_a_day"] == {"war": 1.0}


@pytest.mark.parametrize(
    ("moved", "shown"), [(0, {"monde": 2}), (1, {"monde": 2, "war": 1}), (3, {"monde": 1, "war": 2})]
)
def test_each_desk_has_examples_of_its_own(
    make: Callable[..., Article],
    draft: LexiconDraft,
    war: Desk,
    standards: Actor,
    monkeypatch: pytest.MonkeyPatch,
    moved: int,
    shown: dict[str, int],
) -> None:
    monkeypatch.setattr(impact, "MOST_SHOWN", 2)
    articles = [make(text=text) for text in TEXTS]
    holding = [article for article in articles if "orbist" in article.latest_version.text]
    for article in holding[len(holding) - moved :]:
        lead_to(article, war)

    preview = preview_draft(draft=draft, days=1, actor=standards, now=SOON)

    assert Counter(one["desk"] for one in preview.impact["sample"]) == shown
    assert preview.impact["new"] == 4


class TestTranslations:
    """A translation is previewed beside its original, as it is screened."""

    def test_a_drift_that_the_change_would_raise_is_foreseen(
        self, draft: LexiconDraft, wire: Wire, desk: Desk, filer: Actor, standards: Actor
    ) -> None:
        told = ("fr", "Les insurgés ont attaqué un barrage près d'Orvane lundi.")
        text = "The Zorbists attacked a checkpoint near Orvane on Monday."
        file_translation(wire, desk, filer, original=told, language="en", text=text)

        preview = preview_draft(draft=draft, days=7, actor=standards, now=SOON)

        assert {found["check"] for found in preview.impact["sample"]} == {"loaded_label", "label_added"}

    def test_a_change_about_a_word_of_the_original_is_foreseen(
        self, house: LexiconRelease, wire: Wire, desk: Desk, filer: Actor, standards: Actor
    ) -> None:
        told = ("en", "The Zorbists attacked a checkpoint near Orvane on Monday.")
        text = "Les terroristes ont attaqué un barrage près d'Orvane lundi."
        file_translation(wire, desk, filer, original=told, language="fr", text=text)
        changes = [new_term(house, category="terrorism")]
        draft = start_draft(changes=changes, reason="A new name", actor=standards, now=NOW)

        preview = preview_draft(draft=draft, days=7, actor=standards, now=SOON)

        assert [(found["kind"], found["check"]) for found in preview.impact["sample"]] == [("vanished", "label_added")]


class TestBatches:
    """A preview in the workers' hands."""

    def test_a_preview_is_queued_and_made_by_a_task(
        self, archive: None, draft: LexiconDraft, standards: Actor, eager_tasks: None
    ) -> None:
        preview = ask(draft, standards)
        assert preview.state == PreviewState.QUEUED

        tasks.make_preview(preview.pk)

        preview.refresh_from_db()
        assert (preview.state, preview.looked_at, preview.articles) == (PreviewState.DONE, 4, 5)
        assert (preview.impact["new"], preview.impact["looked_at"]) == (4, 4)
        assert was_tried(draft)

    def test_it_goes_on_where_it_stood(
        self, archive: None, draft: LexiconDraft, standards: Actor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(previewing, "BATCH", 3)
        preview = ask(draft, standards)

        assert advance_preview(preview_id=preview.pk, now=SOON)
        preview.refresh_from_db()
        assert (preview.state, preview.looked_at, len(preview.chosen)) == (PreviewState.RUNNING, 3, 4)

        assert not advance_preview(preview_id=preview.pk, now=SOON)
        preview.refresh_from_db()
        assert (preview.state, preview.impact["new"], len(preview.impact["sample"])) == (PreviewState.DONE, 4, 4)

    def test_changes_made_meanwhile_do_not_count_as_tried(
        self, archive: None, draft: LexiconDraft, standards: Actor, house: LexiconRelease
    ) -> None:
        preview = ask(draft, standards)
        changed = change_draft(draft=draft, changes=[new_term(house, severity="low")], actor=standards, now=SOON)

        advance_preview(preview_id=preview.pk, now=SOON)

        assert ImpactPreview.objects.get().state == PreviewState.DONE
        assert not was_tried(changed)

    def test_a_preview_under_way_is_no_trial(self, draft: LexiconDraft, standards: Actor) -> None:
        ask(draft, standards)

        assert not was_tried(draft)

    def test_one_whose_message_was_lost_is_sent_again(self, draft: LexiconDraft, standards: Actor) -> None:
        preview = ask(draft, standards)

        assert stalled_previews(now=SOON) == []
        assert stalled_previews(now=SOON + timedelta(minutes=2)) == [preview.pk]

    def test_one_that_cannot_be_made_says_why(
        self, archive: None, draft: LexiconDraft, standards: Actor, house: LexiconRelease
    ) -> None:
        broken = change_draft(draft=draft, changes=[new_term(house, severity="grave")], actor=standards, now=SOON)
        preview = ask(broken, standards)

        tasks.make_preview(preview.pk)

        preview.refresh_from_db()
        assert preview.state == PreviewState.FAILED
        assert "en.term.9001" in preview.trouble
        assert not was_tried(broken)

    def test_a_finished_one_is_left_alone(self, archive: None, draft: LexiconDraft, standards: Actor) -> None:
        preview = ask(draft, standards)
        advance_preview(preview_id=preview.pk, now=SOON)

        assert not advance_preview(preview_id=preview.pk, now=SOON)

    @pytest.mark.parametrize("days", [0, -1, 366])
    def test_it_looks_back_a_day_at_least_and_a_year_at_most(
        self, draft: LexiconDraft, standards: Actor, days: int
    ) -> None:
        with pytest.raises(UnfitPeriod, match="365"):
            ask(draft, standards, days)

    def test_a_desk_editor_asks_for_none(self, draft: LexiconDraft, editor: Actor) -> None:
        with pytest.raises(RoleMayNot):
            ask(draft, editor)


class TestTrial:
    """A text under the release and under the draft."""

    def tried(self, draft: LexiconDraft, actor: Actor, text: str, language: str | None = "en", **more: Any) -> Trial:
        asked = {"language": language, "desk": None, "message_language": "en", "now": NOW, **more}
        return try_draft(draft=draft, text=text, actor=actor, **asked)

    def test_both_sides_stand_beside_each_other(self, draft: LexiconDraft, standards: Actor) -> None:
        trial = self.tried(draft, standards, "The terrorists fled. The zorbists stayed.")

        assert [pair.kind for pair in trial.pairs] == ["same", "new"]
        assert trial.pairs[1].before is None
        assert trial.pairs[1].after is not None
        assert trial.pairs[1].after.text == "zorbists"

    @pytest.mark.parametrize(("year", "modality"), [(2026, "asserted"), (2027, "background")])
    def test_it_is_read_as_copy_of_its_own_year(
        self, draft: LexiconDraft, standards: Actor, year: int, modality: str
    ) -> None:
        text = "Twelve people were killed in a fire in Orvane in March 2026."

        trial = self.tried(draft, standards, text, now=NOW.replace(year=year))

        told = [pair.after.evidence["toll"]["modality"] for pair in trial.pairs if pair.after]
        assert told == [modality]

    def test_a_withdrawn_term_vanishes(self, draft: LexiconDraft, standards: Actor) -> None:
        rows = draft.base.tables["en"]["terms"]
        number = next(row["id"] for row in rows if row["lemma"] == "terrorist")
        without = {"language": "en", "table": "terms", "id": number, "row": None}
        changed = change_draft(draft=draft, changes=[without], actor=standards, now=NOW)

        trial = self.tried(changed, standards, "The terrorists fled.")

        assert [(pair.kind, pair.after) for pair in trial.pairs] == [("vanished", None)]

    def test_nothing_is_kept(self, draft: LexiconDraft, standards: Actor) -> None:
        self.tried(draft, standards, "The zorbists stayed.")

        assert not Article.objects.exists()
        assert not ImpactPreview.objects.exists()

    def test_a_language_that_nobody_reads_is_said(self, draft: LexiconDraft, standards: Actor) -> None:
        trial = self.tried(draft, standards, "Двенадцать человек погибли в городе.", language="ru")

        assert (trial.is_supported, trial.pairs) == (False, ())
        assert trial.reason

    def test_a_language_left_out_is_detected(self, draft: LexiconDraft, standards: Actor) -> None:
        trial = self.tried(
            draft, standards, "Les terroristes ont quitté la ville dans la nuit de lundi à mardi.", language=None
        )

        assert trial.language == "fr"

    @pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST_TEXT + 1)])
    def test_no_text_and_too_much_text_are_refused(self, draft: LexiconDraft, standards: Actor, text: str) -> None:
        with pytest.raises(UnfitText):
            self.tried(draft, standards, text)

    def test_a_draft_that_no_reader_can_use_is_refused(
        self, draft: LexiconDraft, standards: Actor, house: LexiconRelease
    ) -> None:
        broken = change_draft(draft=draft, changes=[new_term(house, severity="grave")], actor=standards, now=NOW)

        with pytest.raises(UnfitChange, match=r"en\.term\.9001"):
            self.tried(broken, standards, "The zorbists stayed.")

    def test_a_desk_editor_tries_none(self, draft: LexiconDraft, editor: Actor) -> None:
        with pytest.raises(RoleMayNot):
            self.tried(draft, editor, "The zorbists stayed.")
