"""A server that speaks Ollama's protocol over real HTTP on loopback, from a script.

Timing is controlled, faults are injected, and every request is logged with whether its
client hung up. It holds no language model.

In a test::

    with FakeOllama(ttft=0.15, tps=40) as server:
        server.say("Hello there.", fault=Fault.RESET, after=2)
        OllamaGenerator(OllamaSettings(host=server.url))

By hand: ``python tests/fake_ollama.py --port 11434 --ttft 0.15 --tps 30``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import itertools
import json
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

DEFAULT_REPLY = (
    "[happy] Hello! I am a script, not a language model. "
    "Dr. Smith paid 3.50 for it, e.g. in cash. This is the third sentence, "
    "and it ends here."
)
FOREVER = 1e9


class Fault(StrEnum):
    """What goes wrong with a reply; `after` counts the tokens sent before it."""

    NONE = ""
    REFUSE = "refuse"
    """An HTTP status and a JSON error instead of a stream."""
    ERROR_LINE = "error line"
    """A line with an error inside a stream that began well."""
    RESET = "reset"
    """TCP reset."""
    CLOSE = "close"
    """Connection closed inside the chunked body."""
    NO_FINAL = "no final"
    """Well-formed end of the body, without the final object."""
    STALL = "stall"
    """Nothing more comes, the connection stays open."""
    GARBAGE = "garbage"
    """A line that is not JSON."""
    ODD = "odd"
    """A line that is JSON, but not an object."""
    SPLIT = "split"
    """Each line arrives in two TCP segments (harmless)."""


@dataclass
class Reply:
    """One scripted answer; None timing falls back to the server's."""

    text: str = DEFAULT_REPLY
    ttft: float | None = None
    tps: float | None = None
    thinking: str = ""
    fault: Fault = Fault.NONE
    after: int = 2
    status: int = 500
    error: str = "llama runner process has terminated: exit status 2"


@dataclass
class Model:
    """An installed model."""

    name: str
    size: int = 2_000_000_000
    family: str = "llama"
    parameters: str = "3.2B"
    thinks: bool | None = False
    """None: even `think: false` is refused, as old servers do."""

    @property
    def embeds(self) -> bool:
        return "bert" in self.family


@dataclass
class Request:
    """What was asked and what became of it; times are `time.monotonic()`."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    received: float
    first_token: float | None = None
    finished: float | None = None
    tokens: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    cancelled: bool = False


class _ApiError(Exception):
    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def _go_json(value: object) -> bytes:
    """Encode as Go's encoding/json does: compact UTF-8; <, > and & escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text.encode()


def _timestamp(ahead: float = 0.0) -> str:
    moment = datetime.now(UTC) + timedelta(seconds=min(ahead, 3e9))
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"


def _canonical(name: str) -> str:
    return name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s*\S{1,5}|\s+", text)


def _keep_seconds(value: object) -> float:
    if value is None:
        return 300.0
    if isinstance(value, int | float) and not isinstance(value, bool):
        return FOREVER if value < 0 else float(value)
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)(s|m|h)", str(value))
    if match is None:
        raise _ApiError(400, f'time: missing unit in duration "{value}"')
    return float(match[1]) * {"s": 1, "m": 60, "h": 3600}[match[2]]


class _Connection:
    """HTTP/1.1 with keep-alive on one socket."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.reader, self.writer = reader, writer
        self.ahead = b""
        self.streaming = False
        self.ended = False

    async def request(self) -> tuple[str, str, dict[str, str], bytes]:
        head = self.ahead + await self.reader.readuntil(b"\r\n\r\n")
        self.ahead, self.streaming, self.ended = b"", False, False
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ", 2)
        pairs = (line.partition(":") for line in lines[1:] if line)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return method, target, headers, body

    async def hung_up(self) -> None:
        """Return when the client closes; keep what it sends instead."""
        with contextlib.suppress(ConnectionError):
            self.ahead += await self.reader.read(1)
        if self.ahead:
            await asyncio.Event().wait()

    async def answer(self, value: object, status: int = 200) -> None:
        body = value.encode() if isinstance(value, str) else _go_json(value)
        kind = "text/plain" if isinstance(value, str) else "application/json"
        self._head(status, f"Content-Type: {kind}; charset=utf-8", len(body))
        self.writer.write(body)
        await self.writer.drain()
        self.ended = True

    async def line(self, value: object, *, split: bool = False) -> None:
        data = (value if isinstance(value, bytes) else _go_json(value)) + b"\n"
        if not self.streaming:
            self.streaming = True
            self._head(200, "Content-Type: application/x-ndjson", None)
        middle = len(data) // 2
        for part in (data[:middle], data[middle:]) if split else (data,):
            self.writer.write(b"%x\r\n%s\r\n" % (len(part), part))
            await self.writer.drain()
            await asyncio.sleep(0.001 if split else 0)

    async def end(self) -> None:
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()
        self.ended = True

    def reset(self) -> None:
        sock = self.writer.get_extra_info("socket")
        linger = struct.pack("ii", 1, 0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.writer.transport.abort()

    def _head(self, status: int, kind: str, length: int | None) -> None:
        size = "Transfer-Encoding: chunked"
        if length is not None:
            size = f"Content-Length: {length}"
        text = f"HTTP/1.1 {status} Status\r\n{kind}\r\n{size}\r\n\r\n"
        self.writer.write(text.encode())


@dataclass
class FakeOllama:
    """The server; a context manager that runs it in a thread of its own.

    Attributes:
        ttft: Seconds to the first token of a reply.
        tps: Tokens per second after it.
        load: Seconds a cold model needs.
        prompt_tps: Prompt tokens evaluated per second on top of `ttft`; 0: at once.
        installed: Models on this server.
        registry: Models that can be pulled.
        requests: What was asked so far.
    """

    ttft: float = 0.0
    tps: float = 1000.0
    load: float = 0.0
    prompt_tps: float = 0.0
    port: int = 0
    installed: list[Model] = field(default_factory=lambda: [Model("tiny:latest")])
    registry: tuple[str, ...] = ("llama3.2:latest",)
    pull_bytes: int = 50_000_000
    pull_step: float = 0.002
    pull_error: str = ""
    default: Reply = field(default_factory=Reply)
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._script: deque[Reply] = deque()
        self._loaded: dict[str, float] = {}
        self._evaluated: dict[str, str] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._running = 0
        self._changed = threading.Condition()
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    # ---- from the test's thread ----------------------------------------------

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def say(self, text: str = DEFAULT_REPLY, **details: Any) -> None:
        """Script the next reply; see `Reply`."""
        self._script.append(Reply(text, **details))

    def asked(self, path: str) -> list[Request]:
        """The requests to one path, in order."""
        return [request for request in self.requests if request.path == path]

    def wait_idle(self, timeout: float = 5.0) -> None:
        """Block until no request is being answered."""
        with self._changed:
            idle = self._changed.wait_for(lambda: not self._running, timeout)
        assert idle, "the fake server is still answering"

    def wait_asked(self, path: str, count: int = 1, timeout: float = 5.0) -> None:
        """Block until a path was asked `count` times."""
        with self._changed:
            seen = self._changed.wait_for(
                lambda: len(self.asked(path)) >= count, timeout
            )
        assert seen, f"{path} was not asked {count} times"

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self.serve(ready)), name="fake-ollama"
        )
        self._thread.start()
        assert ready.wait(10), "the fake server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server, as if it had been killed; may be called twice."""
        if self._thread is None or self._loop is None or self._stop is None:
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._thread = None

    # ---- HTTP ----------------------------------------------------------------

    async def serve(self, ready: threading.Event) -> None:
        """Serve until told to stop."""
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        clients: set[asyncio.Task[None]] = set()

        async def client(
            reader: asyncio.StreamReader, writer: asyncio.StreamWriter
        ) -> None:
            task = asyncio.current_task()
            assert task is not None
            clients.add(task)
            try:
                await self._client(_Connection(reader, writer))
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            except asyncio.CancelledError:
                pass  # the server stops; asyncio would log it as an error
            finally:
                clients.discard(task)
                writer.close()

        server = await asyncio.start_server(client, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        for task in clients:
            task.cancel()
        await asyncio.gather(*clients, return_exceptions=True)
        await asyncio.sleep(0)

    async def _client(self, connection: _Connection) -> None:
        while True:
            method, path, headers, raw = await connection.request()
            body = json.loads(raw) if raw.strip() else {}
            request = Request(path, body, headers, time.monotonic())
            self._count(+1, request)
            answer = asyncio.create_task(self._answer(connection, request, method))
            gone = asyncio.create_task(connection.hung_up())
            try:
                await asyncio.wait({answer, gone}, return_when="FIRST_COMPLETED")
                request.cancelled = not answer.done()
            finally:
                for task in (answer, gone):
                    task.cancel()
                await asyncio.gather(answer, gone, return_exceptions=True)
                request.finished = time.monotonic()
                self._count(-1, None)
            if request.cancelled or not connection.ended:
                return

    def _count(self, by: int, request: Request | None) -> None:
        with self._changed:
            self._running += by
            if request is not None:
                self.requests.append(request)
            self._changed.notify_all()

    async def _answer(
        self, connection: _Connection, request: Request, method: str
    ) -> None:
        handlers = {
            ("GET", "/"): self._root,
            ("GET", "/api/version"): self._version,
            ("GET", "/api/tags"): self._tags,
            ("GET", "/api/ps"): self._ps,
            ("POST", "/api/show"): self._show,
            ("POST", "/api/chat"): self._chat,
            ("POST", "/api/generate"): self._chat,
            ("POST", "/api/pull"): self._pull,
        }
        handler = handlers.get((method, request.path))
        try:
            if handler is None:
                await connection.answer("404 page not found", 404)
            else:
                await handler(connection, request)
        except _ApiError as error:
            if connection.streaming:
                await connection.line({"error": str(error)})
                await connection.end()
            else:
                await connection.answer({"error": str(error)}, error.status)

    # ---- models --------------------------------------------------------------

    def _find(self, request: Request) -> Model:
        name = request.body.get("model") or ""
        if not name:
            raise _ApiError(400, "model is required")
        for model in self.installed:
            if _canonical(model.name) == _canonical(name):
                return model
        raise _ApiError(404, f"model '{name}' not found")

    def _described(self, model: Model) -> dict[str, Any]:
        return {
            "name": model.name,
            "model": model.name,
            "modified_at": _timestamp(-86400),
            "size": model.size,
            "digest": hashlib.sha256(model.name.encode()).hexdigest(),
            "details": {
                "parent_model": "",
                "format": "gguf",
                "family": model.family,
                "families": [model.family],
                "parameter_size": model.parameters,
                "quantization_level": "Q4_K_M",
            },
        }

    async def _root(self, connection: _Connection, _: Request) -> None:
        await connection.answer("Ollama is running")

    async def _version(self, connection: _Connection, _: Request) -> None:
        await connection.answer({"version": "0.12.6"})

    async def _tags(self, connection: _Connection, _: Request) -> None:
        models = [self._described(model) for model in self.installed]
        await connection.answer({"models": models})

    async def _ps(self, connection: _Connection, _: Request) -> None:
        now = time.monotonic()
        models = [
            {**self._described(model), "expires_at": _timestamp(until - now)}
            for model in self.installed
            if (until := self._loaded.get(model.name, 0.0)) > now
        ]
        await connection.answer({"models": models})

    async def _show(self, connection: _Connection, request: Request) -> None:
        model = self._find(request)
        abilities = ["embedding"] if model.embeds else ["completion", "tools"]
        abilities += ["thinking"] if model.thinks else []
        details = self._described(model)["details"]
        info = {f"{model.family}.context_length": 131_072}
        await connection.answer(
            {"details": details, "model_info": info, "capabilities": abilities}
        )

    # ---- inference -----------------------------------------------------------

    async def _chat(self, connection: _Connection, request: Request) -> None:
        model, body = self._find(request), request.body
        keep = _keep_seconds(body.get("keep_alive"))
        chat = request.path == "/api/chat"
        if model.embeds:
            raise _ApiError(400, f'"{model.name}" does not support chat')
        if model.thinks is None and "think" in body:
            raise _ApiError(400, f'"{model.name}" does not support thinking')
        async with self._turns.setdefault(model.name, asyncio.Lock()):
            if self._loaded.get(model.name, 0.0) <= time.monotonic():
                await asyncio.sleep(self.load)
            self._loaded[model.name] = time.monotonic() + keep
            if not (body.get("messages") if chat else body.get("prompt")):
                final = {**self._envelope(request, ""), "done": True}
                await connection.answer({**final, "done_reason": "load"})
                return
            reply = self._script.popleft() if self._script else self.default
            await self._evaluate(request, reply, model.name)
            await self._stream(connection, request, reply, model)
            self._loaded[model.name] = time.monotonic() + keep

    async def _evaluate(self, request: Request, reply: Reply, model: str) -> None:
        prompt = "\n".join(
            f"{message['role']}: {message['content']}"
            for message in request.body.get("messages", [])
        )
        before = self._evaluated.get(model, "")
        self._evaluated[model] = prompt
        pairs = zip(before, prompt, strict=False)
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)
        request.cached_tokens = sum(1 for _ in same) // 4
        request.prompt_tokens = max(1, len(prompt) // 4)
        fresh = request.prompt_tokens - request.cached_tokens
        delay = self.ttft if reply.ttft is None else reply.ttft
        await asyncio.sleep(delay + (fresh / self.prompt_tps if self.prompt_tps else 0))
        if reply.fault is Fault.REFUSE:
            raise _ApiError(reply.status, reply.error)

    async def _stream(
        self, connection: _Connection, request: Request, reply: Reply, model: Model
    ) -> None:
        started = time.monotonic()
        period = 1.0 / (reply.tps or self.tps)
        for number, (kind, token) in enumerate(self._pieces(request, reply, model)):
            if number == reply.after and await self._fail(connection, reply):
                return
            await asyncio.sleep(max(0.0, started + number * period - time.monotonic()))
            line = self._envelope(request, token, kind)
            await connection.line(line, split=reply.fault is Fault.SPLIT)
            request.tokens = number + 1
            request.first_token = request.first_token or time.monotonic()
        if reply.fault is not Fault.NO_FINAL:
            spent = int((time.monotonic() - request.received) * 1e9)
            counts = {
                "total_duration": spent,
                "prompt_eval_count": request.prompt_tokens,
                "eval_count": request.tokens,
            }
            final = {**self._envelope(request, ""), "done": True, "done_reason": "stop"}
            await connection.line({**final, **counts})
        await connection.end()

    def _pieces(
        self, request: Request, reply: Reply, model: Model
    ) -> Iterator[tuple[str, str]]:
        if model.thinks and request.body.get("think") is not False:
            for token in _tokens(reply.thinking or "Let me think about that."):
                yield "thinking", token
        limit = (request.body.get("options") or {}).get("num_predict", -1)
        tokens = _tokens(reply.text)
        for token in tokens if limit < 0 else tokens[:limit]:
            yield "content", token

    async def _fail(self, connection: _Connection, reply: Reply) -> bool:
        """Do what the reply's fault says; whether the reply is over."""
        match reply.fault:
            case Fault.ERROR_LINE:
                raise _ApiError(500, reply.error)
            case Fault.RESET:
                connection.reset()
            case Fault.CLOSE:
                connection.writer.close()
            case Fault.STALL:
                await asyncio.sleep(FOREVER)
            case Fault.GARBAGE:
                await connection.line(b'{"model":"tiny","message":{"content":"sec')
                return False
            case Fault.ODD:
                await connection.line(["secret"])
                return False
            case _:
                return False
        return True

    @staticmethod
    def _envelope(
        request: Request, token: str, kind: str = "content"
    ) -> dict[str, Any]:
        head = {"model": request.body["model"], "created_at": _timestamp()}
        if request.path == "/api/generate":
            return {**head, "response": token, "done": False}
        message = {"role": "assistant", "content": "", kind: token}
        return {**head, "message": message, "done": False}

    async def _pull(self, connection: _Connection, request: Request) -> None:
        name = _canonical(request.body["model"])
        await connection.line({"status": "pulling manifest"})
        if name not in self.registry:
            raise _ApiError(500, "pull model manifest: file does not exist")
        for part, share in (("weights", 0.98), ("config", 0.02)):
            digest = hashlib.sha256((name + part).encode()).hexdigest()
            total = int(self.pull_bytes * share)
            line = {"status": f"pulling {digest[:12]}", "digest": f"sha256:{digest}"}
            for step in range(11):
                if self.pull_error and step == 5:
                    raise _ApiError(500, self.pull_error)
                done = {"completed": total * step // 10} if step else {}
                await connection.line({**line, "total": total, **done})
                await asyncio.sleep(self.pull_step)
        self.installed.append(Model(name, size=self.pull_bytes))
        for status in ("verifying sha256 digest", "writing manifest", "success"):
            await connection.line({"status": status})
        await connection.end()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="a scripted stand-in for Ollama")
    parser.add_argument("--port", type=int, default=11434)
    parser.add_argument("--ttft", type=float, default=0.15, help="seconds")
    parser.add_argument("--tps", type=float, default=30.0, help="tokens per second")
    parser.add_argument("--load", type=float, default=0.0, help="seconds, cold")
    parser.add_argument("--reply", default=DEFAULT_REPLY, help="what to say")
    given = parser.parse_args()
    fake = FakeOllama(given.ttft, given.tps, given.load, port=given.port)
    fake.default.text = given.reply
    with fake, contextlib.suppress(KeyboardInterrupt):
        print(fake.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
