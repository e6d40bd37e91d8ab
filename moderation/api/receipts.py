"""Answer what became of copy: received, filed, screened, or refused after all; one shape for all of it."""

from __future__ import annotations

import time
from typing import Any

from rest_framework import status
from rest_framework.response import Response

from articles.models import Arrival, ArrivalState
from articles.operations import Outcome, Receipt
from moderation.api.shapes import RunOut
from moderation.api.waiting import wait_for
from moderation.models import ScreeningRun

_PAUSE = 0.1


def answer_receipt(receipt: Receipt, seconds: float) -> Response:
    """Answer what became of copy, once its screening has ended or the wait is over."""
    run = _run_of(receipt, seconds)
    headers = {"Location": f"/api/v1/articles/{receipt.article.pk}"}
    code = status.HTTP_200_OK if receipt.outcome == Outcome.UNCHANGED else status.HTTP_201_CREATED
    if run is not None and run.is_open:
        code, headers["Location"] = status.HTTP_202_ACCEPTED, f"/api/v1/runs/{run.pk}"
    return Response(_describe_receipt(receipt, run, headers["Location"]), status=code, headers=headers)


def answer_received(arrival: Arrival) -> Response:
    """Answer that copy is safe, and where to ask what becomes of it."""
    headers = {"Location": _address_of(arrival)}
    return Response(_describe_unfiled(arrival), status=status.HTTP_202_ACCEPTED, headers=headers)


def answer_arrival(arrival: Arrival, seconds: float) -> Response:
    """Answer what has become of an arrival by now, or within so many seconds."""
    began = time.monotonic()
    while arrival.state == ArrivalState.RECEIVED and time.monotonic() < began + seconds:
        time.sleep(_PAUSE)
        arrival.refresh_from_db()
    if arrival.article is None:
        return Response(_describe_unfiled(arrival))
    left = max(0.0, began + seconds - time.monotonic())
    receipt = Receipt(arrival.article, arrival.version, Outcome(arrival.outcome), tuple(arrival.warnings))
    headers = {"Location": f"/api/v1/articles/{arrival.article.pk}"}
    return Response(_describe_receipt(receipt, _run_of(receipt, left), headers["Location"]), headers=headers)


def _describe_receipt(receipt: Receipt, run: ScreeningRun | None, location: str) -> dict[str, Any]:
    return {
        "outcome": receipt.outcome,
        "article": receipt.article.pk,
        "version": receipt.version.number if receipt.version else None,
        "warnings": list(receipt.warnings),
        "screening": RunOut(run).data if run else None,
        "refusal": None,
        "location": location,
    }


def _describe_unfiled(arrival: Arrival) -> dict[str, Any]:
    refusal = {"code": arrival.code, "detail": arrival.reason} if arrival.code else None
    return {
        "outcome": arrival.state,
        "article": None,
        "version": None,
        "warnings": list(arrival.warnings),
        "screening": None,
        "refusal": refusal,
        "location": _address_of(arrival),
    }


def _address_of(arrival: Arrival) -> str:
    return f"/api/v1/arrivals/{arrival.address}"


def _run_of(receipt: Receipt, seconds: float) -> ScreeningRun | None:
    """Return the screening of what was filed, waiting a little for its end."""
    version = receipt.version or receipt.article.latest_version
    if version is None:
        return None
    runs = ScreeningRun.objects.filter(version=version).select_related("version", "release")
    run = runs.defer("release__tables", "release__parties").newest_first().first()
    return wait_for(run, seconds) if run is not None and seconds else run
