"""A slice leaves the house with the proof that it belongs to the chain."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.actor import Actor
from articles.models import Article, Desk
from moderation.models import AuditEvent, AuditHead
from moderation.workflow.audit import record
from moderation.workflow.chain import digest_event, frame, link
from moderation.workflow.deciding import approve
from moderation.workflow.exporting import BrokenProof, Slice, check_export, export_audit
from tests.audit.conftest import NOW
from tests.workflow.newsroom import lead_to, review_of

Chain = Callable[[int], list[AuditEvent]]


def export(chosen: Slice, form: str = "jsonl") -> list[str]:
    return list(export_audit(chosen=chosen, form=form, actor=Actor.system(), now=NOW).lines)


def forged(line: str, **changes: Any) -> str:
    """Return an event that says what never happened."""
    return json.dumps({**json.loads(line), "action": "version.approved", "reason": "never happened", **changes})


def with_digest(line: str) -> str:
    """Return a proof with a digest that belongs to no event."""
    proof = json.loads(line)["proof"]
    return json.dumps({"proof": {**proof, "digests_between": [*proof["digests_between"], "0" * 64]}})


@pytest.mark.django_db
class TestExport:
    """What is in an export, and what it proves."""

    def test_an_article_leaves_with_its_proof(self, clean: Article, editor: Actor, chain: Chain) -> None:
        chain(3)
        review = review_of(clean)
        approve(review=review, content_hash=review.version.content_hash, actor=editor, now=NOW)
        chain(2)

        lines = export(Slice(article_id=clean.pk))

        assert check_export(lines) == len(lines) - 1 == AuditEvent.objects.filter(article_id=clean.pk).count() - 1
        proof = json.loads(lines[-1])["proof"]
        assert proof["head"]["sequence"] == AuditHead.objects.get().sequence - 1

    def test_the_export_itself_is_recorded(self, clean: Article) -> None:
        export(Slice(article_id=clean.pk))

        event = AuditEvent.objects.latest("sequence")
        assert (event.action, event.article_id, event.after["form"]) == ("audit.exported", clean.pk, "jsonl")

    def test_a_period_is_narrowed_to_its_days(self, chain: Chain) -> None:
        chain(5)

        lines = export(Slice(since=NOW + timedelta(minutes=1), until=NOW + timedelta(minutes=3)))

        assert [json.loads(line)["sequence"] for line in lines[:-1]] == [2, 3]
        assert check_export(lines) == 2

    def test_a_desk_is_all_of_its_articles(self, clean: Article, article: Article) -> None:
        lines = export(Slice(desk_id=clean.desk_id))

        about = {json.loads(line)["article_id"] for line in lines[:-1]}
        assert about == {str(clean.pk), str(article.pk)}

    def test_a_desk_is_the_articles_that_stand_there(self, clean: Article, article: Article) -> None:
        war = Desk.objects.create(code="war", name="War", language="en", time_zone="Europe/Paris")
        filed_to = clean.desk_id
        lead_to(clean, war)

        at_war = export(Slice(desk_id=war.pk))
        at_home = export(Slice(desk_id=filed_to))

        assert {json.loads(line)["article_id"] for line in at_war[:-1]} == {str(clean.pk)}
        assert {json.loads(line)["article_id"] for line in at_home[:-1]} == {str(article.pk)}
        assert check_export(at_war) == len(at_war) - 1

    def test_nothing_chosen_is_an_empty_export(self, db: None) -> None:
        lines = export(Slice(article_id=12345))

        assert check_export(lines) == 0

    @pytest.mark.parametrize("line", [0, 1, 2])
    def test_a_changed_event_proves_nothing(self, chain: Chain, line: int) -> None:
        chain(6)
        lines = export(Slice(since=NOW + timedelta(minutes=2), until=NOW + timedelta(minutes=5)))
        event = json.loads(lines[line])
        event["reason"] = "another"
        lines[line] = json.dumps(event)

        with pytest.raises(BrokenProof, match=f"event {event['sequence']}"):
            check_export(lines)

    def test_a_removed_event_proves_nothing(self, chain: Chain) -> None:
        chain(4)
        lines = export(Slice())

        with pytest.raises(BrokenProof):
            check_export([lines[0], *lines[2:]])

    def test_an_export_of_events_apart_from_each_other_is_proven(self, chain: Chain, clean: Article) -> None:
        chain(2)
        record(action="version.returned", actor=Actor.system(), obj=clean, now=NOW, reason="why")
        chain(2)

        lines = export(Slice(article_id=clean.pk))

        assert check_export(lines) == len(lines) - 1

    @pytest.mark.parametrize(
        ("changed", "line"),
        [
            (lambda lines: [lines[0], forged(lines[1]), *lines[1:]], 3),  # forged before the genuine one
            (lambda lines: [*lines[:2], forged(lines[1]), *lines[2:]], 3),  # and after it
            (lambda lines: [lines[0], lines[0], *lines[1:]], 2),
            (lambda lines: [lines[1], lines[0], *lines[2:]], 2),
            (lambda lines: [forged(lines[0], sequence=1), *lines], 1),
            (lambda lines: [*lines[:-1], forged(lines[0], sequence=99), lines[-1]], 4),
            (lambda lines: [forged(lines[0], remark="seen"), *lines[1:]], 1),
            (lambda lines: [*lines[:-1], with_digest(lines[-1])], 4),
        ],
    )
    def test_what_was_put_in_repeated_or_moved_proves_nothing(
        self, chain: Chain, changed: Callable[[list[str]], list[str]], line: int
    ) -> None:
        chain(5)
        lines = export(Slice(since=NOW + timedelta(minutes=1), until=NOW + timedelta(minutes=4)))
        assert check_export(lines) == 3

        with pytest.raises(BrokenProof, match=f"line {line}"):
            check_export(changed(lines))

    def test_a_field_that_is_told_twice_proves_nothing(self, chain: Chain) -> None:
        chain(1)
        lines = export(Slice())

        with pytest.raises(BrokenProof, match="twice"):
            check_export([lines[0].replace('"reason":', '"reason": "another", "reason":'), *lines[1:]])

    def test_csv_holds_the_same_fields(self, chain: Chain) -> None:
        chain(2)

        *table, proof = export(Slice(), "csv")

        rows = list(csv.DictReader(io.StringIO("\n".join(table))))
        assert [row["reason"] for row in rows] == ["because 0", "because 1"]
        assert json.loads(proof)["proof"]["from"] == 1

    @pytest.mark.parametrize("reason", ['=HYPERLINK("https://elsewhere.example","see")', "+1", "- withdrawn", "@kill"])
    def test_csv_holds_nothing_that_a_spreadsheet_computes(self, clean: Article, reason: str) -> None:
        record(action="copy.killed", actor=Actor.system(), obj=clean, now=NOW, reason=reason)

        *table, _proof = export(Slice(article_id=clean.pk), "csv")

        rows = list(csv.DictReader(io.StringIO("\n".join(table))))
        assert rows[-1]["reason"] == f"'{reason}"

    def test_the_command_writes_and_checks(
        self, clean: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "slice.jsonl"
        call_command("export_audit", article=clean.pk, output=path)

        call_command("export_audit", check=path)

        assert "events are what the chain holds" in capsys.readouterr().out

    @pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c", "\r", "\n"])
    def test_a_reason_with_line_ends_in_it_is_proven(self, clean: Article, tmp_path: Path, sign: str) -> None:
        record(action="version.returned", actor=Actor.system(), obj=clean, now=NOW, reason=f"from a PDF:{sign}who?")
        path = tmp_path / "slice.jsonl"
        call_command("export_audit", article=clean.pk, output=path)

        call_command("export_audit", check=path)

    @pytest.mark.parametrize("line", ["[1]", "1", '"x"', "null", "{}"])
    @pytest.mark.parametrize("is_last", [False, True])
    def test_a_line_of_another_kind_is_named(self, chain: Chain, line: str, is_last: bool) -> None:
        chain(2)
        lines = export(Slice())
        lines[-1 if is_last else 0] = line

        with pytest.raises(BrokenProof, match="the last line is no proof" if is_last else "line 1"):
            check_export(lines)

    def test_a_number_in_the_place_of_a_word_is_named(self, chain: Chain) -> None:
        chain(2)
        lines = export(Slice())
        lines[1] = json.dumps({**json.loads(lines[1]), "actor_id": 7})

        with pytest.raises(BrokenProof, match="line 2: its fields"):
            check_export(lines)

    def test_an_empty_file_proves_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "empty.jsonl"
        path.write_text("")

        with pytest.raises(CommandError, match="proves nothing"):
            call_command("export_audit", check=path)

    def test_the_command_prints_where_no_file_is_named(
        self, clean: Article, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("export_audit", desk="Monde", since="2026-03-10", until="2026-03-11", format="csv")

        assert capsys.readouterr().out.startswith("sequence,hash,at,actor_kind")

    def test_the_command_refuses_an_unknown_desk(self, db: None) -> None:
        with pytest.raises(CommandError, match="no desk"):
            call_command("export_audit", desk="nowhere")

    def test_a_file_that_cannot_be_written_is_a_line_and_no_export(self, clean: Article, tmp_path: Path) -> None:
        before = AuditEvent.objects.count()

        with pytest.raises(CommandError, match="there is no folder"):
            call_command("export_audit", output=tmp_path / "missing" / "slice.jsonl")
        with pytest.raises(CommandError, match="there is no folder"):
            call_command("verify_audit", write_checkpoint=tmp_path / "missing" / "head.txt")
        assert AuditEvent.objects.count() == before

        for words in ({"output": tmp_path}, {"write_checkpoint": tmp_path}):
            with pytest.raises(CommandError, match="cannot be written: Is a directory"):
                call_command("export_audit" if "output" in words else "verify_audit", **words)

    def test_the_command_says_what_proves_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "none.jsonl"
        path.write_text("[]\n")

        with pytest.raises(CommandError, match="proves nothing"):
            call_command("export_audit", check=path)

    def test_the_command_says_that_a_csv_cannot_be_checked(self, clean: Article, tmp_path: Path) -> None:
        path = tmp_path / "march.csv"
        call_command("export_audit", article=clean.pk, format="csv", output=path)

        with pytest.raises(CommandError, match="only JSON Lines can be checked"):
            call_command("export_audit", check=path)

    def test_python_and_database_hash_alike(self, chain: Chain) -> None:
        event = chain(1)[0]
        line = json.loads(export(Slice())[0])

        fields = [line[name] for name in line if name not in ("sequence", "hash")]

        assert link(event.previous_hash, event.sequence, digest_event(fields)) == event.hash


def test_no_two_lists_of_fields_look_alike() -> None:
    lists = [["a", "b"], ["ab", ""], ["", "ab"], ["a", None, "b"], [None, "ab"], ["a:1", "b"], ["é"], ["e"], [], [None]]

    assert len({frame(values) for values in lists}) == len(lists)


def test_a_length_is_in_bytes() -> None:
    assert frame(["é", None]) == b"2:\xc3\xa9-"
