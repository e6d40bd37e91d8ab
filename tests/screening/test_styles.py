"""House styles: every file is a style that the checks can weigh voices with."""

import json
from pathlib import Path

import pytest

from moderation.checks.check import read_house_style
from moderation.screening.values import Severity, Voice

STYLES = sorted((Path(__file__).parents[2] / "seeds" / "styles").glob("*.json"))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_a_style_weighs_every_voice_and_says_why(path: Path) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))

    style = read_house_style(content["name"], content["voices"])

    assert content["name"] == path.stem
    assert set(content["voices"]) == {str(voice) for voice in Voice}
    assert set(content["reasons"]) == set(content["voices"])
    assert style.weigh(Voice.OWN, Severity.HIGH) is Severity.HIGH


def test_the_default_style_is_the_codebooks() -> None:
    content = json.loads(next(path for path in STYLES if path.stem == "default").read_text(encoding="utf-8"))

    assert content["voices"] == {"own": 0, "attributed": 1, "scare": 1, "quoted": None}


def test_styles_differ_where_houses_differ() -> None:
    voices = [json.dumps(json.loads(path.read_text(encoding="utf-8"))["voices"], sort_keys=True) for path in STYLES]

    assert len(STYLES) == 4
    assert len(set(voices)) == len(voices)
