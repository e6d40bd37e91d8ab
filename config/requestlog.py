"""Requests in the log: by their address alone, for what stands behind it may be copy, a name or a key; and by whom."""

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware


class RequestLogMiddleware(RequestMiddleware):
    """Log each request with its id, and of its query only that there is one.

    Old clients of LanguageTool send a text there, and people what they search for.
    """

    @classmethod
    def bind_ip(cls, request: HttpRequest) -> None:
        """Name whoever asks by the connection's own address: anybody can write another one into a header."""
        structlog.contextvars.bind_contextvars(ip=request.META.get("REMOTE_ADDR"))

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return how a request is named in the log."""
        address, mark, _query = request.get_full_path().partition("?")
        return f"{request.method} {address}{mark and '?…'}"
