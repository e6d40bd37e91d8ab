"""How log lines look: words for a person at a terminal, JSON for a machine that collects them."""

import re
from typing import Any

import structlog

# What tokens begin with, and the few signs after it by which people tell them apart; the rest opens doors. The token
# of a mail's stop link is signed, not stored: whoever reads it in a log could stop somebody else's report.
_SECRET = re.compile(r"(sso_[\w-]{6}|/reports/stop/[\w-]{6})[\w:.~%-]+")

_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
]


def logging_settings(*, level: str, as_json: bool) -> dict[str, Any]:
    """Return Django's LOGGING: one handler on standard error, one form for all lines."""
    # Plain tracebacks: the decorated ones print local variables, and with them the copy that was being read.
    words = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer: Any = structlog.processors.JSONRenderer() if as_json else words
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "house": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    renderer,
                    hide_secrets,
                ],
                "foreign_pre_chain": _SHARED,
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "house"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["console"], "level": level, "propagate": False},
            # Every request is logged by django_structlog with its id; its start is noise.
            "django_structlog": {"level": "WARNING"},
            "axes": {"level": "WARNING"},
            # A line for each task and each beat would bury those that matter.
            "celery": {"level": "WARNING"},
        },
    }


def hide_secrets(_logger: Any, _name: str, line: str) -> str:
    """Return a line without the tokens that clients send in an address."""
    return _SECRET.sub(r"\1…", line)
