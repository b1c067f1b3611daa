"""Words of a sentence: what engines are given, and where each word sounds."""

# ruff: noqa: RUF001 - confusable signs of many scripts are what is sorted here
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lumen.core.speech import WordTime
from lumen.core.units import Seconds

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LONGEST = 60  # characters; what is longer is no word, and engines have fixed buffers
_PIECE = re.compile(rf"[{_IDEOGRAPH}]|[^\s{_IDEOGRAPH}]{{1,{_LONGEST}}}")
_KEPT_SYMBOLS = frozenset("%&@#+=€$£¥°'-/")
_REPLACED = str.maketrans("’‘ʼ‑‐−", "'''---")
_DASHES = frozenset("-–—")
_STOPS = {
    **dict.fromkeys(".…。．", "."),
    **dict.fromkeys("!！", "!"),
    **dict.fromkeys("?？؟", "?"),
    **dict.fromkeys(",、，،", ","),
    **dict.fromkeys(";；؛", ";"),
    **dict.fromkeys(":：", ":"),
}
_INNER_STOPS = frozenset(".,:")  # in "3.5", "e.g", "10:30"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word as an engine is given it.

    Attributes:
        text: Letters, digits and signs that are spoken; no markup, no controls.
        stop: Punctuation behind it (one of ``.!?,;:``), or empty.
        begin: Offset of its first character in `Sentence.spoken`.
        end: Offset behind its last character, punctuation apart.
        glued: Nothing separates it from the word before, as between ideographs.
    """

    text: str = field(repr=False)
    stop: str
    begin: int
    end: int
    glued: bool = False


def words_of(text: str) -> tuple[SpokenWord, ...]:
    """The words of a text; what cannot be spoken (emoji, controls, markup) is left out.

    Args:
        text: Any text.
    """
    words: list[SpokenWord] = []
    last_end = -1
    for piece in _PIECE.finditer(text):
        word, stop, begin, end = _speakable(piece.group())
        if not word:
            if stop and words and not words[-1].stop:
                words[-1] = _with_stop(words[-1], stop)
            continue
        glued = piece.start() == last_end
        last_end = piece.end()
        start = piece.start()
        words.append(SpokenWord(word, stop, start + begin, start + end, glued))
    return tuple(words)


def join(words: Sequence[SpokenWord]) -> tuple[str, tuple[int, ...]]:
    """The text for an engine.

    Returns:
        The text, and the offset in it at which each word begins.
    """
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for word in words:
        gap = "" if word.glued or not parts else " "
        starts.append(at + len(gap))
        parts.append(gap + word.text + word.stop)
        at += len(parts[-1])
    return "".join(parts), tuple(starts)


def stretches(
    words: Sequence[SpokenWord], longest: int
) -> tuple[tuple[SpokenWord, ...], ...]:
    """Cut words into stretches for engines that cannot stop midway.

    Args:
        words: All words of a sentence.
        longest: Characters a stretch may have; cut at punctuation where there is some
            in its second half.
    """
    done: list[tuple[SpokenWord, ...]] = []
    rest = list(words)
    while rest:
        size = count = 0
        while count < len(rest):
            size += len(rest[count].text) + 1
            if count and size > longest:
                break
            count += 1
        if count < len(rest):
            stops = [at for at in range(count // 2, count) if rest[at].stop]
            count = stops[-1] + 1 if stops else count
        done.append(tuple(rest[:count]))
        del rest[:count]
    return tuple(done)


@dataclass(frozen=True, slots=True)
class SoundGroup:
    """What an engine spoke between two of its word boundaries.

    Attributes:
        start: Seconds.
        stop: Seconds.
        size: How many phonemes.
    """

    start: float
    stop: float
    size: int


def word_times(
    words: Sequence[SpokenWord],
    groups: Sequence[SoundGroup],
    measure: Callable[[str], int],
) -> tuple[WordTime, ...]:
    """Give each word the time of its sounds.

    Where an engine speaks as many groups as there are words they go together one by
    one. It may run words together ("of the") or read one as several ("20"): then
    groups and words are matched by how many phonemes each has.

    Args:
        words: The words that were spoken.
        groups: What the engine spoke, in order.
        measure: Tells how many phonemes a word has on its own.
    """
    if not words or not groups:
        return ()
    if len(words) == len(groups):
        pairs = [(i, i + 1, i, i + 1) for i in range(len(words))]
        sizes = [1] * len(words)
    else:
        sizes = [max(1, measure(word.text)) for word in words]
        pairs = _match(sizes, [max(1, group.size) for group in groups])
    times: list[WordTime] = []
    for first, behind, group, group_behind in pairs:
        start, stop = groups[group].start, groups[group_behind - 1].stop
        total = sum(sizes[first:behind])
        said = 0
        for at in range(first, behind):
            begin = start + (stop - start) * said / total
            said += sizes[at]
            end = start + (stop - start) * said / total
            times.append(
                WordTime(words[at].begin, words[at].end, Seconds(begin), Seconds(end))
            )
    return tuple(times)


_MOST_MERGED = 4
_MERGE_COST = 0.5
_STEPS = (
    *((1, n) for n in range(1, _MOST_MERGED + 1)),
    *((n, 1) for n in range(2, _MOST_MERGED + 1)),
)
_DRIFT = 6  # how far the two may be out of step beyond the difference of their counts


def _match(
    words: Sequence[int], groups: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """Match runs of words to runs of groups so that their sizes differ least.

    Returns:
        Tuples (first word, behind the last, first group, behind the last).
    """
    said, heard = [0, *accumulate(words)], [0, *accumulate(groups)]
    width = abs(len(words) - len(groups)) + _DRIFT
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(words)):
        for j in range(max(0, i - width), min(len(groups), i + width + 1)):
            if (i, j) not in best:
                continue
            cost = best[i, j][0]
            for a, b in _STEPS:
                if i + a > len(words) or j + b > len(groups):
                    continue
                apart = abs((said[i + a] - said[i]) - (heard[j + b] - heard[j]))
                total = cost + apart + _MERGE_COST * (a + b - 2)
                known = best.get((i + a, j + b))
                if known is None or total < known[0]:
                    best[i + a, j + b] = (total, (i, j))
    at = (len(words), len(groups))
    if at not in best:  # too unlike: one run of everything
        return [(0, len(words), 0, len(groups))]
    pairs: list[tuple[int, int, int, int]] = []
    while at != (0, 0):
        before = best[at][1]
        pairs.append((before[0], at[0], before[1], at[1]))
        at = before
    return pairs[::-1]


def _speakable(piece: str) -> tuple[str, str, int, int]:
    """Clean a stretch without spaces.

    Returns:
        The word, the punctuation behind it, and where the word lies in `piece`.
    """
    kept: list[tuple[int, str]] = []
    for at, char in enumerate(piece.translate(_REPLACED)):
        if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"}:
            kept.append((at, char))
        elif char in _KEPT_SYMBOLS or char in _STOPS:
            kept.append((at, _STOPS.get(char, char)))
    stop = ""
    while kept and not _sounds(kept[-1][1]):
        _, char = kept.pop()
        if char in _STOPS:
            stop = char
    while kept and not _sounds(kept[0][1]):
        kept.pop(0)
    if not kept:
        if not stop and piece and set(piece) <= _DASHES:
            stop = ","
        return "", stop, 0, 0
    word = "".join(
        char if char not in _STOPS or char in _INNER_STOPS else " " for _, char in kept
    )
    return word, stop, kept[0][0], kept[-1][0] + 1


def _sounds(char: str) -> bool:
    if char.isalnum() or char in "%&@#+=€$£¥°":
        return True
    return unicodedata.category(char).startswith("M")


def _with_stop(word: SpokenWord, stop: str) -> SpokenWord:
    return SpokenWord(word.text, stop, word.begin, word.end, word.glued)
