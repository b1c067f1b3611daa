"""The model hub: where it is, what it says about a model's files, whom to follow.

Source: the hub's own HTTP interface (``/api/models/{repo}/tree/{revision}`` and
``/{repo}/resolve/{revision}/{path}``). Large files carry their SHA-256, small ones the
SHA-1 git gives them; both are checked after the download.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlsplit

from lumen.core.errors import DownloadError
from lumen.models.catalogue import ModelEntry

if TYPE_CHECKING:
    import httpx

PUBLIC_HUB = "https://huggingface.co"
ADDRESS_VARIABLE = "HF_ENDPOINT"

_MOST_REDIRECTS = 5
_MOST_PAGES = 20
_LARGEST_LISTING_BYTES = 8_000_000
_LARGEST_FILE_BYTES = 20_000_000_000
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 30.0
_REVISION = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NEXT = re.compile(r'<([^<>]+)>\s*;\s*rel="next"')
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a model, as the hub describes it.

    Attributes:
        name: Its name in the model's folder, from the catalogue.
        address: Where its content is.
        size_bytes: Its exact size.
        sha256: Hexadecimal; empty for small files that git keeps.
        git_sha1: Hexadecimal; of ``blob {size}`` and the content.
    """

    name: str
    address: str
    size_bytes: int
    sha256: str
    git_sha1: str


@dataclass(frozen=True, slots=True)
class RemoteModel:
    """The files of a model at one revision."""

    revision: str
    files: tuple[RemoteFile, ...]

    @property
    def size_bytes(self) -> int:
        """All files together."""
        return sum(file.size_bytes for file in self.files)


def hub_address() -> str:
    """The hub to use: ``HF_ENDPOINT``, else the public one."""
    return os.environ.get(ADDRESS_VARIABLE, "").strip().rstrip("/") or PUBLIC_HUB


class HubClient:
    """Asks one hub; use as ``async with``.

    Args:
        address: Such as ``https://huggingface.co``; plain http on this machine only.

    Raises:
        DownloadError: The address cannot be trusted.
    """

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        try:
            self._local = _is_loopback(self._address)
            self._check(self._address)
        except ValueError:
            raise DownloadError(
                "The address of the model server is none.",
                f"Check the environment variable {ADDRESS_VARIABLE}.",
            ) from None
        self._client: httpx.AsyncClient

    async def __aenter__(self) -> Self:
        import httpx

        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS),
            follow_redirects=False,
            trust_env=not self._local,  # a proxy is no way to this machine
            headers={"User-Agent": "lumen-companion", "Accept-Encoding": "identity"},
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def describe(self, entry: ModelEntry) -> RemoteModel:
        """What the files of a model are, at the newest revision.

        Raises:
            DownloadError: The hub cannot be reached, refuses, or talks nonsense.
        """
        repository = quote(entry.repository)
        about, _ = await self._json(f"/api/models/{repository}/revision/main")
        revision = about.get("sha") if isinstance(about, dict) else None
        if not isinstance(revision, str) or not _REVISION.fullmatch(revision):
            raise _nonsense(self._address)
        folder = f"/{quote(entry.folder)}" if entry.folder else ""
        page = f"/api/models/{repository}/tree/{revision}{folder}?recursive=true"
        wanted = {
            f"{entry.folder}/{name}".lstrip("/"): name
            for name in (*entry.required, *entry.optional)
        }
        found: dict[str, RemoteFile] = {}
        for _ in range(_MOST_PAGES):
            listing, page = await self._json(page)
            for path, item in _files_of(listing, self._address):
                if path in wanted:
                    name = wanted[path]
                    where = f"{self._address}/{repository}/resolve/{revision}"
                    found[name] = _remote_file(
                        name, f"{where}/{quote(path)}", item, self._address
                    )
            if not page:
                break
        missing = [name for name in entry.required if name not in found]
        if missing:
            raise DownloadError(
                f"The hub no longer has the file {missing[0]} of {entry.name}.",
                "Choose another model, or update Lumen.",
            )
        return RemoteModel(revision, tuple(found.values()))

    @asynccontextmanager
    async def get(
        self, address: str, headers: dict[str, str] | None = None
    ) -> AsyncIterator[httpx.Response]:
        """Ask for content, following redirects to trusted places only.

        Raises:
            DownloadError: A redirect leads somewhere else, or in a circle.
            httpx.TransportError: The connection failed.
        """
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(address)
            async with self._client.stream("GET", address, headers=headers) as response:
                if response.status_code not in _REDIRECTS:
                    yield response
                    return
                target = response.headers.get("location", "")
                try:
                    address = str(response.url.join(target))
                except Exception:  # noqa: BLE001 - any nonsense in a header
                    raise _nonsense(self._address) from None
        raise DownloadError(
            "The model server sends us round in circles.", "Try again later."
        )

    async def _json(self, page: str) -> tuple[Any, str]:
        import httpx

        content = bytearray()
        try:
            async with (
                asyncio.timeout(2 * _SILENCE_SECONDS),
                self.get(self._address + page) as response,
            ):
                if response.status_code != 200:
                    raise refusal(response.status_code, self._address)
                async for piece in response.aiter_raw():
                    content += piece
                    if len(content) > _LARGEST_LISTING_BYTES:
                        raise _nonsense(self._address)
                following = _next_page(response, self._address)
            return json.loads(content), following
        except (httpx.TransportError, TimeoutError):
            raise unreachable(self._address) from None
        except (ValueError, RecursionError):
            raise _nonsense(self._address) from None

    def _check(self, address: str) -> None:
        parts = urlsplit(address)
        if _is_loopback(address):
            trusted = self._local and parts.scheme in {"http", "https"}
        else:
            trusted = parts.scheme == "https" and bool(parts.hostname)
        if not trusted:
            raise DownloadError(
                f"Models are not fetched from {parts.scheme or 'nowhere'}:"
                f"//{parts.hostname or ''}: it has to be https.",
                f"Check the environment variable {ADDRESS_VARIABLE}, or your network.",
            )


def unreachable(address: str) -> DownloadError:
    """The hub cannot be reached."""
    return DownloadError(
        f"The model server {urlsplit(address).hostname} cannot be reached.",
        "Check the connection and try again; Lumen goes on with what is here.",
    )


def refusal(status: int, address: str) -> DownloadError:
    """The hub answered with an error."""
    host = urlsplit(address).hostname
    if status in {401, 403, 404}:
        return DownloadError(
            f"The model server {host} does not give out this model ({status}).",
            "Choose another model, or update Lumen.",
        )
    return DownloadError(
        f"The model server {host} is in trouble ({status}).",
        "Try again later; what was received is kept.",
    )


def _nonsense(address: str) -> DownloadError:
    return DownloadError(
        f"The answer of {urlsplit(address).hostname} is not that of a model server.",
        "Check whether your network asks you to log in first, then try again.",
    )


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _next_page(response: httpx.Response, address: str) -> str:
    match = _NEXT.search(response.headers.get("link", ""))
    if match is None:
        return ""
    following = str(response.url.join(match[1]))
    if not following.startswith(f"{address}/"):
        raise _nonsense(address)
    return following.removeprefix(address)


def _files_of(listing: object, address: str) -> list[tuple[str, dict[str, Any]]]:
    if not isinstance(listing, list):
        raise _nonsense(address)
    return [
        (item["path"], item)
        for item in listing
        if isinstance(item, dict)
        and item.get("type") == "file"
        and isinstance(item.get("path"), str)
    ]


def _remote_file(
    name: str, where: str, item: dict[str, Any], address: str
) -> RemoteFile:
    lfs = item.get("lfs")
    large = lfs if isinstance(lfs, dict) else {}
    size = large.get("size", item.get("size"))
    digest = large.get("oid") if large else item.get("oid")
    form = _SHA256 if large else _REVISION
    if not isinstance(digest, str) or not form.fullmatch(digest):
        raise _nonsense(address)
    if not isinstance(size, int) or not 0 <= size <= _LARGEST_FILE_BYTES:
        raise _nonsense(address)
    return RemoteFile(
        name,
        where,
        size,
        sha256=digest if large else "",
        git_sha1="" if large else digest,
    )
