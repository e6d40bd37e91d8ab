"""Whether the servers that the house stands on answer, and take its mails."""

from collections.abc import Callable

from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from config.celery import app
from moderation.reports.stuck import is_mail_stuck

BROKER_SECONDS = 2
PATH = "/healthz"


class HealthMiddleware:
    """Answer the health page before anything asks by which name the house was called.

    Who balances the load calls each process by its address, which is no host of the house, and takes a refusal for a
    process that is not well. The answer repeats nothing of the request, so no name in it can be forged.
    """

    def __init__(self, get_response: Callable[[WSGIRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: WSGIRequest) -> HttpResponse:
        """Answer a probe here, and hand everything else on."""
        return show_health(request) if request.path_info == PATH else self._get_response(request)


@never_cache
@require_safe
def show_health(request: WSGIRequest) -> HttpResponse:
    """Answer 200 where database and broker answer, 503 where one does not; say beside it whether mails go out."""
    answers = {"database": _ask_database(), "broker": _ask_broker()}
    status = 200 if all(answers.values()) else 503
    if answers["database"]:
        # No reason to send people elsewhere: every process of this house has the same mail server.
        answers["mail"] = not is_mail_stuck(now=timezone.now())
    return JsonResponse(answers, status=status)


def _ask_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _ask_broker() -> bool:
    try:
        with app.connection_for_write(connect_timeout=BROKER_SECONDS) as broker:
            broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    except (OperationalError, OSError):
        return False
    return True
