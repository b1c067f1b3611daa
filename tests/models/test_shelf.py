from __future__ import annotations

import json
import random
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_hub import (
    REVISION,
    Corrupt,
    Endless,
    FakeHub,
    IgnoreRange,
    Redirect,
    Stall,
    Status,
    Truncate,
    WrongRange,
)
from lumen.core.errors import Cancelled, DownloadError, InputError, StorageError
from lumen.core.units import Seconds
from lumen.models.catalogue import CATALOGUE, ModelKind
from lumen.models.shelf import MANIFEST, ModelShelf

PATIENCE = Seconds(30.0)
MODEL = random.Random(1).randbytes(3_000_000)
FILES = {
    "model.bin": MODEL,
    "config.json": b"{}",
    "tokenizer.json": b"t" * 5000,
    "vocabulary.txt": b"a\nb\n",
}
VOICE = "de_DE-thorsten-medium"
TINY = "whisper-tiny"


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with FakeHub() as running:
        running.add(TINY, FILES)
        yield running


@pytest.fixture
def shelf(hub: FakeHub, tmp_path: Path) -> Iterator[ModelShelf]:
    made = ModelShelf(tmp_path / "models", hub.address, pauses=(Seconds(0.0),) * 3)
    yield made
    hub.release()
    assert made.close(PATIENCE)


def fetch(shelf: ModelShelf, name: str = TINY) -> Path:
    return shelf.download(name).result(PATIENCE)


def part(shelf: ModelShelf, name: str = TINY) -> Path:
    return shelf._folder / "partial" / name


def refused(shelf: ModelShelf, name: str = TINY) -> str:
    with pytest.raises(DownloadError) as caught:
        fetch(shelf, name)
    assert caught.value.advice
    assert shelf.path(name) is None
    return caught.value.what


def test_a_model_is_fetched_verified_and_found(shelf: ModelShelf, hub: FakeHub) -> None:
    assert shelf.path("tiny") is None
    handle = shelf.download("tiny")
    folder = handle.result(PATIENCE)
    assert handle.done
    assert folder == shelf.path(TINY) == shelf.folder(ModelKind.RECOGNITION) / TINY
    assert {
        f.name: f.read_bytes() for f in folder.iterdir() if f.name != MANIFEST
    } == FILES
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["revision"] == REVISION
    assert manifest["repository"] == "Systran/faster-whisper-tiny"
    assert not part(shelf).exists()
    progress = handle.progress
    assert (
        progress.received_bytes == progress.total_bytes == sum(map(len, FILES.values()))
    )
    (state,) = shelf.installed(ModelKind.RECOGNITION)
    assert (state.entry.name, state.installed, state.partial, state.revision) == (
        TINY,
        True,
        False,
        REVISION,
    )
    assert state.bytes_here >= 3_000_000
    assert shelf.installed(ModelKind.VOICE) == ()
    assert not any(request.cookies for request in hub.requests)


def test_what_is_here_is_not_fetched_again(shelf: ModelShelf, hub: FakeHub) -> None:
    fetch(shelf)
    before = len(hub.requests)
    assert fetch(shelf) == shelf.path(TINY)
    assert len(hub.requests) == before


def test_a_voice_is_its_onnx_file(shelf: ModelShelf, hub: FakeHub) -> None:
    files = {
        f"{VOICE}.onnx": MODEL[:9000],
        f"{VOICE}.onnx.json": b"{}",
        "MODEL_CARD": b"CC0",
    }
    hub.add(VOICE, files)
    hub.add_raw(
        "rhasspy/piper-voices",
        "de/de_DE/thorsten/medium/samples/speaker_0.mp3",
        b"x" * 4000,
    )
    path = fetch(shelf, VOICE)
    assert path == shelf.folder(ModelKind.VOICE) / VOICE / f"{VOICE}.onnx"
    assert {f.name for f in path.parent.iterdir()} == {*files, MANIFEST}
    assert not any("samples" in request.path for request in hub.requests)


def test_long_listings_have_pages(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.page_size = 1
    for number in range(5):
        hub.add_raw("Systran/faster-whisper-tiny", f"README-{number}.md", b"x")
    assert fetch(shelf) == shelf.path(TINY)


def test_the_list_shows_everything_there_is(shelf: ModelShelf) -> None:
    states = shelf.list()
    assert [state.entry for state in states] == list(CATALOGUE)
    assert not any(state.installed or state.partial for state in states)


def test_an_unknown_name_is_told_with_those_like_it(shelf: ModelShelf) -> None:
    for act in (shelf.download, shelf.path, shelf.remove):
        with pytest.raises(InputError) as caught:
            act("wisper-bse")
        assert "whisper-base" in caught.value.advice
    with pytest.raises(InputError):
        shelf.path("../../etc")


def test_the_same_download_twice_is_one(shelf: ModelShelf, hub: FakeHub) -> None:
    stall = Stall(after=1_000_000)
    hub.script("model.bin", stall)
    first = shelf.download(TINY)
    assert stall.reached.wait(PATIENCE)
    assert shelf.download("tiny") is first
    hub.release()
    first.result(PATIENCE)
    assert len(hub.asked("model.bin")) == 1


# ---- broken connections --------------------------------------------------------------


def test_a_broken_download_goes_on_inside_the_file(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    hub.script("model.bin", Truncate(after=1_000_000), Truncate(after=500_000))
    folder = fetch(shelf)
    assert (folder / "model.bin").read_bytes() == MODEL
    requests = hub.asked("model.bin")
    assert [r.if_range for r in requests] == ["", '"one"', '"one"']
    starts = [int(r.range.removeprefix("bytes=").rstrip("-")) for r in requests[1:]]
    assert 0 < starts[0] <= 1_000_000
    assert starts[0] < starts[1] <= starts[0] + 500_000


def test_errors_in_between_are_tried_again(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.script("model.bin", Status(503), Status(429), Truncate(after=9))
    assert fetch(shelf) == shelf.path(TINY)


def test_too_many_errors_end_it_and_keep_the_part(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    hub.script("model.bin", Truncate(after=2_000_000), *[Status(503)] * 9)
    assert "cannot be reached" in refused(shelf)
    (state,) = [s for s in shelf.list() if s.partial]
    assert state.bytes_here >= 1
    hub._faults.clear()
    fetch(shelf)
    assert hub.asked("model.bin")[-1].range != ""


def test_a_download_goes_on_after_a_crash(shelf: ModelShelf, hub: FakeHub) -> None:
    part(shelf).mkdir(parents=True)
    (part(shelf) / "model.bin.partial").write_bytes(MODEL[:2_500_000])
    (part(shelf) / "config.json").write_bytes(b"{}")
    (part(shelf) / "left-by-another-revision").write_bytes(b"x")
    folder = fetch(shelf)
    assert (folder / "model.bin").read_bytes() == MODEL
    assert hub.asked("model.bin")[0].range == "bytes=2500000-"
    assert hub.asked("config.json") == []
    assert not (folder / "left-by-another-revision").exists()


def test_a_part_that_is_whole_is_only_verified(shelf: ModelShelf, hub: FakeHub) -> None:
    part(shelf).mkdir(parents=True)
    (part(shelf) / "model.bin.partial").write_bytes(MODEL)
    fetch(shelf)
    assert hub.asked("model.bin") == []


@pytest.mark.parametrize("left", [b"x" * 1_000_000, b"x" * 4_000_000, b"x" * 3_000_000])
def test_a_part_of_something_else_is_thrown_away(
    shelf: ModelShelf, hub: FakeHub, left: bytes
) -> None:
    part(shelf).mkdir(parents=True)
    (part(shelf) / "model.bin.partial").write_bytes(left)
    assert (fetch(shelf) / "model.bin").read_bytes() == MODEL
    assert shelf.download(TINY).progress.received_bytes <= sum(map(len, FILES.values()))


def test_a_changed_file_is_not_patched_together(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    part(shelf).mkdir(parents=True)
    (part(shelf) / "model.bin.partial").write_bytes(b"of the old revision" * 100)
    (part(shelf) / "model.bin.partial.etag").write_text('"old"')
    assert (fetch(shelf) / "model.bin").read_bytes() == MODEL
    (request,) = hub.asked("model.bin")
    assert request.if_range == '"old"'


@pytest.mark.parametrize(
    "fault",
    [
        IgnoreRange(),
        Status(416),
        WrongRange(),
        WrongRange("nonsense"),
        WrongRange("bytes 1000000-2/77"),
    ],
)
def test_servers_that_cannot_resume_are_survived(
    shelf: ModelShelf, hub: FakeHub, fault: object
) -> None:
    hub.script("model.bin", Truncate(after=1_000_000), fault)
    assert (fetch(shelf) / "model.bin").read_bytes() == MODEL


def test_a_weak_tag_is_not_trusted(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.etag = 'W/"weak"'
    hub.script("model.bin", Truncate(after=1_000_000))
    fetch(shelf)
    assert [r.if_range for r in hub.asked("model.bin")] == ["", ""]


# ---- cancelling ------------------------------------------------------------------------


def test_cancelling_keeps_what_was_received(shelf: ModelShelf, hub: FakeHub) -> None:
    stall = Stall(after=2_000_000)
    hub.script("model.bin", stall)
    handle = shelf.download(TINY)
    assert stall.reached.wait(PATIENCE)
    with pytest.raises(TimeoutError):
        handle.result(Seconds(0.0))
    with pytest.raises(StorageError) as caught:
        shelf.remove(TINY)
    assert "being downloaded" in caught.value.what
    handle.cancel()
    with pytest.raises(Cancelled):
        handle.result(PATIENCE)
    handle.cancel()
    assert handle.join(PATIENCE)
    assert part(shelf).exists()
    fetch(shelf)


def test_cancelling_at_once_is_heard(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.script("model.bin", Stall(after=0))
    handle = shelf.download(TINY)
    handle.cancel()
    with pytest.raises(Cancelled):
        handle.result(PATIENCE)


def test_closing_cancels(shelf: ModelShelf, hub: FakeHub) -> None:
    stall = Stall(after=10)
    hub.script("model.bin", stall)
    handle = shelf.download(TINY)
    assert stall.reached.wait(PATIENCE)
    assert shelf.close(PATIENCE)
    assert handle.done


def test_another_process_is_noticed(shelf: ModelShelf, hub: FakeHub) -> None:
    stall = Stall(after=10)
    hub.script("model.bin", stall)
    shelf.download(TINY)
    assert stall.reached.wait(PATIENCE)
    other = ModelShelf(shelf._folder, hub.address)
    assert "Another Lumen" in refused(other)


# ---- hostile and missing servers -------------------------------------------------------


@pytest.mark.parametrize("fault", [Corrupt(), Endless()])
def test_a_wrong_content_is_never_kept(
    shelf: ModelShelf, hub: FakeHub, fault: object
) -> None:
    hub.script("model.bin", fault)
    assert "not what it promised" in refused(shelf)
    assert not (part(shelf) / "model.bin").exists()
    assert not (part(shelf) / "model.bin.partial").exists()
    fetch(shelf)


def test_a_small_file_is_verified_as_well(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.script("config.json", Corrupt())
    assert "config.json" in refused(shelf)


def test_a_wrong_end_after_resuming_is_never_kept(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    hub.script("model.bin", Truncate(after=1_000_000), Corrupt(), Corrupt())
    assert "not what it promised" in refused(shelf)


@pytest.mark.parametrize(
    "to",
    [
        "http://example.com/model.bin",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "//[nonsense",
        "http://user@10.0.0.1/x",
    ],
)
def test_redirects_elsewhere_are_not_followed(
    shelf: ModelShelf, hub: FakeHub, to: str
) -> None:
    hub.script("model.bin", Redirect(to))
    refused(shelf)


def test_a_redirect_on_this_machine_is_followed(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    hub.script(
        "model.bin",
        Redirect(f"{hub.address}/Systran/faster-whisper-tiny/resolve/x/model.bin"),
    )
    fetch(shelf)


def test_a_circle_of_redirects_ends(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.script("model.bin", *[Redirect("?again")] * 50)
    assert "circles" in refused(shelf)


@pytest.mark.parametrize("code", [401, 403, 404, 451])
def test_a_refusal_is_told_at_once(shelf: ModelShelf, hub: FakeHub, code: int) -> None:
    hub.script("model.bin", Status(code))
    assert str(code) in refused(shelf)
    assert len(hub.asked("model.bin")) == 1


def listing(**changes: object) -> bytes:
    item = {"type": "file", "path": "model.bin", "size": 5, "oid": "a" * 40} | changes
    return json.dumps([item]).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"<html>please log in</html>",
        b"",
        b"[" * 100_000,
        b"null",
        b"[]",
        b'{"sha": 5}',
        b'{"sha": "../../main"}',
        b'{"sha": "' + REVISION.encode() + b'"}',
        b" " * 9_000_000,
    ],
)
def test_nonsense_instead_of_a_description_is_told(
    shelf: ModelShelf, hub: FakeHub, content: bytes
) -> None:
    hub.listing = content
    assert "not that of a model server" in refused(shelf)


@pytest.mark.parametrize(
    "item",
    [
        {"size": -1},
        {"size": "5"},
        {"size": 10**15},
        {"oid": "../../x"},
        {"oid": None},
        {"lfs": {"oid": "z" * 64, "size": 5}},
        {"lfs": {"oid": 5, "size": 5}},
        {"lfs": {"oid": "a" * 64, "size": None}},
    ],
)
def test_nonsense_about_a_file_is_told(
    shelf: ModelShelf, hub: FakeHub, item: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "fake_hub._item",
        lambda path, _: (
            {"type": "file", "path": path, "size": 5, "oid": "a" * 40} | item
        ),
    )
    assert "not that of a model server" in refused(shelf)


def test_names_that_climb_are_not_even_looked_at(
    shelf: ModelShelf, hub: FakeHub, tmp_path: Path
) -> None:
    for path in ("../../../escaped", "/etc/escaped", "model.bin/../../escaped"):
        hub.add_raw("Systran/faster-whisper-tiny", path, b"x")
    folder = fetch(shelf)
    assert {f.name for f in folder.iterdir()} == {*FILES, MANIFEST}
    assert not list(tmp_path.rglob("*escaped*"))


def test_a_page_on_another_server_is_not_fetched(
    shelf: ModelShelf, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.page_size = 1
    monkeypatch.setattr(FakeHub, "address", property(lambda _: "https://example.com"))
    assert "not that of a model server" in refused(shelf)


def test_a_missing_file_is_told(shelf: ModelShelf, hub: FakeHub) -> None:
    hub.add("whisper-base", {"config.json": b"{}"})
    assert "model.bin" in refused(shelf, "whisper-base")


def test_an_unknown_repository_is_told(shelf: ModelShelf) -> None:
    assert "404" in refused(shelf, "whisper-small")


def test_no_server_is_told_at_once(tmp_path: Path, hub: FakeHub) -> None:
    nobody = ModelShelf(tmp_path / "m", "http://127.0.0.1:9")
    assert "cannot be reached" in refused(nobody)
    assert len(hub.requests) == 0


@pytest.mark.parametrize(
    "address",
    ["http://example.com", "ftp://example.com", "nonsense", "https://", "http://[::1"],
)
def test_an_address_that_cannot_be_trusted_is_refused(
    tmp_path: Path, address: str
) -> None:
    shelf = ModelShelf(tmp_path / "m", address)
    with pytest.raises(DownloadError) as caught:
        fetch(shelf)
    assert "HF_ENDPOINT" in caught.value.advice


def test_the_address_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/")
    assert ModelShelf(tmp_path).address == "https://mirror.example"
    monkeypatch.delenv("HF_ENDPOINT")
    assert ModelShelf(tmp_path).address.startswith("https://")


# ---- the disk --------------------------------------------------------------------------


def test_a_disk_without_room_is_told_before(
    shelf: ModelShelf, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")._replace(free=50_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert "153 MB are missing" in refused(shelf)
    assert hub.asked("model.bin") == []


def test_a_file_in_the_way_is_told(shelf: ModelShelf) -> None:
    shelf._folder.write_text("in the way")
    assert "cannot be used" in refused(shelf)


def test_a_folder_in_the_way_of_a_file_is_told(shelf: ModelShelf) -> None:
    (part(shelf) / "model.bin.partial").mkdir(parents=True)
    assert "cannot be" in refused(shelf)


def test_removing_frees_everything(shelf: ModelShelf) -> None:
    fetch(shelf)
    part(shelf).mkdir(parents=True)
    (part(shelf) / "model.bin.partial").write_bytes(b"x" * 1000)
    assert shelf.remove("tiny") >= 3_001_000
    assert shelf.path(TINY) is None
    assert not any(state.bytes_here for state in shelf.list())
    assert shelf.remove("tiny") == 0


def test_what_cannot_be_removed_is_told(
    shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(shelf)

    def fail(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", fail)
    with pytest.raises(StorageError):
        shelf.remove(TINY)


def test_files_put_there_by_hand_are_used(shelf: ModelShelf) -> None:
    home = shelf.folder(ModelKind.RECOGNITION) / "whisper-base"
    home.mkdir(parents=True)
    for name in ("model.bin", "config.json"):
        (home / name).write_bytes(b"x")
    assert shelf.path("base") is None
    (home / "tokenizer.json").write_bytes(b"x")
    assert shelf.path("base") == home
    assert shelf.installed(ModelKind.RECOGNITION)[0].revision == ""


@pytest.mark.parametrize(
    "manifest",
    [b"nonsense", b"[]", b'{"files": []}', b'{"files": {"model.bin": "x"}}', b"\xff"],
)
def test_a_bent_manifest_means_not_installed_and_is_mended(
    shelf: ModelShelf, manifest: bytes
) -> None:
    folder = fetch(shelf)
    (folder / MANIFEST).write_bytes(manifest)
    assert shelf.path(TINY) is None
    assert fetch(shelf) == folder


def test_a_file_that_shrank_means_not_installed(shelf: ModelShelf) -> None:
    folder = fetch(shelf)
    (folder / "model.bin").write_bytes(b"short")
    assert shelf.path(TINY) is None
    (folder / "model.bin").unlink()
    assert shelf.path(TINY) is None
    assert (fetch(shelf) / "model.bin").read_bytes() == MODEL


def test_an_unexpected_failure_reaches_the_caller(
    shelf: ModelShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("lumen.models.shelf.HubClient", fail)
    assert "ZeroDivisionError" in refused(shelf)


def test_two_models_at_once_do_not_disturb_each_other(
    shelf: ModelShelf, hub: FakeHub
) -> None:
    hub.add("whisper-base", FILES)
    handles = [shelf.download(name) for name in (TINY, "whisper-base")]
    for handle in handles:
        assert (handle.result(PATIENCE) / "model.bin").read_bytes() == MODEL
    assert (
        len(
            [
                t
                for t in threading.enumerate()
                if t.name == "lumen-download" and t.is_alive()
            ]
        )
        <= 2
    )
