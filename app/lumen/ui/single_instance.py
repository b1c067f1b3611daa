"""One Lumen for each person: a second start brings the first window to the front.

A lock file that the kernel vouches for decides who is first; the local socket only
carries the wish. (A server alone races: removing a stale socket can take over a living
one's path.)
"""

from __future__ import annotations

import time
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_ASK = b"raise\n"
_YES = b"ok\n"
_TRIES = 20
_PAUSE_SECONDS = 0.05
_PATIENCE_SECONDS = 8.0
"""A first start on a slow machine answers within this; one that hangs never does."""

_LONGEST_BYTES = 64


class Standing(Enum):
    """What a start found."""

    FIRST = "first"
    """No other Lumen runs; this one does now."""
    SECOND = "second"
    """Another one runs and has come to the front."""
    UNANSWERED = "unanswered"
    """Another one holds the lock but does not answer."""


class SingleInstance(QObject):
    """Finds out whether Lumen runs already.

    Args:
        folder: Where lock and socket lie.
        name: Their name without ending.

    Signals:
        raise_wanted: Another start asks this one to come to the front.
    """

    raise_wanted = Signal()

    def __init__(self, folder: Path, name: str = "lumen-companion") -> None:
        super().__init__()
        self._path = str(folder / f"{name}.sock")
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # a dead owner is noticed, an old one is not
        self._server: QLocalServer | None = None
        self._peers: list[QLocalSocket] = []

    def claim(self, tries: int = _TRIES) -> Standing:
        """Become the first, or tell the first to show itself.

        Where no lock can be made, as on a full disk or one that may only be read,
        every start is the first: better two than none.
        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for attempt in range(tries):
            if self._lock.tryLock(0):
                self._listen()
                return Standing.FIRST
            if self._ask():
                return Standing.SECOND
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                self._listen()
                return Standing.FIRST
            if time.monotonic() > deadline:
                break
            if attempt + 1 < tries:
                time.sleep(_PAUSE_SECONDS)  # it holds the lock but does not listen yet
        return Standing.UNANSWERED

    def release(self) -> None:
        """Let another start be the first."""
        self._peers.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._path)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_connection)
        server.listen(self._path)
        self._server = server

    def _ask(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._path)
        if not socket.waitForConnected(200):
            return False
        socket.write(_ASK)
        socket.waitForBytesWritten(500)
        answered = socket.waitForReadyRead(1000)
        return answered and bytes(socket.readAll().data()).startswith(_YES)

    def _on_connection(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._peers.append(socket)
            socket.readyRead.connect(self._on_words)
            socket.disconnected.connect(self._on_words)
            self._on_asked(socket)

    def _on_words(self) -> None:
        for socket in self._peers:
            self._on_asked(socket)
        unconnected = QLocalSocket.LocalSocketState.UnconnectedState
        gone = [s for s in self._peers if s.state() is unconnected]
        self._peers = [s for s in self._peers if s not in gone]
        for socket in gone:
            socket.deleteLater()

    def _on_asked(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _LONGEST_BYTES:
            socket.readAll()
            socket.disconnectFromServer()
        elif socket.canReadLine():
            if bytes(socket.readLine().data()) == _ASK:
                socket.write(_YES)
                socket.flush()
                self.raise_wanted.emit()
            socket.disconnectFromServer()
