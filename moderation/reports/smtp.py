"""Hand a mail to the server, and keep what the server said."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend

_DJANGO_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_HEARING = f"{__name__}.HearingBackend"
# Whoever sends is not signed in, or not well enough: RFC 4954 and 3207. Some servers say so only of the recipient.
_NOT_SIGNED_IN = frozenset({530, 534, 535, 538})
# The enhanced status codes of a sender's bad address: RFC 3463.
_BAD_SENDER = re.compile(r"5\.1\.[78]\b")
# A provider's words for the account: a wrong key, an unpaid bill, a sender or domain that it does not know.
_OF_THE_ACCOUNT = frozenset({401, 402, 403, 404})
# A mail is larger than the server takes, which is told with the sender already: RFC 1870.
_TOO_LARGE = 552


class Verdict(StrEnum):
    """What a mail server's answer means for a mail."""

    ACCEPTED = "accepted"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what became of a mail; ``is_server_down`` says that the next mail would fare no better."""

    verdict: Verdict
    words: str
    is_server_down: bool = False


class HearingBackend(EmailBackend):
    """Django's SMTP backend, with connections that remember the server's last answer to a mail."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the kind of connection to open."""
        return _HearingSSL if self.use_ssl else _HearingSMTP


def post(mail: EmailMultiAlternatives) -> Answer:
    """Hand one mail to the configured server; every failure of mail is an answer, no exception."""
    # Any other backend, such as a provider's, is asked as it is.
    connection = get_connection(_HEARING if settings.EMAIL_BACKEND == _DJANGO_SMTP else None)
    try:
        connection.open()
        heard = getattr(connection, "connection", None)
        connection.send_messages([mail])
        return Answer(Verdict.ACCEPTED, _said(heard, mail))
    except smtplib.SMTPRecipientsRefused as refusal:
        return _refused(next(iter(refusal.recipients.values())))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refusal:
        is_of_sender = isinstance(refusal, smtplib.SMTPSenderRefused)
        return _refused((refusal.smtp_code, refusal.smtp_error), is_of_sender=is_of_sender)
    except smtplib.SMTPResponseException as refusal:
        # Greeting, login: the server as a whole, not this mail.
        return Answer(Verdict.LATER, _words(refusal.smtp_code, refusal.smtp_error), is_server_down=True)
    except AnymailError as refusal:
        return _provider_refused(refusal)
    except (OSError, smtplib.SMTPException) as error:
        return Answer(Verdict.LATER, f"{type(error).__name__}: {error}", is_server_down=True)
    finally:
        connection.close()


class _Hearing:
    """Remember what the server said to the last mail."""

    heard = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, words = super().data(msg)  # type: ignore[misc]
        self.heard = _words(code, words)
        return code, words


class _HearingSMTP(_Hearing, smtplib.SMTP):
    """A plain or STARTTLS connection that remembers."""


class _HearingSSL(_Hearing, smtplib.SMTP_SSL):
    """A TLS connection that remembers."""


def _said(connection: Any, mail: EmailMultiAlternatives) -> str:
    heard = getattr(connection, "heard", "")
    provider = getattr(getattr(mail, "anymail_status", None), "message_id", None)
    return str(heard or provider or "accepted")


def _provider_refused(refusal: AnymailError) -> Answer:
    """Read a provider's answer: none, overload, its own fault, our account are the server's; else it is this mail."""
    status = getattr(refusal, "status_code", None)
    is_of_mail = status is not None and 400 <= status < 500 and status != 429 and status not in _OF_THE_ACCOUNT
    if isinstance(refusal, AnymailRecipientsRefused) or is_of_mail:
        return Answer(Verdict.NEVER, str(refusal))
    return Answer(Verdict.LATER, str(refusal), is_server_down=True)


def _refused(answer: tuple[int, bytes | str], *, is_of_sender: bool = False) -> Answer:
    """Read a refusal: of the house itself, whose every mail has the same sender, or of this mail."""
    code, words = answer[0], _words(*answer)
    if (is_of_sender and code != _TOO_LARGE) or code in _NOT_SIGNED_IN or _BAD_SENDER.search(words):
        # A setting is wrong, here or there; once it is right, the same mail is taken.
        return Answer(Verdict.LATER, words, is_server_down=True)
    return Answer(Verdict.LATER if 400 <= code < 500 else Verdict.NEVER, words)


def _words(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {text}".strip()
