"""Put what editors own in seeds/ into the database: what is missing is made, what people changed stays."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group, Permission

from articles.models import Desk, Wire
from moderation.models import ReportSubscription

Row = Mapping[str, Any]
_REPORT_FIELDS = ("report", "language", "time_zone", "schedule", "weekday", "month_day", "slugline", "empty_policy")


class UnreadableSeed(ValueError):
    """Refuse a seed file that is no JSON, or names what does not exist."""


def read_rows(file: Path) -> list[Row]:
    """Return the rows of a seed file; a file that is not there has none.

    :raises UnreadableSeed: it is no JSON list
    """
    if not file.exists():
        return []
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableSeed(f"{file} is no JSON: {error}") from None
    if not isinstance(rows, list):
        raise UnreadableSeed(f"{file} must hold a list of rows")
    return rows


def seed_desks(rows: Iterable[Row]) -> int:
    """Make the desks that are missing, and say how many."""
    return sum(_made(Desk.objects.get_or_create(code=row["code"], defaults=_desk(row))) for row in rows)


def seed_wires(rows: Iterable[Row]) -> int:
    """Make the wires that are missing, and say how many."""
    return sum(_made(Wire.objects.get_or_create(code=row["code"], defaults=dict(row))) for row in rows)


def seed_roles(rows: Iterable[Row]) -> int:
    """Make the roles that are missing, and give all of them the permissions they should have.

    A role may include others; a permission may be a pattern such as `moderation.view_*`. What administrators
    added stays.

    :raises UnreadableSeed: a permission or an included role does not exist
    """
    roles = {row["name"]: row for row in rows}
    known = {f"{one.content_type.app_label}.{one.codename}": one for one in _permissions()}
    made = 0
    for name in roles:
        group, is_new = Group.objects.get_or_create(name=name)
        made += is_new
        wanted = _resolve(name, roles, known)
        group.permissions.add(*(known[permission] for permission in wanted))
    return made


def seed_reports(rows: Iterable[Row], *, now: datetime) -> int:
    """Make the report subscriptions that are missing, and say how many.

    :raises UnreadableSeed: one names a desk or a role that does not exist
    """
    return sum(_seed_report(row, now=now) for row in rows)


def _seed_report(row: Row, *, now: datetime) -> bool:
    if ReportSubscription.objects.filter(name=row["name"]).exists():
        return False
    desks = _named(Desk, "code", row.get("desks", []))
    roles = _named(Group, "name", row.get("roles", []))
    chosen = {key: row[key] for key in _REPORT_FIELDS if key in row}
    subscription = ReportSubscription.objects.create(
        name=row["name"], send_at=time.fromisoformat(row["send_at"]), starts_at=now, **chosen
    )
    subscription.desks.set(desks)
    subscription.recipient_roles.set(roles)
    return True


def _desk(row: Row) -> dict[str, Any]:
    hours = {key: time.fromisoformat(row[key]) for key in ("opens_at", "closes_at") if key in row}
    return {**row, **hours}


def _made(outcome: tuple[Any, bool]) -> bool:
    return outcome[1]


def _permissions() -> Iterable[Permission]:
    return Permission.objects.select_related("content_type")


def _resolve(name: str, roles: Mapping[str, Row], known: Mapping[str, Permission]) -> set[str]:
    if name not in roles:
        raise UnreadableSeed(f"roles.json includes the role “{name}”, which it does not describe")
    row = roles[name]
    wanted: set[str] = set()
    for pattern in row.get("permissions", []):
        found = fnmatch.filter(known, pattern)
        if not found:
            raise UnreadableSeed(f"roles.json gives {name} “{pattern}”, which is no permission here")
        wanted.update(found)
    for included in row.get("includes", []):
        wanted |= _resolve(included, roles, known)
    return wanted


def _named(model: type[Desk] | type[Group], field: str, names: list[str]) -> list[Any]:
    found = list(model._default_manager.filter(**{f"{field}__in": names}))
    missing = set(names) - {getattr(one, field) for one in found}
    if missing:
        raise UnreadableSeed(
            f"the seeds name {', '.join(sorted(missing))}, which is no {model._meta.verbose_name} here"
        )
    return found
