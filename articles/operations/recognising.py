"""Recognise a token: whether it opens anything is asked at every request, its row is read again when it has changed."""

from __future__ import annotations

import copy
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from articles.models import ApiToken
from articles.models.token import PREFIX, digest_of

# By hand, for it is asked at every request: as Django's own queries it would be four, and a third of the answer's time.
# Where a row is and who wrote it (ctid, xmin) change with every change of the row.
_STANDING = """
    SELECT concat_ws(' ', token.ctid, token.xmin, person.ctid, person.xmin),
           ARRAY(SELECT name FROM auth_group JOIN auth_user_groups has ON has.group_id = auth_group.id
                  WHERE has.user_id = person.id),
           ARRAY(SELECT desk_id FROM articles_deskmembership WHERE user_id = person.id),
           ARRAY(SELECT desk_id FROM articles_apitoken_desks WHERE apitoken_id = token.id)
      FROM articles_apitoken token JOIN auth_user person ON person.id = token.user_id
     WHERE token.digest = %(digest)s AND token.revoked_at IS NULL AND person.is_active
       AND (token.expires_at IS NULL OR token.expires_at > %(now)s)
"""
_MOST_KNOWN = 1000
_known: dict[str, tuple[str, ApiToken]] = {}


class _Standing(NamedTuple):
    rows: str
    roles: list[str]
    desks: list[int]
    limits: list[int]


def recognise(secret: str, *, now: datetime) -> ApiToken | None:
    """Return the token of a secret with its user, roles and desks, if it opens something now."""
    if not secret.startswith(PREFIX):
        return None
    digest = digest_of(secret)
    standing = _ask(digest, now)
    token = _read(digest, standing.rows) if standing else None
    if standing is None or token is None:
        return None
    token.limits = standing.limits if token.is_limited else None
    token.desks_of_user = standing.desks
    token.user.roles_seen = frozenset(standing.roles)  # type: ignore[attr-defined]
    return token


def _ask(digest: str, now: datetime) -> _Standing | None:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"digest": digest, "now": now})
        row = cursor.fetchone()
    return _Standing(*row) if row else None


def _read(digest: str, rows: str) -> ApiToken | None:
    """Return a token of one's own, with its user; from memory where neither row has changed."""
    known = _known.get(digest)
    if known is None or known[0] != rows:
        token = ApiToken.objects.select_related("user").filter(digest=digest).first()
        if token is None:
            return None
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        # Read after the rows were named: what changes in between is at worst read once more.
        known = _known[digest] = (rows, token)
    own = copy.copy(known[1])
    own.user = copy.copy(known[1].user)
    return own
