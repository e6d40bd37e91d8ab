"""The local mail server keeps every mail as a file."""

import smtplib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.local.child import Child, Recipe, start
from config.local.mailbox import list_mails
from tests.config.mails import make_mail, send

ROOT = Path(__file__).parents[2]


def run_server(folder: Path) -> Child:
    port_file = folder / "smtp-port"
    before = port_file.stat().st_mtime_ns if port_file.exists() else 0
    words = ["-m", "config.local.mailserver", str(folder / "mail"), str(port_file)]
    child = start(Recipe("mail", [sys.executable, *words], folder=ROOT))
    deadline = time.monotonic() + 20
    while not port_file.exists() or port_file.stat().st_mtime_ns == before:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return child


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Path]:
    child = run_server(tmp_path)
    yield tmp_path
    child.stop()


def port_of(house: Path) -> int:
    return int((house / "smtp-port").read_text())


def test_a_sent_mail_is_kept_whole(house: Path) -> None:
    send(make_mail("Bilan : 3 dépêches"), port_of(house))

    (kept,) = list_mails(house / "mail")

    assert kept.message["Subject"] == "Bilan : 3 dépêches"
    assert kept.text.strip() == "Two flags wait since Monday."
    assert kept.message["X-Envelope-To"] == "ann@localhost"


def test_the_newest_mail_comes_first(house: Path) -> None:
    for subject in ("first", "second", "third"):
        send(make_mail(subject), port_of(house))

    subjects = [mail.message["Subject"] for mail in list_mails(house / "mail")]

    assert subjects == ["third", "second", "first"]


def test_kept_mails_are_for_their_owner_only(house: Path) -> None:
    send(make_mail(), port_of(house))

    assert (house / "mail").stat().st_mode & 0o077 == 0


def test_a_mail_larger_than_any_digest_is_refused(house: Path) -> None:
    mail = make_mail()
    mail.add_attachment(b"x" * (33 * 1024 * 1024), "application", "octet-stream", filename="huge")

    with pytest.raises(smtplib.SMTPResponseException) as refusal:
        send(mail, port_of(house))

    assert refusal.value.smtp_code == 552
    assert list_mails(house / "mail") == []


def test_a_server_started_again_keeps_its_port_and_its_mails(tmp_path: Path) -> None:
    first = run_server(tmp_path)
    send(make_mail("before"), port_of(tmp_path))
    port = port_of(tmp_path)
    first.stop()

    second = run_server(tmp_path)
    send(make_mail("after"), port_of(tmp_path))
    second.stop()

    assert port_of(tmp_path) == port
    assert [mail.message["Subject"] for mail in list_mails(tmp_path / "mail")] == ["after", "before"]


def test_two_servers_on_one_machine_take_two_ports(house: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other_folder = tmp_path_factory.mktemp("other")

    other = run_server(other_folder)

    other.stop()
    assert port_of(other_folder) != port_of(house)
