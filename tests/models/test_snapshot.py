"""A snapshot shows one state of the database, and keeps nobody from writing."""

from __future__ import annotations

import threading
from collections.abc import Callable

from models.database import database, transaction
from models.scan import Scan
from models.snapshot import snapshot
from tests.factories import make_scan


def elsewhere(do: Callable[[], object]) -> None:
    """Do something on another connection."""

    def run() -> None:
        do()
        database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=20)
    assert not thread.is_alive(), "The writer waits for the reader."


def write() -> None:
    with transaction():
        make_scan()


def test_what_others_write_is_seen_only_afterwards():
    make_scan()
    with snapshot():
        assert Scan.select().count() == 1
        elsewhere(write)
        assert Scan.select().count() == 1
    assert Scan.select().count() == 2


def test_it_ends_where_its_reader_gives_up():
    def read():
        with snapshot():
            while True:
                yield Scan.select().count()

    reader = read()
    assert next(reader) == 0
    reader.close()
    elsewhere(write)
    assert Scan.select().count() == 1
    assert database.transaction_depth() == 0
