"""How often: so many requests a minute a token, told in every answer."""

from __future__ import annotations

import math

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class TokenThrottle(SimpleRateThrottle):
    """Count a token's requests in the present minute; the view's answer tells what is left of it.

    One number a minute, which the cache itself counts up: no request reads or writes a list of those before it, and
    none is lost between two processes.
    """

    scope = "token"

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request, and remember the count for the answer; who has no token is refused elsewhere."""
        if request.auth is None:
            return True
        turn, since = divmod(self.timer(), self.duration)
        self.left_over = max(1, math.ceil(self.duration - since))
        self.seen = _count(f"throttle-{request.auth.pk}-{turn:.0f}", lasts=2 * self.duration)
        view.throttle_seen = self
        return self.seen <= self.num_requests

    def wait(self) -> float:
        """Return in how many seconds the limit is whole again."""
        return self.left_over

    def tell(self) -> dict[str, str]:
        """Return the headers that tell the limit, what is left of it, and in how many seconds it is whole again."""
        return {
            "RateLimit-Limit": str(self.num_requests),
            "RateLimit-Remaining": str(max(0, self.num_requests - self.seen)),
            "RateLimit-Reset": str(self.left_over),
        }


def _count(key: str, *, lasts: int) -> int:
    """Count one up and return the number; the key outlasts its minute, so that it never ends between two looks."""
    try:
        return cache.incr(key)
    except ValueError:
        return 1 if cache.add(key, 1, lasts) else cache.incr(key)
