"""A real SMTP server that sends nothing on: it keeps every mail as a file."""

import argparse
import asyncio
import contextlib
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from config.local.places import read_port

FIRST_PORT = 8025
PORTS_TRIED = 20
LARGEST_BYTES = 32 * 1024 * 1024


class MailKeeper:
    """Write each accepted mail into a folder, named so that names sort by arrival."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one mail; answer the client only when the file is whole."""
        name = f"{time.time_ns():020d}-{os.urandom(3).hex()}.eml"
        recipients = ", ".join(envelope.rcpt_tos)
        unfinished = self.folder / f".{name}"
        unfinished.write_bytes(f"X-Envelope-To: {recipients}\r\n".encode() + (envelope.original_content or b""))
        unfinished.rename(self.folder / name)
        return "250 kept"


async def serve(folder: Path, port_file: Path) -> None:
    """Listen on a free port of this machine, note it, and run until told to stop."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = await _listen(MailKeeper(folder), wanted=read_port(port_file) or FIRST_PORT)
    # In one step: whoever reads it meanwhile never finds half of it.
    unfinished = port_file.with_name(f".{port_file.name}.new")
    unfinished.write_text(str(server.sockets[0].getsockname()[1]))
    unfinished.replace(port_file)
    async with server:
        await stop.wait()


async def _listen(keeper: MailKeeper, *, wanted: int) -> asyncio.Server:
    # Port 0, tried last, lets the kernel choose.
    loop = asyncio.get_running_loop()
    for port in (wanted, *range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)):
        with contextlib.suppress(OSError):
            return await loop.create_server(_protocol(keeper), "127.0.0.1", port)
    return await loop.create_server(_protocol(keeper), "127.0.0.1", 0)


def _protocol(keeper: MailKeeper) -> Callable[[], SMTP]:
    return lambda: SMTP(keeper, data_size_limit=LARGEST_BYTES, enable_SMTPUTF8=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("port_file", type=Path)
    words = parser.parse_args()
    asyncio.run(serve(words.folder, words.port_file))
