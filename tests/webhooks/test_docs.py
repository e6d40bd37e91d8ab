"""The page for CMS engineers says what is so."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from standardwebhooks import WebhookVerificationError

from articles.models import Article
from moderation.models import EventType
from moderation.webhooks.endpoints import rotate_secret
from moderation.webhooks.patience import PAUSES
from tests.webhooks.conftest import ADMINISTRATOR, Clock, Hook

PAGE = (Path(settings.BASE_DIR) / "docs" / "webhooks.md").read_text()


@pytest.fixture
def snippets() -> dict[str, Any]:
    """Return what the page's Python snippets define."""
    defined: dict[str, Any] = {}
    for snippet in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(snippet, defined)
    return defined


def test_the_snippets_read_a_real_message_and_refuse_a_forged_one(
    snippets: dict[str, Any], hook: Hook, make: Callable[..., Article], clock: Clock
) -> None:
    rotate_secret(hook.endpoint, actor=ADMINISTRATOR, now=clock())
    made = make()
    hook.send()
    heard = hook.listener.heard[0]

    with time_machine.travel(clock.now):
        message = snippets["read_message"](hook.secret, heard.headers, heard.body)
        assert snippets["is_genuine"](hook.secret, heard.headers, heard.body)
        assert not snippets["is_genuine"](hook.secret, heard.headers, heard.body + b" ")
        with pytest.raises(WebhookVerificationError):
            snippets["read_message"](hook.secret, heard.headers, heard.body + b" ")
    with time_machine.travel(clock.now.replace(hour=23)):
        assert not snippets["is_genuine"](hook.secret, heard.headers, heard.body)

    assert message["data"]["article"] == made.pk


def test_every_event_stands_in_the_table() -> None:
    assert set(re.findall(r"^\| `([a-z]+\.[a-z]+)` \|", PAGE, re.MULTILINE)) == set(EventType.values)


def test_the_pauses_are_those_of_the_code() -> None:
    units = {"s": 1, "min": 60, "h": 3600}
    told = PAGE.partition("It tries again after")[2].partition("a\nlast time")[0]

    assert [int(number) * units[unit] for number, unit in re.findall(r"(\d+) (s|min|h)\b", told)] == list(PAUSES)
