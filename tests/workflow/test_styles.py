"""A desk's house style weighs who says a loaded label."""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.models import Desk
from moderation.screening.values import Severity, Voice
from moderation.workflow.styles import UnknownHouseStyle, house_of


def test_a_desk_is_judged_in_its_own_style() -> None:
    agency, default = house_of(Desk(house_style="agency")), house_of(Desk())

    weighed = [house.style.weigh(Voice.SCARE, Severity.HIGH) for house in (agency, default)]

    assert weighed == [Severity.HIGH, Severity.MEDIUM]


def test_a_style_is_read_once() -> None:
    assert house_of(Desk(house_style="agency")) is house_of(Desk(house_style="agency"))


def test_an_unknown_style_is_refused_and_names_those_there_are() -> None:
    with pytest.raises(UnknownHouseStyle, match="agency"):
        house_of(Desk(house_style="tabloid"))


@pytest.mark.parametrize("content", ["no json", "{}", json.dumps({"voices": {"ghost": 1}})])
def test_a_style_that_cannot_be_read_is_refused(content: str, tmp_path: Path, settings: Any) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles/odd.json").write_text(content)
    settings.SEEDS_DIR = tmp_path

    with pytest.raises(UnknownHouseStyle, match="odd"):
        house_of(Desk(house_style="odd"))
