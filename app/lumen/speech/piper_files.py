"""Voice files of Piper: found, checked, and patched once so that they tell their times.

A voice is ``name.onnx`` with ``name.onnx.json``. Both come from the internet or from
anybody's disk, so nothing in them is believed before it is checked.
"""

from __future__ import annotations

import contextlib
import glob
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lumen.core.errors import SynthesisError
from lumen.speech.synthesis import Voice

_LARGEST_CONFIG_BYTES = 1_000_000  # a real one has 5-50 kB
_LOWEST_RATE_HZ, _HIGHEST_RATE_HZ = 8_000, 48_000
_LARGEST_HOP = 4_096
_MOST_SYMBOLS = 100_000
_QUALITIES = ("medium", "high", "low", "x_low")  # best first; high is four times slower
_PHONEME_TYPES = ("espeak", "text")  # the others download models of their own


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """A voice on the disk whose description was checked.

    Attributes:
        model: The network, ``*.onnx``.
        config: The description, as Piper wants it.
        voice: As offered to the person.
        quality: Rank; 0 is best.
        rate_hz: Sample rate of its sound.
    """

    model: Path
    config: dict[str, Any] = field(repr=False)
    voice: Voice
    quality: int
    rate_hz: int


def find_voices(folder: Path) -> tuple[VoiceFile, ...]:
    """The voices in a folder and in its folders, best first; broken ones left out."""
    found: list[VoiceFile] = []
    try:
        models = sorted([*folder.glob("*.onnx"), *folder.glob("*/*.onnx")])
    except OSError:
        return ()
    for model in models:
        with contextlib.suppress(SynthesisError):
            found.append(read_voice(model))
    return tuple(sorted(found, key=lambda file: (file.quality, file.voice.name)))


def read_voice(model: Path) -> VoiceFile:
    """Read and check the description of a voice.

    Raises:
        SynthesisError: It is missing, or not that of a voice.
    """
    description = Path(f"{model}.json")
    try:
        if description.stat().st_size > _LARGEST_CONFIG_BYTES:
            raise _broken(model, "its description is too long")
        config = json.loads(description.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _broken(model, "its description cannot be read") from error
    try:
        return _check(model, config)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _broken(model, "its description is not that of a voice") from error


def _check(model: Path, config: dict[str, Any]) -> VoiceFile:
    rate_hz = _whole(config["audio"]["sample_rate"])
    espeak = str(config["espeak"]["voice"])
    kind = str(config.get("phoneme_type", "espeak"))
    if not _LOWEST_RATE_HZ <= rate_hz <= _HIGHEST_RATE_HZ:
        raise ValueError("sample rate")
    if kind not in _PHONEME_TYPES:
        raise ValueError("phoneme type")
    if not 1 <= _whole(config.get("hop_length", 256)) <= _LARGEST_HOP:
        raise ValueError("hop length")
    symbols = _whole(config["num_symbols"])
    if not 1 <= symbols <= _MOST_SYMBOLS or _whole(config["num_speakers"]) < 0:
        raise ValueError("size")
    _check_scales(config.get("inference", {}))
    _check_phonemes(config["phoneme_id_map"], symbols)
    language = config.get("language") or {}
    tag = str(language.get("code") or espeak).lower().replace("_", "-")
    quality = str(config["audio"].get("quality", ""))
    rank = _QUALITIES.index(quality) if quality in _QUALITIES else len(_QUALITIES)
    return VoiceFile(model, config, _voice(model, language, tag), rank, rate_hz)


def _voice(model: Path, language: dict[str, Any], tag: str) -> Voice:
    named = model.stem.split("-")
    speaker = named[1] if len(named) > 1 else named[0]
    spoken = str(language.get("name_native") or tag)[:40]
    return Voice(model.stem, tag, f"{speaker.capitalize()} ({spoken}, Piper)")


def _check_phonemes(table: dict[str, list[int]], symbols: int) -> None:
    for required in "_^$":
        if not table[required]:
            raise ValueError("markers")
    for ids in table.values():
        if not all(0 <= _whole(number) < symbols for number in ids):
            raise ValueError("phoneme ids")


def _check_scales(inference: dict[str, Any]) -> None:
    for name in ("noise_scale", "length_scale", "noise_w"):
        value = inference.get(name, 1.0)
        if isinstance(value, bool) or not 0.0 <= float(value) <= 10.0:
            raise ValueError(name)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number is wanted")
    return value


def with_alignments(model: Path, cache: Path | None) -> Path | bytes:
    """The network with its phonemes' durations as a second output.

    Reading and patching takes `onnx` and twice the file in memory; the patched file is
    kept in the cache, so that this happens once for each voice.

    Args:
        model: The network as downloaded.
        cache: Folder for patched networks, or None to keep nothing.

    Returns:
        A file to load, or the network itself.

    Raises:
        SynthesisError: It is not a network.
    """
    try:
        kept = None if cache is None else _kept_at(model, cache)
        if kept is not None and kept.is_file():
            return kept
        patched = _patch(model)
    except OSError as error:
        raise _broken(model, "it cannot be read") from error
    if patched is None:
        return model
    if kept is not None:
        with contextlib.suppress(OSError):  # a full disk costs time, not the voice
            _write(kept, model.stem, patched)
            return kept
    return patched


def _kept_at(model: Path, cache: Path) -> Path:
    state = model.stat()
    identity = f"{model.resolve()}\n{state.st_size}\n{state.st_mtime_ns}"
    digest = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()
    return cache / f"{model.stem}-{digest[:16]}.onnx"


def _patch(model: Path) -> bytes | None:
    """The patched network; None when it is patched already or has no durations."""
    import onnx
    from piper.patch_voice_with_alignment import add_alignment_output

    try:
        # Weights outside the file are not followed: a voice is one file.
        network = onnx.load(str(model), load_external_data=False)
        add_alignment_output(network)
        return bytes(network.SerializeToString())
    except OSError:
        raise
    except ValueError:
        return None
    except Exception as error:  # protobuf's errors share no public base class
        raise _broken(model, "it is not a network") from error


def _write(target: Path, voice: str, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.glob(f"{glob.escape(voice)}-{'[0-9a-f]' * 16}.onnx"):
        old.unlink(missing_ok=True)  # of the same voice before it was replaced
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(target)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _broken(model: Path, why: str) -> SynthesisError:
    return SynthesisError(
        f"The voice {model.stem} cannot be used: {why}.",
        "Download it again with `lumen models`, or choose another voice.",
    )
