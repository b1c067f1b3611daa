"""What keeping costs: ``python tests/benchmarks/bench_history.py [messages]``.

Fills an encrypted history on the real disk, by default with 100,000 messages, and
prints what each act takes; then what settings and storage cost at the start.
"""

from __future__ import annotations

import json
import queue
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes import MemorySecrets
from lumen.core.clock import MonotonicClock
from lumen.core.conversation import Role
from lumen.core.events import Event, HistoryOpened
from lumen.core.units import Seconds
from lumen.storage.database import Database
from lumen.storage.history import SqliteHistory
from lumen.storage.keeper import Keeper
from lumen.storage.unlocking import make_vault, unwrap_all
from lumen.storage.vault import SecretKey, WrappingKey

TEXT = "A message of the length that people say to a companion, about ninety characters each."
IMPORTS = (
    "lumen.storage.settings",
    "lumen.storage.keeper",
    "lumen.models.shelf",
    "lumen.observe.metrics",
    "lumen.cli.models",
)


def opened(path: Path, key: bytes) -> SqliteHistory:
    database = Database(path)
    wrapping = WrappingKey.from_keyring(SecretKey(key))
    keys = unwrap_all(database.slots(), wrapping)
    return SqliteHistory(database, make_vault(database, keys, [wrapping]), [wrapping])


def timed(act: Callable[[], object], times: int = 1) -> list[float]:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begin)
    return spent


def row(name: str, spent: list[float], note: str = "") -> None:
    spent = sorted(spent)
    p50, p95 = statistics.median(spent), spent[max(0, round(0.95 * len(spent)) - 1)]
    print(f"{name:<44}{p50 * 1000:>10.2f}{p95 * 1000:>10.2f}  {note}")


def fill(history: SqliteHistory, count: int) -> None:
    """Rows as `add` makes them, in one transaction: an import, not a conversation."""
    with history._database.writing() as connection:
        first = connection.execute(
            "SELECT coalesce(max(id), 0) + 1 FROM messages"
        ).fetchone()[0]
        fields = {"role": "user", "text": TEXT, "at": 1.0, "spoken": True}
        content = json.dumps(
            fields | {"interrupted": False, "rating": 0, "provider": ""}
        ).encode()
        vault = history._vault
        connection.executemany(
            "INSERT INTO messages VALUES (?, ?, ?)",
            (
                (n, vault.current, vault.seal("messages", n, content))
                for n in range(first, first + count)
            ),
        )


def keeper_opens(path: Path, key: bytes) -> None:
    secrets = MemorySecrets()
    secrets.kept = key
    events: queue.Queue[Event] = queue.Queue()
    keeper = Keeper(path, events.put, MonotonicClock(), secrets)
    keeper.open()
    assert isinstance(events.get(timeout=60), HistoryOpened)
    keeper.close(Seconds(60.0))


def history_table(path: Path, count: int) -> None:
    key = bytes(range(32))
    history = opened(path, key)
    print(
        f"\n{'history, ' + format(count, ',') + ' messages':<44}{'p50 ms':>10}{'p95 ms':>10}"
    )
    row(
        "add, durable (fsync each)",
        timed(lambda: history.add(Role.USER, TEXT, 1.0), 500),
    )
    row(
        "fill in one transaction",
        timed(lambda: fill(history, count - 500)),
        f"{count:,} rows",
    )
    history.close()
    row("open the file, newest 50", timed(lambda: open_and_read(path, key), 20))
    row("keeper: open, 200 shown, closed", timed(lambda: keeper_opens(path, key), 20))
    history = opened(path, key)
    row("50 before the middle", timed(lambda: history.before(count // 2, 50), 50))
    row("count", timed(lambda: history.count, 20))
    row("rate", timed(lambda: history.rate(count // 2, 1), 100))
    row("decrypt all", timed(lambda: history.last(count)))
    numbers = iter(range(100, 200))
    row("remove, log emptied", timed(lambda: history.remove(next(numbers)), 50))
    row("change keys: all encrypted anew", timed(history.change_keys))
    size = path.stat().st_size
    row("clear, with a new key", timed(history.clear), f"file was {size / 1e6:.1f} MB")
    history.close()


def open_and_read(path: Path, key: bytes) -> None:
    history = opened(path, key)
    assert len(history.last(50)) == 50
    history.close()


def start_table() -> None:
    print(f"\n{'at the start':<44}{'p50 ms':>10}{'p95 ms':>10}")
    row(
        "Argon2id, 64 MiB",
        timed(lambda: WrappingKey.from_passphrase("four words or more"), 10),
    )
    for module in IMPORTS:
        row(f"import {module}", [import_seconds(module) for _ in range(7)])


def import_seconds(module: str) -> float:
    """In a process that has asyncio, logging and dataclasses, as Lumen's has."""
    program = (
        "import asyncio, logging, dataclasses, pathlib, json, time; t = time.perf_counter();"
        f"import {module}; print(time.perf_counter() - t)"
    )
    return float(subprocess.check_output([sys.executable, "-c", program], text=True))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        history_table(Path(folder) / "history.sqlite3", count)
    start_table()


if __name__ == "__main__":
    main()
