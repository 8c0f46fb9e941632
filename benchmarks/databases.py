"""Throwaway databases, and copies of them, on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.with_postgres import server


@contextmanager
def databases(kind):
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        if kind == "sqlite":
            yield SQLite(Path(folder))
        elif address := os.environ.get("TEST_DATABASE_URL"):
            yield PostgreSQL(address)
        else:
            with server() as address:
                yield PostgreSQL(address)


class SQLite:
    def __init__(self, folder):
        self.folder = folder

    def path(self, name):
        return self.folder / f"{name}.sqlite3"

    def address(self, name):
        return f"sqlite:///{self.path(name)}"

    def make(self, name):
        return self.address(name)

    def copy(self, name, to):
        shutil.copyfile(self.path(name), self.path(to))
        return self.address(to)

    def drop(self, name):
        self.path(name).unlink(missing_ok=True)


class PostgreSQL:
    def __init__(self, address):
        self.server = address

    def address(self, name):
        return urlunsplit(urlsplit(self.server)._replace(path=f"/benchmark_{name}"))

    def make(self, name):
        self.drop(name)
        self._run(f"CREATE DATABASE benchmark_{name}")
        return self.address(name)

    def copy(self, name, to):
        self.drop(to)
        self._run(f"CREATE DATABASE benchmark_{to} TEMPLATE benchmark_{name}")
        return self.address(to)

    def drop(self, name):
        self._run(f"DROP DATABASE IF EXISTS benchmark_{name}")

    def _run(self, statement):
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)
