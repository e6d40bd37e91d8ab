"""One trial: harm after harm while copy is filed, then the proofs and the figures."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.db import Error as DatabaseFault
from django.db import connection

from moderation.models import Flag, OutboxEvent, ScreeningRun
from tests.faults import proof
from tests.faults.harm import FAULTS, Fault
from tests.faults.house import House, open_door, running_house
from tests.faults.stream import Desk, Door, Stream

CALM = 3.0  # seconds of filing before each harm
WIDTH = 52  # letters of a fault's words


@dataclass(frozen=True)
class Wishes:
    """What is asked of a trial."""

    is_short: bool = False
    only: Sequence[str] = ()
    rate: float = 1.0
    patience: float = 600.0  # seconds in which the house must be whole again
    log: Path | None = None

    def faults(self) -> list[Fault]:
        """Return the faults to try."""
        names = [fault.name for fault in FAULTS]
        if unknown := set(self.only) - set(names):
            raise SystemExit(f"no such fault: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
        asked = self.only or names
        return [fault for fault in FAULTS if fault.name in asked and (fault.is_quick or not self.is_short)]


@dataclass
class Row:
    """What was seen of one fault."""

    fault: Fault
    began: float
    seconds: float = 0.0
    waits_for: str = ""
    filed: Sequence[int] = ()
    lost: Sequence[int] = ()

    def __str__(self) -> str:
        after = "never" if self.waits_for else f"{self.seconds:.0f} s"
        return f"{self.fault.what:{WIDTH}} {len(self.filed):6} {len(self.lost):5} {after:>12}"


@dataclass
class Trial:
    """A house, what is filed to it, and what was seen."""

    house: House
    stream: Stream
    desk: Desk
    since: datetime
    patience: float
    rows: list[Row] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def do(self, fault: Fault) -> Row:
        """Do one harm while copy is filed, and wait until all of before its end is whole again."""
        row = Row(fault, began=time.time())
        time.sleep(CALM)
        fault.harm(self.house)
        ended, moment = time.monotonic(), time.time()
        while (waits_for := self._under_way(moment)) and time.monotonic() < ended + self.patience:
            time.sleep(0.25)
        row.seconds, row.waits_for = time.monotonic() - ended, waits_for
        row.filed = [number for number, at in self.stream.begun.items() if row.began <= at < moment]
        row.lost = proof.lost(row.filed)
        self.rows.append(row)
        if waits_for:
            self.complaints.append(f"{fault.name}: after {self.patience:.0f} s still waiting for {waits_for}")
        return row

    def end(self) -> None:
        """Let all come to rest, and look at everything."""
        unanswered = self.stream.stop(seconds=self.patience)
        deadline = time.monotonic() + self.patience
        while self._under_way(time.time()) and time.monotonic() < deadline:
            time.sleep(0.25)
        self.desk.stop()
        while self._under_way(time.time()) and time.monotonic() < deadline:
            time.sleep(0.25)
        heard = [one.headers.get("webhook-id", "") for one in self.house.receiver.heard]
        self.complaints += [f"number {number} was never answered" for number in unanswered]
        self.complaints += [f"number {number} was refused: {status}" for number, status in self.stream.refused.items()]
        for found in self._proofs(heard):
            self.complaints += found

    def _proofs(self, heard: list[str]) -> Iterator[Iterator[str]]:
        yield proof.idle(self.stream.answered, self.desk.returned, heard)
        yield proof.misread()
        yield proof.misflagged()
        yield proof.miswritten()
        yield proof.unsaid(heard, since=self.since)
        yield proof.unmailed(self.house.kept_mail, self.desk.returned)

    def _under_way(self, moment: float) -> str:
        """Say what of before a moment is not done: no answer to a program, nothing new answered, rows that wait."""
        if unanswered := self.stream.unanswered(before=moment):
            return f"{len(unanswered)} answers"
        try:
            return proof.whole_at(datetime.fromtimestamp(moment, tz=UTC))
        except DatabaseFault as fault:
            connection.close()
            return f"the database ({fault})"


def run_trial(folder: Path, wishes: Wishes) -> int:
    """Run a house, harm it, and print the figures; return 1 where something is missing."""
    faults = wishes.faults()
    with running_house(folder) as house:
        try:
            trial = begin(house, wishes)
            say(f"{'fault':{WIDTH}} {'filed':>6} {'lost':>5} {'whole after':>12}")
            for fault in faults:
                say(trial.do(fault))
            trial.end()
            lost = proof.lost(trial.stream.answered)
            for line in figures(trial, lost):
                say(line)
        finally:
            connection.close()
            if wishes.log:
                shutil.copy(house.places.logs / "up.log", wishes.log)
    return 1 if lost or trial.complaints else 0


def begin(house: House, wishes: Wishes) -> Trial:
    """Let the stream of copy begin."""
    filing, deciding = open_door(house)
    stream, desk = Stream(Door(house.address, filing), wishes.rate), Desk(Door(house.address, deciding))
    trial = Trial(house, stream, desk, since=datetime.now(tz=UTC), patience=wishes.patience)
    stream.start()
    desk.start()
    return trial


def figures(trial: Trial, lost: Sequence[int]) -> Iterator[str]:
    """Return the sums and the complaints, line by line."""
    answered = trial.stream.answered
    heard = [one.headers.get("webhook-id", "") for one in trial.house.receiver.heard]
    mails = list(proof.mails_in(trial.house.kept_mail))
    troubles = sorted(trial.stream.troubles.items())
    said = ", ".join(f"{status or 'no answer'} {count} times" for status, count in troubles) or "never"
    yield f"articles answered with 2xx {len(answered)}, lost {len(lost)}; asked again after: {said}"
    yield f"screenings {ScreeningRun.objects.count()}, of them done {ScreeningRun.objects.filter(state='done').count()}"
    yield f"flags {Flag.objects.count()}; events of the history {proof.verify_chain().checked}, in one chain"
    again = len(heard) - len(set(heard))
    yield f"messages {OutboxEvent.objects.count()}, heard {len(set(heard))}, and {again} times once more"
    yield f"mails {len(mails)}, of them different {len(set(mails))}"
    yield from (f"WRONG: {complaint}" for complaint in trial.complaints)
    yield "nothing is lost" if not lost and not trial.complaints else "NOT WHOLE"


def say(line: object) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
