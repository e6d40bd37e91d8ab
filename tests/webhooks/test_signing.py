"""Messages are signed as Standard Webhooks 1.0 asks."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

import pytest
import time_machine
from standardwebhooks import Webhook, WebhookVerificationError

from moderation.webhooks.signing import make_secret, sign

NOW = datetime(2026, 3, 10, 9, 0, 0, 987654, tzinfo=UTC)
BODY = '{"type":"kill.received","data":{"headline":"Séisme à Orvane"}}'


def test_the_standards_own_library_verifies_a_message() -> None:
    secret = make_secret()

    headers = sign(BODY, message_id="msg_1", now=NOW, keys=[secret])

    with time_machine.travel(NOW):
        assert Webhook(secret).verify(BODY.encode(), headers)["type"] == "kill.received"


def test_the_timestamp_is_a_whole_number() -> None:
    headers = sign(BODY, message_id="msg_1", now=NOW, keys=[make_secret()])

    # The library takes a float too; the standard does not.
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert headers["webhook-timestamp"].isdigit()


def test_the_signature_is_over_id_time_and_the_very_bytes() -> None:
    secret = make_secret()
    key = base64.b64decode(secret.removeprefix("whsec_"))
    headers = sign(BODY, message_id="msg_1", now=NOW, keys=[secret])

    signed = f"msg_1.{headers['webhook-timestamp']}.".encode() + BODY.encode()

    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"


def test_two_secrets_make_two_signatures_and_either_verifies() -> None:
    new, old = make_secret(), make_secret()

    headers = sign(BODY, message_id="msg_1", now=NOW, keys=[new, old])

    assert [part.partition(",")[0] for part in headers["webhook-signature"].split(" ")] == ["v1", "v1"]
    with time_machine.travel(NOW):
        for secret in (new, old):
            Webhook(secret).verify(BODY.encode(), headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(make_secret()).verify(BODY.encode(), headers)


def test_a_secret_holds_as_many_bytes_as_the_hash() -> None:
    secret = make_secret()

    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    assert make_secret() != secret
