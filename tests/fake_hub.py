"""A model hub on loopback, faithful in what Lumen uses, hostile on demand.

    with FakeHub() as hub:
        hub.add("whisper-tiny", {"model.bin": b"...", ...})
        hub.script("model.bin", Truncate(after=1000), Corrupt())
        ModelShelf(folder, hub.address).download("whisper-tiny").result()

Each request for a file takes the first of its scripted faults; then it behaves.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from lumen.models.catalogue import find_model

REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE_BYTES = 1_000


@dataclass(frozen=True)
class Truncate:
    """Send so many bytes of what was asked for, then drop the connection."""

    after: int


@dataclass(frozen=True)
class Corrupt:
    """Change the last byte."""


@dataclass(frozen=True)
class Endless:
    """Send the content and then more, without an end."""


@dataclass(frozen=True)
class Status:
    """Answer with this status alone."""

    code: int


@dataclass(frozen=True)
class Redirect:
    """Send the client somewhere else."""

    to: str


@dataclass(frozen=True)
class IgnoreRange:
    """Send everything, whatever was asked for."""


@dataclass(frozen=True)
class WrongRange:
    """Claim to send another part than was asked for."""

    header: str = "bytes 1-2/3"


@dataclass(frozen=True)
class Stall:
    """Send so many bytes, then nothing until the hub is released."""

    after: int
    reached: threading.Event = field(default_factory=threading.Event)


Fault = (
    Truncate | Corrupt | Endless | Status | Redirect | IgnoreRange | WrongRange | Stall
)


@dataclass(frozen=True)
class Request:
    """What a client asked for."""

    path: str
    range: str
    if_range: str
    cookies: str


class FakeHub:
    """Serves models until the block ends; leaves no thread behind."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.revision = REVISION
        self.page_size = 1000
        self.listing: bytes | None = None
        """Sent instead of any JSON, when set."""
        self.etag = '"one"'
        self._repositories: dict[str, dict[str, bytes]] = {}
        self._faults: dict[str, deque[Fault]] = {}
        self._released = threading.Event()
        self._sockets: set[socket.socket] = set()
        handler = type("Handler", (_Handler,), {"hub": self})
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        """Such as ``http://127.0.0.1:12345``."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def add(self, name: str, files: Mapping[str, bytes]) -> None:
        """Serve the files of a model of the catalogue."""
        entry = find_model(name)
        repository = self._repositories.setdefault(entry.repository, {})
        for file, content in files.items():
            repository[f"{entry.folder}/{file}".lstrip("/")] = content

    def add_raw(self, repository: str, path: str, content: bytes) -> None:
        """Serve a file of any path."""
        self._repositories.setdefault(repository, {})[path] = content

    def script(self, file: str, *faults: Fault) -> None:
        """The next requests for a file of that name meet these faults."""
        self._faults.setdefault(file, deque()).extend(faults)

    def release(self) -> None:
        """End all stalls, now and later."""
        self._released.set()

    def asked(self, file: str) -> list[Request]:
        """The requests for a file's content, in order."""
        return [
            r
            for r in self.requests
            if r.path.endswith(f"/{file}") and "/resolve/" in r.path
        ]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
        self._server.shutdown()
        self._thread.join()
        for connection in tuple(self._sockets):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"
    timeout = 20

    def setup(self) -> None:
        super().setup()
        self.hub._sockets.add(self.connection)

    def finish(self) -> None:
        self.hub._sockets.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        path = unquote(parts.path)
        ask = self.headers.get
        self.hub.requests.append(
            Request(path, ask("Range", ""), ask("If-Range", ""), ask("Cookie", ""))
        )
        try:
            if path.startswith("/api/models/"):
                self._api(path.removeprefix("/api/models/"), parse_qs(parts.query))
            else:
                self._file(path)
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def _api(self, path: str, query: dict[str, list[str]]) -> None:
        hub = self.hub
        for repository, files in hub._repositories.items():
            if path == f"{repository}/revision/main":
                self._json({"id": repository, "sha": hub.revision})
                return
            if path.startswith(f"{repository}/tree/{hub.revision}"):
                folder = path.removeprefix(f"{repository}/tree/{hub.revision}").strip(
                    "/"
                )
                inside = [_item(p, c) for p, c in files.items() if p.startswith(folder)]
                start = int(query.get("cursor", ["0"])[0])
                end = start + hub.page_size
                more = f'<{hub.address}/api/models/{path}?recursive=true&cursor={end}>; rel="next"'
                self._json(inside[start:end], more if end < len(inside) else "")
                return
        self._plain(404)

    def _json(self, value: object, link: str = "") -> None:
        content = (
            self.hub.listing
            if self.hub.listing is not None
            else json.dumps(value).encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if link:
            self.send_header("Link", link)
        self.end_headers()
        self.wfile.write(content)

    def _plain(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _file(self, path: str) -> None:
        repository, _, rest = path.lstrip("/").partition("/resolve/")
        name = rest.partition("/")[2]
        content = self.hub._repositories.get(repository, {}).get(name)
        if content is None:
            self._plain(404)
            return
        waiting = self.hub._faults.get(name.rpartition("/")[2])
        fault = waiting.popleft() if waiting else None
        match fault:
            case Status(code):
                self._plain(code)
            case Redirect(to):
                self._plain(302, Location=to)
            case _:
                self._content(content, fault)

    def _content(self, content: bytes, fault: Fault | None) -> None:
        start = self._start(len(content), fault)
        if start > len(content) or (start == len(content) and start):
            self._plain(416)
            return
        body = content[start:]
        if isinstance(fault, Corrupt) and body:
            body = body[:-1] + bytes([body[-1] ^ 1])
        self.send_response(206 if start or isinstance(fault, WrongRange) else 200)
        self.send_header("ETag", self.hub.etag)
        if isinstance(fault, WrongRange):
            self.send_header("Content-Range", fault.header)
        elif start:
            self.send_header(
                "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
            )
        if isinstance(fault, Endless):
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body, fault)

    def _start(self, size: int, fault: Fault | None) -> int:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        condition = self.headers.get("If-Range", self.hub.etag)
        if (
            asked is None
            or isinstance(fault, IgnoreRange)
            or condition != self.hub.etag
        ):
            return 0
        return int(asked[1])

    def _send(self, body: bytes, fault: Fault | None) -> None:
        if isinstance(fault, Truncate):
            self.wfile.write(body[: fault.after])
            self.wfile.flush()
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        elif isinstance(fault, Stall):
            self.wfile.write(body[: fault.after])
            self.wfile.flush()
            fault.reached.set()
            self.hub._released.wait()
            self.wfile.write(body[fault.after :])
        else:
            self.wfile.write(body)
            while isinstance(fault, Endless):
                self.wfile.write(b"\0" * 65536)


def _item(path: str, content: bytes) -> dict[str, object]:
    sha1 = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    item: dict[str, object] = {
        "type": "file",
        "path": path,
        "size": len(content),
        "oid": sha1,
    }
    if len(content) >= LARGE_BYTES:
        sha256 = hashlib.sha256(content).hexdigest()
        item["lfs"] = {"oid": sha256, "size": len(content), "pointerSize": 130}
    return item
