"""What can be downloaded, and where it is found; nothing here touches the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lumen.core.errors import InputError

_VOICES_REPOSITORY = "rhasspy/piper-voices"
_CARD = "MODEL_CARD"
_MB = 1_000_000


class ModelKind(StrEnum):
    """What a model is for."""

    RECOGNITION = "recognition"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model that can be downloaded.

    Attributes:
        name: As `lumen models` calls it.
        kind: What it is for.
        title: As a person reads it.
        repository: Its repository on the hub.
        folder: Folder inside the repository; empty for its root.
        required: Names of files it cannot do without.
        optional: Names of files that are taken along when they are there.
        bytes_about: Size of the download, about.
        languages: BCP 47 tags; ``*`` for nearly a hundred.
        licence: Its licence, as far as it is known.
        note: One line that helps to choose.
    """

    name: str
    kind: ModelKind
    title: str
    repository: str
    folder: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    bytes_about: int
    languages: tuple[str, ...]
    licence: str
    note: str

    @property
    def main_file(self) -> str:
        """The file an engine loads; empty when it loads the folder."""
        return self.required[0] if self.kind is ModelKind.VOICE else ""


def _whisper(size: str, repository: str, megabytes: int, note: str) -> ModelEntry:
    english = size.endswith(".en") or size.startswith("distil")
    return ModelEntry(
        name=f"whisper-{size}",
        kind=ModelKind.RECOGNITION,
        title=f"Whisper {size}",
        repository=repository,
        folder="",
        required=("model.bin", "config.json", "tokenizer.json"),
        optional=("vocabulary.txt", "vocabulary.json", "preprocessor_config.json"),
        bytes_about=megabytes * _MB,
        languages=("en",) if english else ("*",),
        licence="MIT",
        note=note,
    )


def _voice(language: str, speaker: str, note: str) -> ModelEntry:
    name = f"{language}-{speaker}-medium"
    family = language.partition("_")[0]
    return ModelEntry(
        name=name,
        kind=ModelKind.VOICE,
        title=f"{speaker.capitalize()} ({language.replace('_', '-')})",
        repository=_VOICES_REPOSITORY,
        folder=f"{family}/{language}/{speaker}/medium",
        required=(f"{name}.onnx", f"{name}.onnx.json"),
        optional=(_CARD,),
        bytes_about=63 * _MB,
        languages=(language.replace("_", "-"),),
        licence=f"see its {_CARD}, downloaded with it",
        note=note,
    )


CATALOGUE: tuple[ModelEntry, ...] = (
    _whisper("tiny", "Systran/faster-whisper-tiny", 78, "Fastest; makes mistakes"),
    _whisper("base", "Systran/faster-whisper-base", 148, "A good beginning"),
    _whisper("small", "Systran/faster-whisper-small", 487, "Better; a second slower"),
    _whisper(
        "distil-small.en",
        "Systran/faster-distil-whisper-small.en",
        335,
        "English only; nearly as good as small, faster",
    ),
    _whisper(
        "distil-large-v3",
        "Systran/faster-distil-whisper-large-v3",
        1517,
        "English only; for strong machines",
    ),
    _whisper(
        "large-v3-turbo",
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        1622,
        "The best; for strong machines",
    ),
    _voice("en_US", "lessac", "Clear American English, female"),
    _voice("en_US", "amy", "Warm American English, female"),
    _voice("en_US", "ryan", "American English, male"),
    _voice("en_GB", "alba", "Scottish English, female"),
    _voice("de_DE", "thorsten", "German, male"),
    _voice("fr_FR", "siwis", "French, female"),
    _voice("es_ES", "davefx", "Spanish of Spain, male"),
    _voice("it_IT", "paola", "Italian, female"),
)


def find_model(name: str) -> ModelEntry:
    """The model of that name; ``base`` is understood as ``whisper-base``.

    Raises:
        InputError: There is none; names those that are like it.
    """
    for entry in CATALOGUE:
        if name in {entry.name, entry.name.removeprefix("whisper-")}:
            return entry
    import difflib

    like = difflib.get_close_matches(name, [e.name for e in CATALOGUE], 3, 0.4)
    advice = f"Did you mean {' or '.join(like)}? " if like else ""
    raise InputError(
        "There is no model of that name.", f"{advice}See `lumen models list`."
    )
