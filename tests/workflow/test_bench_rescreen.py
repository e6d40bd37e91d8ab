"""The measurement of a lexicon change: it measures, and leaves nothing behind."""

import re

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from moderation.management.commands import bench_rescreen
from moderation.models import AuditEvent, LexiconRelease


@pytest.mark.django_db
def test_it_reads_again_what_holds_the_term_and_rolls_everything_back(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_rescreen, "MOST", 1000.0)
    call_command("seed", verbosity=0)
    events = AuditEvent.objects.count()

    call_command("bench_rescreen", articles=40, share=0.1, sample=3)

    said = capsys.readouterr().out
    assert "4 articles hold the term and were read again" in said
    assert re.search(r"All 40 articles: [\d.]+ s; after the change: [\d.]+ s", said)
    assert not Article.objects.exists()
    assert (AuditEvent.objects.count(), LexiconRelease.objects.count()) == (events, 1)


@pytest.mark.django_db
def test_it_fails_where_the_mark_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_rescreen, "MOST", 0.0)
    call_command("seed", verbosity=0)

    with pytest.raises(CommandError, match="the most is 0%"):
        call_command("bench_rescreen", articles=10, share=0.1, sample=3)
