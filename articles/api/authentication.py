"""Who asks: a token in the header, or in the path where a client can send no header."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from articles.actor import Actor
from articles.models import ApiToken, TokenScope
from articles.operations import note_use
from articles.operations.recognising import recognise

_SCHEME = b"bearer"


class TokenAuthentication(BaseAuthentication):
    """Take ``Authorization: Bearer sso_…``; the request's ``auth`` is then the token."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return whom the token acts as, and the token; no header, nobody.

        :raises AuthenticationFailed: the header holds no token that opens anything
        """
        scheme, _space, secret = get_authorization_header(request).partition(b" ")
        if scheme.lower() != _SCHEME:
            return None
        return find_token(secret.strip())

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 answer asks for."""
        return 'Bearer realm="second source"'


class PathTokenAuthentication(TokenAuthentication):
    """Take the token from the address, for clients that send no header of ours."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return whom the token acts as; the header is asked where the address holds none."""
        secret = request.parser_context["kwargs"].get("token", "")
        return find_token(secret.encode()) if secret else super().authenticate(request)


class HasScope(BasePermission):
    """Let a token do what its scopes say; a view names the one of each method in ``scopes``."""

    message = _("this token lacks the scope that this needs")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Tell whether the token's scopes hold the one needed."""
        needed = scope_of(view, request)
        if needed is None:
            return isinstance(request.auth, ApiToken)
        if isinstance(request.auth, ApiToken) and needed in request.auth.scopes:
            return True
        self.message = _("this token lacks the scope “%(scope)s”: issue one that has it") % {"scope": needed}
        return False


def scope_of(view: APIView, request: Request) -> str | None:
    """Return the scope that a request needs, if one is: what HEAD shows, its tag and its length, is what GET shows."""
    method = "GET" if request.method == "HEAD" else request.method
    needed: str | None = getattr(view, "scopes", {}).get(method)
    return needed


def find_token(secret: bytes) -> tuple[User, ApiToken]:
    """Return whom a secret acts as, and its token.

    :raises AuthenticationFailed: it opens nothing
    """
    now = timezone.now()
    token = recognise(secret.decode("latin-1"), now=now)
    if token is None:
        raise AuthenticationFailed(_("this token opens nothing: it is mistyped, expired, replaced or revoked"))
    note_use(token, now=now)
    return token.user, token


def actor_of(request: Request) -> Actor:
    """Return the token as the hand that acts."""
    return Actor.token(request.user, request.auth.name, limits=request.auth.limits)


def may_read(request: Request) -> bool:
    """Tell whether the token may be shown copy."""
    return TokenScope.READ in request.auth.scopes
