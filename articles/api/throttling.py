"""How often: so many requests a minute a token, told in every answer."""

from __future__ import annotations

import math
from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class TokenThrottle(SimpleRateThrottle):
    """Count a token's requests; the view's answer tells what is left."""

    scope = "token"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Return the token's own count; who has none is refused elsewhere."""
        return f"throttle-{request.auth.pk}" if request.auth is not None else None

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request, and remember the count for the answer."""
        is_allowed = bool(super().allow_request(request, view))
        view.throttle_seen = self
        return is_allowed

    def tell(self) -> dict[str, str]:
        """Return the headers that tell the limit, what is left of it, and in how many seconds it is whole again."""
        history: list[Any] = getattr(self, "history", [])
        reset = math.ceil(self.duration - (self.now - history[-1])) if history else self.duration
        return {
            "RateLimit-Limit": str(self.num_requests),
            "RateLimit-Remaining": str(max(0, self.num_requests - len(history))),
            "RateLimit-Reset": str(max(0, reset)),
        }
