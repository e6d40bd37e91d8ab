"""The house's mark where browsers look for it unasked."""

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def show_mark(request: WSGIRequest) -> HttpResponseRedirect:
    """Lead to the mark that every page of the house names as its icon."""
    return HttpResponseRedirect(static("moderation/mark.svg"))
