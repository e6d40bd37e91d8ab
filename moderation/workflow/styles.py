"""House styles: how a desk weighs who says a loaded label, read from the seeds by the style's name."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Desk
from moderation.checks import House
from moderation.checks.check import HouseStyle, UnknownVoice, read_house_style
from moderation.workflow.refusal import Refusal


class UnknownHouseStyle(Refusal):
    """Refuse to screen for a desk whose style nobody has described."""

    code = "house_style"

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(
            _("there is no house style “%(name)s”; there are: %(known)s") % {"name": name, "known": ", ".join(known)}
        )


def house_of(desk: Desk) -> House:
    """Return who judges a desk's copy.

    :raises UnknownHouseStyle: no file in seeds/styles describes its style, or not so that it can be read
    """
    return _house(desk.house_style, _folder())


def known_styles() -> list[str]:
    """Return the names of the styles that somebody has described."""
    return _known(_folder())


def style_named(name: str) -> HouseStyle:
    """Return a style as it weighs.

    :raises UnknownHouseStyle:
    """
    return _house(name, _folder()).style


def _folder() -> Path:
    return Path(settings.SEEDS_DIR) / "styles"


def _known(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.json"))


@lru_cache(maxsize=64)
def _house(name: str, folder: Path) -> House:
    known = _known(folder)
    if name not in known:
        raise UnknownHouseStyle(name, known)
    try:
        described = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        return House(style=read_house_style(name, described["voices"]))
    except (ValueError, KeyError, TypeError, UnknownVoice) as error:
        raise UnknownHouseStyle(name, known) from error
