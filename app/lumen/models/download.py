"""Downloads the files of a model: resumed inside a file, verified, with disk in mind.

Each file grows as ``<name>.partial`` and gets its name when its hash is right. The
entity tag of the first answer lies beside it, so that a resumed part is of the same
content; whatever a server does, a file with a wrong hash is never kept.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from lumen.core.errors import DownloadError
from lumen.core.units import Seconds
from lumen.models.hub import HubClient, RemoteFile, RemoteModel, refusal, unreachable
from lumen.models.progress import Tally

if TYPE_CHECKING:
    import httpx

PARTIAL_SUFFIX = ".partial"
TAG_SUFFIX = ".etag"

PAUSES: tuple[Seconds, ...] = tuple(Seconds(s) for s in (0.5, 1.0, 2.0, 4.0, 8.0))
"""Seconds before each further try; the count begins anew when bytes arrive."""

_SPARE_BYTES = 200_000_000
"""What stays free on the disk: a full one breaks more than a download."""

_CHUNK_BYTES = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


class _InterruptedError(Exception):
    """The connection broke off; what came so far is kept."""


class _StaleError(Exception):
    """What was received is of no use; begin this file anew."""


async def fetch_model(
    client: HubClient,
    model: RemoteModel,
    folder: Path,
    tally: Tally,
    pauses: Sequence[Seconds] = PAUSES,
) -> None:
    """Download all files of a model; goes on where an earlier try ended.

    Cancelling the task keeps what was received.

    Args:
        client: The hub.
        model: Its files.
        folder: Where they go; exists.
        tally: Counts the bytes.
        pauses: Seconds before each further try.

    Raises:
        DownloadError: It cannot be done; says why.
    """
    tally.expect(model.size_bytes)
    _check_space(model, folder)
    for file in model.files:
        await _fetch_file(client, file, folder, tally, pauses)


async def _fetch_file(
    client: HubClient,
    file: RemoteFile,
    folder: Path,
    tally: Tally,
    pauses: Sequence[Seconds],
) -> None:
    target = folder / file.name
    partial = folder / (file.name + PARTIAL_SUFFIX)
    try:
        if target.exists():  # from an earlier try; the disk may have lied since
            target.replace(partial)
        transfer = _Transfer(client, file, partial, tally)
        await transfer.run(pauses)
        partial.replace(target)
        _tag_file(partial).unlink(missing_ok=True)
    except OSError as error:
        raise DownloadError(
            f"The model cannot be written: {error.strerror or 'output error'}.",
            "Check that the disk is not full and the models' folder is yours.",
        ) from error


class _Transfer:
    """One file on its way."""

    def __init__(
        self, client: HubClient, file: RemoteFile, partial: Path, tally: Tally
    ) -> None:
        self._client = client
        self._file = file
        self._partial = partial
        self._tally = tally
        self._size = 0
        self._counted = 0
        self._hash = _new_hash(file)

    async def run(self, pauses: Sequence[Seconds]) -> None:
        await self._take_up()
        begun_anew = False
        tries = 0
        while True:
            before = self._size
            try:
                if self._size < self._file.size_bytes:
                    await self._receive()
                self._verify()
            except _InterruptedError:
                tries = 0 if self._size > before else tries
                if tries >= len(pauses):
                    raise unreachable(self._file.address) from None
                await asyncio.sleep(pauses[tries])
                tries += 1
            except _StaleError:
                resumed = before > 0
                self._start_over()
                if begun_anew or not resumed:
                    raise _mismatch(self._file) from None
                begun_anew = True
            else:
                return

    async def _take_up(self) -> None:
        """Read what an earlier try left; its bytes belong into the hash."""
        try:
            stream = self._partial.open("rb")
        except FileNotFoundError:
            return
        with stream:
            while piece := stream.read(_CHUNK_BYTES):
                self._note(piece)
                await asyncio.sleep(0)  # so that it can be cancelled
        self._tally.found(self._size)
        self._counted = self._size
        if self._size > self._file.size_bytes:
            self._start_over()

    async def _receive(self) -> None:
        import httpx

        headers = {}
        if self._size:
            headers["Range"] = f"bytes={self._size}-"
            if tag := _read_tag(self._partial):
                headers["If-Range"] = tag
        try:
            async with self._client.get(self._file.address, headers) as response:
                self._accept(response)
                await self._write(response)
        except httpx.TransportError:
            raise _InterruptedError from None
        if self._size < self._file.size_bytes:
            raise _InterruptedError

    def _accept(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == 416:
            raise _StaleError
        if status == 206:
            found = _RANGE.fullmatch(response.headers.get("content-range", ""))
            whole = str(self._file.size_bytes)
            if (
                found is None
                or int(found[1]) != self._size
                or found[3] not in {whole, "*"}
            ):
                raise _StaleError
        elif status == 200:
            self._start_over()
            _write_tag(self._partial, response.headers.get("etag", ""))
        elif status in {408, 429} or status >= 500:
            raise _InterruptedError
        else:
            raise refusal(status, self._file.address)

    async def _write(self, response: httpx.Response) -> None:
        with self._partial.open("ab") as stream:
            try:
                async for piece in response.aiter_raw():
                    if self._size + len(piece) > self._file.size_bytes:
                        raise _StaleError
                    self._store(stream, piece)
            finally:
                stream.flush()
                os.fsync(stream.fileno())

    def _store(self, stream: BinaryIO, piece: bytes) -> None:
        stream.write(piece)
        self._note(piece)
        self._tally.received(len(piece))
        self._counted += len(piece)

    def _note(self, piece: bytes) -> None:
        self._hash.update(piece)
        self._size += len(piece)

    def _verify(self) -> None:
        right = self._file.sha256 or self._file.git_sha1
        if self._size != self._file.size_bytes or self._hash.hexdigest() != right:
            raise _StaleError

    def _start_over(self) -> None:
        self._partial.unlink(missing_ok=True)
        _tag_file(self._partial).unlink(missing_ok=True)
        self._tally.found(-self._counted)
        self._counted = self._size = 0
        self._hash = _new_hash(self._file)


def _new_hash(file: RemoteFile) -> _Hash:
    if file.sha256:
        return hashlib.sha256()
    digest = hashlib.sha1(usedforsecurity=False)  # git's name of small files
    digest.update(b"blob %d\0" % file.size_bytes)
    return digest


def _tag_file(partial: Path) -> Path:
    return partial.with_name(partial.name + TAG_SUFFIX)


def _read_tag(partial: Path) -> str:
    try:
        return _tag_file(partial).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _write_tag(partial: Path, tag: str) -> None:
    # A weak tag does not promise the same bytes (RFC 9110, section 13.1.5).
    if re.fullmatch(r'"[\x21\x23-\x7e]{1,200}"', tag):
        _tag_file(partial).write_text(tag, encoding="ascii")


def _check_space(model: RemoteModel, folder: Path) -> None:
    here = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    needed = max(0, model.size_bytes - here) + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        missing = (needed - free) / 1_000_000
        raise DownloadError(
            f"There is not enough room on the disk: {missing:.0f} MB are missing.",
            "Make room or remove a model, then try again.",
        )


def _mismatch(file: RemoteFile) -> DownloadError:
    return DownloadError(
        f"What the server sent as {file.name} is not what it promised; "
        "it was thrown away.",
        "Try again later, or check whether your network changes downloads.",
    )
