"""A writer that is killed at any moment loses nothing it was told is kept."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from lumen.storage.database import Database
from lumen.storage.history import SqliteHistory
from lumen.storage.unlocking import make_vault, unwrap_all
from lumen.storage.vault import SecretKey, WrappingKey

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_history_survives_kill import open_history
from lumen.core.conversation import Role

history = open_history(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10**9):
    message = history.add(Role.USER, f"message {number} " + "x" * (number % 997), float(number))
    if number % 10 == 9:
        history.rate(message.id, 1)
    print(message.id, flush=True)
"""


def open_history(path: Path) -> SqliteHistory:
    database = Database(path)
    wrapping = WrappingKey.from_keyring(SecretKey(bytes(32)))
    keys = unwrap_all(database.slots(), wrapping)
    return SqliteHistory(database, make_vault(database, keys, [wrapping]), [wrapping])


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    chance = random.Random(7)
    told: list[int] = []
    for _ in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent)],
            stdout=subprocess.PIPE,
            text=True,
        )
        with writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            told.extend(
                int(writer.stdout.readline()) for _ in range(chance.randint(1, 120))
            )
            writer.kill()
            told.extend(int(line) for line in writer.stdout if line.endswith("\n"))
        history = open_history(path)
        messages = history.last(10**6)
        kept = [message.id for message in messages]
        assert kept == sorted(set(kept))
        assert set(told) <= set(kept)
        assert len(kept) - len(told) <= 10  # one per kill may be kept and not yet told
        assert history.damaged == 0
        assert all(message.text.startswith("message ") for message in messages)
        history.close()
    assert not list(tmp_path.glob("*.damaged-*"))
