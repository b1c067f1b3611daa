"""An Ollama server: what is allowed, what it has, and its errors in our words."""

from __future__ import annotations

import asyncio
import ipaddress
import re
from collections.abc import AsyncGenerator, Awaitable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from lumen.core.clock import Clock, MonotonicClock
from lumen.core.errors import GenerationError, InputError, LumenError
from lumen.core.units import Seconds
from lumen.dialogue.generation import UnreachableError
from lumen.dialogue.ollama_errors import pull_error, response_error

if TYPE_CHECKING:
    import httpx
    import ollama

_T = TypeVar("_T")

SUGGESTED_MODEL = "llama3.2"
"""Small enough for two cores, good enough for talk."""

_MANIFEST_BYTES = 1_000_000
"""A model smaller than this is only a reference to one in the cloud."""

_CONNECT_TIMEOUT = Seconds(2.0)
_FIRST_TOKEN_TIMEOUT = Seconds(60.0)
_STALL_TIMEOUT = Seconds(20.0)
_CHECK_TIMEOUT = Seconds(3.0)
_PULL_TIMEOUT = Seconds(600.0)
"""Verifying a large model reports nothing for minutes."""

_MODEL_NAME = re.compile(r"[A-Za-z0-9][\w.\-/:@]{0,199}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OllamaSettings:
    """How to reach Ollama and how to ask it.

    Attributes:
        host: Address of the server.
        model: Name of the model; empty for the best one installed.
        allow_remote: Whether what is said may go to another machine.
        allow_cloud: Whether models may be used that run in Ollama's cloud.
        keep_alive: Seconds a model stays loaded after use; negative: for ever.
        num_ctx: Tokens of the context window; changing it loads the model anew.
        num_predict: Most tokens of one reply.
        temperature: 0 is always the same answer, 1 is lively.
        connect_timeout: Seconds until the server must accept a connection.
        first_token_timeout: Seconds until the first token, loading included.
        stall_timeout: Seconds without a further token after which a reply has stalled.
    """

    host: str = "http://127.0.0.1:11434"
    model: str = ""
    allow_remote: bool = False
    allow_cloud: bool = False
    keep_alive: float = 1800.0
    num_ctx: int = 4096
    num_predict: int = 600
    temperature: float = 0.7
    connect_timeout: Seconds = _CONNECT_TIMEOUT
    first_token_timeout: Seconds = _FIRST_TOKEN_TIMEOUT
    stall_timeout: Seconds = _STALL_TIMEOUT


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that the server has.

    Attributes:
        name: As Ollama calls it, with its tag.
        size_bytes: Size on disk.
        family: Architecture, such as ``llama``.
        parameters: Number of weights, such as ``3.2B``.
        chats: Whether it can hold a conversation.
        cloud: Whether it runs on Ollama's machines instead of this one.
    """

    name: str
    size_bytes: int
    family: str = ""
    parameters: str = ""
    chats: bool = True
    cloud: bool = False


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far a model has been fetched.

    Attributes:
        status: What Ollama is doing, in its own words.
        completed_bytes: Bytes that are here, of all parts known so far.
        total_bytes: Bytes of all parts known so far; 0 when unknown.
        rate: Bytes per second.
        remaining: Seconds to go at this rate; None when unknown.
        done: Whether the model can be used.
    """

    status: str
    completed_bytes: int = 0
    total_bytes: int = 0
    rate: float = 0.0
    remaining: Seconds | None = None
    done: bool = False


def canonical(name: str) -> str:
    """A model's name with its tag."""
    return name if ":" in name.rsplit("/", 1)[-1] else f"{name}:latest"


def is_cloud(name: str, size_bytes: int | None = None) -> bool:
    """Whether a model runs on Ollama's machines, by its name or tiny size."""
    tag = canonical(name).rsplit(":", 1)[1].lower()
    if tag == "cloud" or tag.endswith("-cloud") or name.lower().endswith("-cloud"):
        return True
    return size_bytes is not None and size_bytes < _MANIFEST_BYTES


class OllamaServer:
    """One server; belongs to the loop.

    Args:
        settings: Where it is and what is allowed.
        clock: Measures the rate of downloads.
    """

    def __init__(self, settings: OllamaSettings, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or MonotonicClock()
        self._client: ollama.AsyncClient | None = None
        self._making = asyncio.Lock()

    async def client(self) -> ollama.AsyncClient:
        """The library's client, made on first use.

        Raises:
            UnreachableError: The address is wrong or not allowed.
        """
        self._require_allowed_host()
        async with self._making:
            if self._client is None:
                # 0.3 seconds of imports and certificates: not on the loop.
                self._client = await asyncio.to_thread(self._made)
            return self._client

    def _made(self) -> ollama.AsyncClient:
        import httpx
        import ollama

        return ollama.AsyncClient(
            host=self._settings.host,
            timeout=httpx.Timeout(None, connect=self._settings.connect_timeout),
            # A proxy or a redirect would carry the conversation elsewhere.
            trust_env=False,
            follow_redirects=False,
            event_hooks={"request": [self._drop_key]},
        )

    async def close(self) -> None:
        """Close connections; the server can be used again afterwards."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()  # type: ignore[no-untyped-call]  # the library's

    def require_allowed_model(self, name: str, size_bytes: int | None = None) -> None:
        """Refuse models that would take the conversation off this machine.

        Raises:
            InputError: The name is no name of a model.
            UnreachableError: The model runs in the cloud and that is not allowed.
        """
        if not _MODEL_NAME.fullmatch(name):
            raise InputError(
                "The name of the Ollama model contains characters that no name has.",
                "Choose a model in the settings.",
            )
        if is_cloud(name, size_bytes) and not self._settings.allow_cloud:
            raise UnreachableError(
                f"The model {name} runs on Ollama's machines, not on this one.",
                "Choose a local model, or allow cloud models in the settings.",
            )

    async def models(self) -> tuple[InstalledModel, ...]:
        """What is installed, largest first.

        Raises:
            GenerationError: The server cannot be reached or makes no sense.
        """
        client = await self.client()
        listed = await self.guarded(client.list(), _CHECK_TIMEOUT)
        found = [_described(model) for model in listed.models if model.model]
        return tuple(sorted(found, key=lambda model: -model.size_bytes))

    async def loaded(self) -> frozenset[str]:
        """Names of the models that are in memory.

        Raises:
            GenerationError: The server cannot be reached or makes no sense.
        """
        client = await self.client()
        running = await self.guarded(client.ps(), _CHECK_TIMEOUT)
        return frozenset(model.model for model in running.models if model.model)

    async def pull(self, model: str) -> AsyncGenerator[PullProgress, None]:
        """Fetch a model; to cancel, cancel the task or close the iterator.

        Ollama keeps what has been fetched, so a later pull goes on from there.

        Raises:
            InputError: The name is no name of a model.
            GenerationError: The server cannot be reached.
            DownloadError: Ollama could not fetch it.
        """
        self.require_allowed_model(model)
        client = await self.client()
        parts = await self.guarded(client.pull(model, stream=True), _CHECK_TIMEOUT)
        meter = _Meter(self._clock)
        done = False
        try:
            while part := await self.guarded(
                anext(parts, None), _PULL_TIMEOUT, model, pulling=True
            ):
                done = part.status == "success"
                yield meter.progress(part, done)
        finally:
            await parts.aclose()  # type: ignore[attr-defined]  # a generator in fact
        if not done:
            raise pull_error("broke off")

    async def guarded(
        self,
        work: Awaitable[_T],
        limit: Seconds,
        model: str = "",
        *,
        pulling: bool = False,
    ) -> _T:
        """Await a call of the library; its errors become ours.

        The library's errors are not chained: they may quote what was said.

        Raises:
            LumenError: Whatever went wrong.
        """
        problem: LumenError
        try:
            async with asyncio.timeout(limit):
                return await work
        except LumenError:
            raise
        except TimeoutError:
            problem = GenerationError(
                f"Ollama has not answered for {limit:.0f} seconds.",
                "Ask again, or choose a smaller model in the settings.",
            )
        except Exception as error:  # noqa: BLE001 - engines raise ours, not a library's
            problem = self._translated(error, model, pulling=pulling)
        raise problem

    def _translated(self, error: Exception, model: str, *, pulling: bool) -> LumenError:
        import httpx
        import ollama

        if isinstance(error, ollama.ResponseError):
            message = error.error.lower()
            if pulling:
                return pull_error(message)
            return response_error(error.status_code, message, model)
        unreachable = (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError)
        if isinstance(error, unreachable):
            return UnreachableError(
                f"Ollama does not answer at {self._place()}.",
                "Start Ollama (ollama serve), or check its address in the settings.",
            )
        if isinstance(error, httpx.HTTPError | OSError):
            return GenerationError(
                "The connection to Ollama broke off.",
                "Ask again; if it stays, restart Ollama.",
            )
        return GenerationError(
            "Ollama answered something that Lumen does not understand.",
            "Check that the address is Ollama's, and update Ollama.",
        )

    # ---- what leaves the machine -------------------------------------------------

    def _require_allowed_host(self) -> None:
        local = self._is_local()
        if local is None:
            raise UnreachableError(
                "The address of Ollama is not an address.",
                "Write it like http://127.0.0.1:11434 in the settings.",
            )
        if not local and not self._settings.allow_remote:
            raise UnreachableError(
                f"Ollama at {self._place()} is on another machine, and what you say "
                "would go there.",
                "Use Ollama on this machine, or allow other machines in the settings.",
            )

    def _is_local(self) -> bool | None:
        """Whether the host is this machine; None when it is no address."""
        name = self._hostname()
        if not name:
            return None
        if name == "localhost":
            return True
        try:
            return ipaddress.ip_address(name).is_loopback
        except ValueError:
            return False

    def _hostname(self) -> str:
        host = self._settings.host.strip()
        try:
            parts = urlsplit(host if "://" in host else f"http://{host}")
            usable = parts.scheme in {"http", "https"} and parts.port != 0
        except ValueError:
            return ""
        return (parts.hostname or "") if usable else ""

    def _place(self) -> str:
        """The host's name, without what may be secret in an address."""
        return self._hostname()

    async def _drop_key(self, request: httpx.Request) -> None:
        """Keep the key of Ollama's cloud, from the environment, to encrypted hosts."""
        if request.url.scheme != "https":
            request.headers.pop("authorization", None)


def _described(model: ollama.ListResponse.Model) -> InstalledModel:
    name, size = model.model or "", int(model.size or 0)
    family = (model.details.family if model.details else None) or ""
    parameters = (model.details.parameter_size if model.details else None) or ""
    chats = "bert" not in family.lower() and "embed" not in name.lower()
    cloud = is_cloud(name, size)
    return InstalledModel(name, size, family, parameters, chats, cloud)


class _Meter:
    """Sums up the parts of a model."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._parts: dict[str, tuple[int, int]] = {}
        self._began: tuple[Seconds, int] | None = None

    def progress(self, part: ollama.ProgressResponse, done: bool) -> PullProgress:
        if part.digest and part.total and part.total > 0:
            here = min(max(part.completed or 0, 0), part.total)
            self._parts[part.digest] = (here, part.total)
        completed = sum(here for here, _ in self._parts.values())
        total = sum(size for _, size in self._parts.values())
        rate = self._rate(completed)
        remaining = Seconds((total - completed) / rate) if rate > 0 else None
        status = (part.status or "")[:200]
        return PullProgress(status, completed, total, rate, remaining, done)

    def _rate(self, completed: int) -> float:
        """Bytes per second since the first byte of this pull."""
        now = self._clock.now()
        if self._began is None:
            if completed:
                self._began = (now, completed)
            return 0.0
        elapsed = now - self._began[0]
        return (completed - self._began[1]) / elapsed if elapsed > 0 else 0.0
