"""Where the embedded servers keep what they keep."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

POSTGRES_MAJOR = 18
DATABASE_NAME = "second_source"
OWNER_ROLE = "second_source"
APP_ROLE = "second_source_app"
# A socket's address holds 107 bytes; "/.s.PGSQL.5432.lock" takes 19 of them.
LONGEST_SOCKET_FOLDER = 85


@dataclass(frozen=True, slots=True)
class Places:
    """Name every file and address below one folder; touch nothing."""

    folder: Path

    @property
    def postgres_data(self) -> Path:
        """Name PostgreSQL's data folder, one for each major version."""
        return self.folder / f"postgres-{POSTGRES_MAJOR}"

    @property
    def valkey_data(self) -> Path:
        """Name Valkey's data folder."""
        return self.folder / "valkey"

    @property
    def logs(self) -> Path:
        """Name the folder of the servers' own logs."""
        return self.folder / "log"

    @property
    def mail(self) -> Path:
        """Name the folder of received mails, one `.eml` file each."""
        return self.folder / "mail"

    @property
    def smtp_port(self) -> Path:
        """Name the file in which the local mail server notes its port."""
        return self.folder / "smtp-port"

    @property
    def site_address(self) -> Path:
        """Name the file in which the running house notes its address, for commands that write links."""
        return self.folder / "site-address"

    @property
    def sign_ins(self) -> Path:
        """Name the file of the first sign-ins."""
        return self.folder / "sign-ins"

    @property
    def secret_key(self) -> Path:
        """Name the file of Django's secret key."""
        return self.folder / "secret-key"

    @property
    def beat_schedule(self) -> Path:
        """Name the file in which beat remembers its last runs."""
        return self.folder / "beat-schedule"

    @property
    def lock(self) -> Path:
        """Name the file that the running supervisor holds locked."""
        return self.folder / "lock"

    @property
    def sockets(self) -> Path:
        """Name the folder of the unix sockets; in the temporary folder where the path would be too long."""
        beside = self.folder / "run"
        if len(os.fsencode(beside)) <= LONGEST_SOCKET_FOLDER:
            return beside
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"second-source-{os.geteuid()}-{digest}"

    @property
    def valkey_socket(self) -> Path:
        """Name Valkey's unix socket."""
        return self.sockets / "valkey.sock"

    @property
    def broker_url(self) -> str:
        """Give Celery's address of the embedded Valkey."""
        return f"redis+socket://{self.valkey_socket}"

    def database_url(self, role: str, database: str = DATABASE_NAME) -> str:
        """Give the address of the embedded PostgreSQL for one role."""
        return f"postgresql://{role}@/{database}?host={self.sockets}"


def read_port(file: Path) -> int | None:
    """Return the port that a server has noted; None where no note is there, or none that can be read."""
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return None
