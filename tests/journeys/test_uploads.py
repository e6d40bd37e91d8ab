"""Files are read before they are filed, several at once, originals paired by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, Upload
from tests.journeys.conftest import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]

FRENCH = "Tempête sur la baie de Velmar\n\nDouze personnes ont été tuées lundi à Velmar, a annoncé la préfecture.\n"
ENGLISH = "Storm over Velmar bay\n\nTwelve people were killed in Velmar on Monday, the prefecture said.\n"


def choose(page: Page, newsroom: Newsroom, folder: Path, **files: str) -> None:
    """Open the upload page and choose files; a name's underscore is its dot."""
    paths = []
    for name, text in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(text)
        paths.append(path)
    page.goto(f"{newsroom.address}/admin/articles/upload/add/")
    page.set_input_files("#id_file", paths)
    expect(page.locator("#files tbody tr")).to_have_count(len(paths))


def test_language_and_headline_are_shown_before_filing(sit_down: SitDown, newsroom: Newsroom, tmp_path: Path) -> None:
    page = sit_down("nadia")

    choose(page, newsroom, tmp_path, depeche_txt=FRENCH)

    expect(page.locator("#files tbody tr")).to_contain_text("Tempête sur la baie de Velmar")
    expect(page.locator("#id_language")).to_have_value("fr")
    assert not Upload.objects.exists()


def test_the_language_of_one_file_is_not_that_of_the_next(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = sit_down("nadia")
    choose(page, newsroom, tmp_path, depeche_txt=FRENCH)
    expect(page.locator("#id_language")).to_have_value("fr")
    (tmp_path / "unsure.txt").write_text("Velmar 12\n")

    page.locator("#files tbody button").first.click()
    expect(page.locator("#id_language")).to_have_value("")
    page.set_input_files("#id_file", [tmp_path / "unsure.txt"])

    expect(page.locator("#files tbody tr")).to_contain_text("unsure.txt")
    expect(page.locator("#id_language")).to_have_value("")


def test_the_same_file_again_turns_no_language_back_unless_somebody_types_it(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path
) -> None:
    article = newsroom.file(FRENCH, language="da").article
    page = sit_down("nadia")

    choose(page, newsroom, tmp_path, depeche_txt=FRENCH)
    expect(page.locator("#id_language")).to_have_value("fr")
    page.click("#file-copy")
    expect(page.locator(".notices")).to_contain_text("It is still read in da")

    assert Article.objects.get(pk=article.pk).language == "da"
    choose(page, newsroom, tmp_path, depeche_txt=FRENCH)
    expect(page.locator("#id_language")).to_have_value("fr")
    page.fill("#id_language", "")
    page.fill("#id_language", "fr")
    page.click("#file-copy")
    expect(page.locator(".notices")).to_contain_text("up to date")
    assert Article.objects.get(pk=article.pk).language == "fr"


def test_two_languages_of_one_story_are_copy_and_original(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = sit_down("nadia")
    choose(page, newsroom, tmp_path, storm_fr_txt=FRENCH, storm_en_txt=ENGLISH)
    expect(page.locator("#files")).to_contain_text("original of storm.fr.txt")

    page.click("#file-copy")

    expect(page.locator("#files .done")).to_have_count(1)
    article = Article.objects.get(kind="translated")
    assert article.language == "fr"
    assert article.original.language == "en"


def test_each_of_several_files_says_what_became_of_it(sit_down: SitDown, newsroom: Newsroom, tmp_path: Path) -> None:
    page = sit_down("nadia")
    choose(page, newsroom, tmp_path, one_txt=ENGLISH, two_txt=FRENCH, three_txt="\x00\x01")
    expect(page.locator("#files")).to_contain_text("three.txt is no text file")

    page.click("#file-copy")

    expect(page.locator("#files .done")).to_have_count(2)
    expect(page.locator("#files .refused")).to_have_count(1)
    assert Article.objects.count() == 2
    page.locator("#files a").first.click()
    expect(page.locator("#tab-flags")).to_be_visible()


def test_a_file_can_be_left_out(sit_down: SitDown, newsroom: Newsroom, tmp_path: Path) -> None:
    page = sit_down("nadia")
    choose(page, newsroom, tmp_path, one_txt=ENGLISH, two_txt=FRENCH)

    page.locator("#files tbody button").first.click()

    expect(page.locator("#files tbody tr")).to_have_count(1)


def test_the_same_bytes_again_are_said_to_be_filed_before(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = sit_down("nadia")
    for _time in range(2):
        choose(page, newsroom, tmp_path, one_txt=ENGLISH, two_txt=FRENCH)
        page.click("#file-copy")
        expect(page.locator("#files .done")).to_have_count(2)

    expect(page.locator("#files")).to_contain_text("filed before, not again")
    assert Article.objects.count() == 2


def test_three_languages_in_three_formats_are_two_copies_and_their_original(
    sit_down: SitDown, newsroom: Newsroom, tmp_path: Path
) -> None:
    page = sit_down("nadia")
    arabic = "عاصفة على خليج فلمار\n\nقتل اثنا عشر شخصا يوم الاثنين في فلمار، بحسب المحافظة.\n"
    choose(
        page,
        newsroom,
        tmp_path,
        storm_fr_md=f"# {FRENCH}",
        storm_en_html=f"<html><body><h1>Storm over Velmar bay</h1><p>{ENGLISH.splitlines()[-1]}</p></body></html>",
        storm_ar_txt=arabic,
    )
    expect(page.locator("#files")).to_contain_text("Markdown")
    expect(page.locator("#files")).to_contain_text("original of storm.fr.md, storm.en.html")

    page.click("#file-copy")

    expect(page.locator("#files .done")).to_have_count(2)
    copies = Article.objects.filter(kind="translated").order_by("language")
    assert [copy.language for copy in copies] == ["en", "fr"]
    assert {copy.original.language for copy in copies} == {"ar"}
    assert Article.objects.filter(kind="original").count() == 1


def test_what_must_be_looked_at_is_shown_before_filing(sit_down: SitDown, newsroom: Newsroom, tmp_path: Path) -> None:
    page = sit_down("nadia")

    choose(
        page, newsroom, tmp_path, item_json='{"uri": "u", "headline": "Ferry", "body_text": "One.", "embargoed": ""}'
    )

    expect(page.locator("#files")).to_contain_text("ninjs 1")
    expect(page.locator("#files")).to_contain_text("the embargo is there and empty")
