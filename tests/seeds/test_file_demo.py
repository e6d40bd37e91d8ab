"""`manage.py file_demo` and the demo copy itself."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Article, Upload
from moderation.management.seeding import read_rows


@pytest.fixture
def seeded(db: None) -> None:
    """Seed the house."""
    call_command("seed", stdout=StringIO())


def file_demo() -> str:
    output = StringIO()
    call_command("file_demo", wait=0, stdout=output)
    return output.getvalue()


def test_every_demo_article_is_filed_with_its_original(seeded: None, settings: Any) -> None:
    rows = read_rows(settings.SEEDS_DIR / "demo" / "demo.json")

    output = file_demo()

    assert f"1/{len(rows)} filed: " in output
    assert f"{len(rows)}/{len(rows)} filed: " in output
    assert Article.objects.exclude(kind="original").count() == len(rows) >= 12
    assert set(Article.objects.filter(kind="original").values_list("language", flat=True)) == {"ar", "en"}
    assert not Upload.objects.exclude(state="filed").exists()


def test_the_demo_is_filed_once(seeded: None) -> None:
    file_demo()
    before = Article.objects.count()

    output = file_demo()

    assert output.startswith("All ")
    assert Article.objects.count() == before


def test_every_demo_article_has_a_headline_of_its_own(seeded: None) -> None:
    file_demo()

    articles = list(Article.objects.select_related("latest_version"))

    assert all(article.latest_version.text.startswith(f"{article.headline}\n") for article in articles)


def test_seeding_twice_changes_nothing(seeded: None) -> None:
    output = StringIO()

    call_command("seed", stdout=output)

    assert output.getvalue() == "Everything is seeded already\n"
