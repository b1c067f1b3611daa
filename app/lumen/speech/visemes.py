"""From phonemes with times to mouth shapes with times.

Both alphabets that Lumen's engines speak are tables: the IPA of espeak and Piper, and
the ARPABET of flite. A symbol of several vowels is a diphthong and glides through
them; marks of stress and length lend their time to the sound they belong to.

Source: consonants and monophthongs follow the Oculus Lipsync viseme reference and the
"Phoneme and viseme tables" of Amazon Polly (which adds the sounds of German, French,
Spanish and Italian); both go back to the visemes of MPEG-4 FBA, ISO/IEC 14496-2.
"""

# ruff: noqa: RUF001 - the International Phonetic Alphabet looks like Latin
from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from lumen.core.expression import Viseme
from lumen.core.speech import VisemeSpan
from lumen.core.units import Seconds

CLOSURES = frozenset({Viseme.PP, Viseme.FF})
"""Shapes in which lips visibly touch: the ones whose absence is noticed."""

LEAST_CLOSURE = Seconds(0.030)
"""Shortest closure that is kept: two frames at 60 Hz, so that one of them is drawn."""

_LEAST_NEIGHBOUR = 0.012  # what a neighbour keeps when a closure takes from it
_LONGEST_GAP = 0.080  # a longer space between words is a pause
_FIRST_SHARE = 0.6  # of a diphthong's time, its first vowel has this much
_REDUCED = 0.6
_FAINT = 0.35


class Alphabet(Enum):
    """How phonemes are written."""

    IPA = "ipa"
    ARPABET = "arpabet"


@dataclass(frozen=True, slots=True)
class TimedPhoneme:
    """A phoneme as an engine names it, in seconds from the start of the audio.

    An empty symbol is a pause.
    """

    symbol: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class MouthTrack:
    """Mouth shapes of a clip.

    Attributes:
        spans: Sorted, each beginning where the one before ends, from 0 to the end.
        unmapped: Symbols that are in no table, as often as they came; the mouth was
            half opened for letters and left as it was for everything else.
    """

    spans: tuple[VisemeSpan, ...]
    unmapped: tuple[str, ...] = ()


_IPA_SOUNDS: dict[Viseme, str] = {
    Viseme.PP: "p b m ɓ β ɸ ʘ ʙ",
    Viseme.FF: "f v ɱ ʋ ⱱ",
    Viseme.TH: "θ ð",
    Viseme.DD: "t d ʈ ɖ ɾ ɗ ǀ ǂ",
    Viseme.KK: "k ɡ g x X ɣ ŋ q ɢ ɴ χ ʁ h ɦ ħ ʕ ʔ c ɟ ç ɰ ɠ ʄ ʛ ʜ ʡ ʢ ʟ ɧ ʝ",
    Viseme.CH: "ʃ ʒ ɕ ʑ ʂ ʐ tʃ dʒ tɕ dʑ ʈʂ ɖʐ ʧ ʤ",
    Viseme.SS: "s z ts dz ʦ ʣ",
    Viseme.NN: "n l ɲ ɳ ɭ ʎ ɫ ɬ ɮ ɺ ǁ ǃ",
    Viseme.RR: "ɹ r ʀ ɻ ɽ ɚ ɝ ɜ ɞ",
    Viseme.AA: "a ɑ ɐ ʌ æ ɒ ɶ",
    Viseme.E: "e ɛ ə ɘ ø œ ε",
    Viseme.IH: "i ɪ ɨ y ʏ ᵻ j",
    Viseme.OH: "o ɔ ɵ ɤ",
    Viseme.OU: "u ʊ w ʉ ɯ ʍ ɥ",
}

_ARPABET_SOUNDS: dict[Viseme, str] = {
    Viseme.SIL: "pau sil ssil h# brth",
    Viseme.PP: "p b m em",
    Viseme.FF: "f v",
    Viseme.TH: "th dh",
    Viseme.DD: "t d dx",
    Viseme.KK: "k g ng eng hh hv",
    Viseme.CH: "ch jh sh zh",
    Viseme.SS: "s z",
    Viseme.NN: "n l en el nx",
    Viseme.RR: "r er axr",
    Viseme.AA: "aa ah ae",
    Viseme.E: "eh ax",
    Viseme.IH: "ih iy ix y",
    Viseme.OH: "ao",
    Viseme.OU: "uh uw w",
}

_ARPABET_DIPHTHONGS = {
    "ay": (Viseme.AA, Viseme.IH),
    "aw": (Viseme.AA, Viseme.OU),
    "ey": (Viseme.E, Viseme.IH),
    "ow": (Viseme.OH, Viseme.OU),
    "oy": (Viseme.OH, Viseme.IH),
}

_WEIGHTS = {
    **dict.fromkeys(("ə", "ɐ", "ɘ", "ᵻ", "ɨ", "ax", "ix"), _REDUCED),
    **dict.fromkeys(("h", "ɦ", "ʔ", "ʕ", "hh", "hv"), _FAINT),
}
"""Reduced vowels open the mouth less; sounds of the throat hardly move it."""

_VOWELS = frozenset({Viseme.AA, Viseme.E, Viseme.IH, Viseme.OH, Viseme.OU})
_STRESS = frozenset("ˈˌ'’")
_EXTENDS = frozenset("ːˑ˞ʰʲʷˤ͡‿^|↓↑ꜛꜜ0123456789-_#")
_PAUSES = frozenset(',.;:!?…—–"“”„()«»¡¿$؟،؛。，？！、')


def _ipa_table() -> dict[str, Viseme]:
    return {
        unicodedata.normalize("NFD", sound): viseme
        for viseme, sounds in _IPA_SOUNDS.items()
        for sound in sounds.split()
    }


_IPA = _ipa_table()
_PAIRS = frozenset(sound for sound in _IPA if len(sound) == 2)
_ARPABET = {
    sound: viseme
    for viseme, sounds in _ARPABET_SOUNDS.items()
    for sound in sounds.split()
}


def mouth_track(
    phonemes: Iterable[TimedPhoneme], alphabet: Alphabet, duration: Seconds
) -> MouthTrack:
    """Turn an engine's phonemes into mouth shapes.

    Args:
        phonemes: Sorted by start; gaps are silence, overlaps are cut.
        alphabet: How they are written.
        duration: Length of the clip in seconds.
    """
    unmapped: list[str] = []
    read = _read_ipa if alphabet is Alphabet.IPA else _read_arpabet
    shapes = _merge(list(_without_gaps(read(phonemes, unmapped), duration)))
    _keep_closures(shapes)
    spans = tuple(
        VisemeSpan(s.viseme, Seconds(s.start), Seconds(s.end), s.weight)
        for s in _merge([s for s in shapes if s.end > s.start])
    )
    return MouthTrack(spans, tuple(unmapped))


@dataclass(slots=True)
class _Shape:
    viseme: Viseme
    start: float
    end: float
    weight: float = 1.0

    @property
    def length(self) -> float:
        return self.end - self.start


def _read_arpabet(
    phonemes: Iterable[TimedPhoneme], unmapped: list[str]
) -> Iterator[_Shape]:
    for phoneme in phonemes:
        symbol = phoneme.symbol.lower().rstrip("012")
        if symbol in _ARPABET_DIPHTHONGS:
            yield from _spread(phoneme, list(_ARPABET_DIPHTHONGS[symbol]), [1.0, 1.0])
            continue
        viseme = _ARPABET.get(symbol) if symbol else Viseme.SIL
        weight = _WEIGHTS.get(symbol, 1.0)
        if viseme is None:
            unmapped.append(phoneme.symbol)
            viseme, weight = Viseme.E, _REDUCED
        yield _Shape(viseme, phoneme.start, phoneme.end, weight)


def _read_ipa(
    phonemes: Iterable[TimedPhoneme], unmapped: list[str]
) -> Iterator[_Shape]:
    """Shapes of IPA symbols; marks on their own lend their time to a neighbour."""
    last: _Shape | None = None
    waiting: float | None = None  # start of stress marks before the next sound
    for phoneme in _join_affricates(phonemes):
        visemes, weights, missing = _sounds(phoneme.symbol)
        unmapped.extend(missing)
        if visemes:
            start = phoneme.start if waiting is None else waiting
            waiting = None
            whole = TimedPhoneme(phoneme.symbol, start, phoneme.end)
            for shape in _spread(whole, visemes, weights):
                if last is not None:
                    yield last
                last = shape
        elif phoneme.symbol and phoneme.symbol[0] in _STRESS:
            waiting = phoneme.start if waiting is None else waiting
        elif last is not None and not _is_pause(phoneme):
            last.end = max(last.end, phoneme.end)
        else:
            if last is not None:
                yield last
            last = _Shape(Viseme.SIL, phoneme.start, phoneme.end)
    if last is not None:
        yield last


def _join_affricates(phonemes: Iterable[TimedPhoneme]) -> Iterator[TimedPhoneme]:
    """Piper gives the two halves of an affricate apart: make them one sound."""
    held: TimedPhoneme | None = None
    for phoneme in phonemes:
        if held is not None:
            if held.symbol + phoneme.symbol in _PAIRS:
                yield TimedPhoneme(
                    held.symbol + phoneme.symbol, held.start, phoneme.end
                )
                held = None
                continue
            yield held
        held = phoneme
    if held is not None:
        yield held


def _sounds(symbol: str) -> tuple[list[Viseme], list[float], list[str]]:
    """Visemes of one IPA symbol, their weights, and letters that are in no table."""
    visemes: list[Viseme] = []
    weights: list[float] = []
    missing: list[str] = []
    text = unicodedata.normalize("NFD", symbol.replace("͡", ""))
    at = 0
    while at < len(text):
        size = 2 if text[at : at + 2] in _PAIRS else 1
        letter = text[at : at + size]
        at += size
        viseme = _IPA.get(letter)
        weight = _WEIGHTS.get(letter, 1.0)
        if viseme is None:
            if _is_mark(letter):
                continue
            missing.append(letter)
            if not letter.isalpha():
                continue
            viseme, weight = Viseme.E, _REDUCED
        visemes.append(viseme)
        weights.append(weight)
    return visemes, weights, missing


def _is_mark(letter: str) -> bool:
    return (
        letter in _STRESS
        or letter in _EXTENDS
        or letter in _PAUSES
        or letter.isspace()
        or unicodedata.combining(letter) > 0
    )


def _is_pause(phoneme: TimedPhoneme) -> bool:
    symbol = phoneme.symbol
    if symbol.isspace():
        return phoneme.end - phoneme.start > _LONGEST_GAP
    return not symbol or symbol[0] in _PAUSES


def _spread(
    phoneme: TimedPhoneme, visemes: Sequence[Viseme], weights: Sequence[float]
) -> Iterator[_Shape]:
    """Share a symbol's time among its shapes; a diphthong dwells on its beginning."""
    count = len(visemes)
    first = 1.0 / count
    if count > 1 and visemes[0] in _VOWELS:
        first = max(first, _FIRST_SHARE)
    length = phoneme.end - phoneme.start
    at = phoneme.start
    for index, (viseme, weight) in enumerate(zip(visemes, weights, strict=True)):
        share = first if index == 0 else (1.0 - first) / (count - 1)
        end = phoneme.end if index == count - 1 else at + share * length
        yield _Shape(viseme, at, end, weight)
        at = end


def _without_gaps(shapes: Iterable[_Shape], duration: float) -> Iterator[_Shape]:
    """Fill gaps with silence and cut overlaps, from 0 to `duration`."""
    at = 0.0
    for shape in shapes:
        start = min(max(shape.start, at), duration)
        end = min(max(shape.end, start), duration)
        if start > at:
            yield _Shape(Viseme.SIL, at, start)
        yield _Shape(shape.viseme, start, end, shape.weight)
        at = end
    if at < duration:
        yield _Shape(Viseme.SIL, at, duration)


def _merge(shapes: list[_Shape]) -> list[_Shape]:
    merged: list[_Shape] = []
    for shape in shapes:
        if merged and merged[-1].viseme is shape.viseme:
            merged[-1].end = shape.end
            merged[-1].weight = max(merged[-1].weight, shape.weight)
        else:
            merged.append(shape)
    return merged


def _keep_closures(shapes: list[_Shape]) -> None:
    """Let short closures take time from their neighbours, the one before first."""
    for index, shape in enumerate(shapes):
        if shape.viseme not in CLOSURES:
            continue
        before = shapes[index - 1] if index else None
        after = shapes[index + 1] if index + 1 < len(shapes) else None
        if before is not None:
            taken = _spare(before, LEAST_CLOSURE - shape.length)
            before.end -= taken
            shape.start -= taken
        if after is not None:
            taken = _spare(after, LEAST_CLOSURE - shape.length)
            after.start += taken
            shape.end += taken


def _spare(neighbour: _Shape, wanted: float) -> float:
    least = LEAST_CLOSURE if neighbour.viseme in CLOSURES else _LEAST_NEIGHBOUR
    return max(0.0, min(wanted, neighbour.length - least))
