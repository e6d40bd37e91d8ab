"""Real agencies' files and IPTC's samples through the API: filed, or refused with the reason, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from articles.intake import UnreadableCopy, read_copies
from articles.models import Article, Desk, Upload, Wire
from tests.api.conftest import Program

pytestmark = [pytest.mark.shared, pytest.mark.usefixtures("eager_tasks")]


def samples(cases_dir: Path) -> list[Path]:
    found = [path for path in (cases_dir.parent / "wire_samples").rglob("*.*") if path.suffix in {".json", ".xml"}]
    return sorted(path for path in found if path.parent.name != "schemas")


def send(program: Program, path: Path) -> Any:
    with path.open("rb") as file:
        return program.client.post(
            "/api/v1/articles?wait=0",
            {"wire": "northgate", "desk": "world", "file": file},
            headers={"Authorization": f"Bearer {program.secret}", "Idempotency-Key": str(path)},
        )


def reason(path: Path) -> str:
    """Return why a file's reader refuses it; an empty one where it is copy."""
    try:
        read_copies(path.read_bytes(), filename=path.name)
    except UnreadableCopy as refusal:
        return str(refusal)
    return ""


def test_every_sample_is_filed_or_refused_as_its_reader_says(program: Program, cases_dir: Path) -> None:
    answers = {path: send(program, path) for path in samples(cases_dir)}

    refused = {path: answer.json()["detail"] for path, answer in answers.items() if answer.status_code == 422}
    filed = {answer.json()["article"] for path, answer in answers.items() if path not in refused}
    assert refused == {path: reason(path) for path in answers if reason(path)}
    assert {answer.status_code for answer in answers.values()} <= {200, 201, 202, 422}
    assert filed == set(Article.objects.values_list("pk", flat=True))


def test_every_sample_passes_the_upload_page(program: Program, cases_dir: Path) -> None:
    client = program.client
    client.force_login(program.token.user)
    wire, desk = Wire.objects.get(code="northgate").pk, Desk.objects.get(code="world").pk
    heads = {"wire": wire, "desk": desk, "language": "", "kind": "syndicated"}
    for path in samples(cases_dir):
        with path.open("rb") as file:
            page = client.post("/admin/articles/upload/add/", {**heads, "file": file}, follow=True)

        assert page.status_code == 200, path
    assert set(Upload.objects.values_list("state", flat=True)) == {"filed", "refused"}
    assert Upload.objects.count() == len({path.read_bytes() for path in samples(cases_dir)})
