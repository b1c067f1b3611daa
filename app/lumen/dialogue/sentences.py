"""From a stream of text to stretches that can be spoken.

Every decision depends on a prefix of the text alone and is taken as soon as that prefix
is there, so the result is the same however the text was cut into deltas. Each
character is scanned once; looking ahead is bounded.
"""

# ruff: noqa: RUF001 - stops and marks of all scripts

from __future__ import annotations

import re
from enum import Enum, auto

from lumen.core.expression import Expression
from lumen.core.speech import Sentence
from lumen.dialogue import sentence_ends as ends
from lumen.dialogue.sentence_scan import (
    LONGEST_CHARS,
    LOOKAHEAD,
    RUN,
    WAIT,
    Lookout,
)
from lumen.dialogue.speakable import name_emoji, speakable

FIRST_CLAUSE_WORDS = 3
"""Words that make the first clause worth speaking before its sentence is complete.

Source: three words sound for about 0.8 s, in which a Piper medium voice (real-time
factor 0.04 to 0.1) has synthesised the rest of the sentence; fewer would leave a gap.
With four, `bench_turn` hears the first audio 0.2 s later.
"""

FIRST_BREATH_WORDS = 12
"""Words after which the first stretch is cut before a conjunction without a comma."""

_WIDE_CLAUSE_CHARS = 8  # CJK has no spaces between words
_GO_ON = 0

_LATER = re.compile(r"[.!?…。！？．｡\n`~]")
_FIRST = re.compile(r"[.!?…。！？．｡\n`~,;:—–，；：、 ]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class _Line(Enum):
    TEXT = auto()
    MARKED = auto()
    """A heading, a list item or a quotation: ends with its line."""
    TABLE = auto()
    FENCE = auto()


class StreamSplitter(Lookout):
    """Cuts a streamed reply into sentences; implements `SentenceSplitter`.

    The `display` texts hold, in order, all that was fed except whitespace at their
    borders and stretches at the very end that have nothing to say (an emoji, a rule).
    Halves of surrogate pairs are joined; lone ones become U+FFFD.

    Args:
        language: BCP 47 tag of the reply.
        expression: How the reply is meant.
    """

    def __init__(
        self, language: str = "en", expression: Expression = Expression.NEUTRAL
    ) -> None:
        self._language = language
        self._dot_ordinals = language.partition("-")[0].lower() in ends.DOT_ORDINALS
        self._expression = expression
        super().__init__()
        self._at = 0  # everything before was judged
        self._line = _Line.TEXT
        self._fresh = True  # at the start of a line that is not classified yet
        self._code = False  # inside `inline code`
        self._fence = ""
        self._words = 0
        self._count = 0
        self._half = ""  # first half of a surrogate pair
        self._done: list[Sentence] = []

    def feed(self, delta: str) -> list[Sentence]:
        """See `SentenceSplitter.feed`."""
        if self._half or _SURROGATE.search(delta):
            delta = self._join_surrogates(delta)
        self.text += delta
        self._advance()
        if self.start > 0:
            self._at -= self.start
            self.text = self.text[self.start :]
            self.start = 0
        done, self._done = self._done, []
        return done

    def finish(self) -> list[Sentence]:
        """See `SentenceSplitter.finish`."""
        if self._half:
            self.text += "\ufffd"
            self._half = ""
        self.ended = True
        self._advance()
        if not self._take(len(self.text)) and self._count == 0:
            display = self.text[self.start :].strip()
            spoken = name_emoji(display, self._language)
            if spoken:
                self._add(Sentence(0, display, spoken, (), self._expression))
        self.text, self.start, self._at = "", 0, 0
        done, self._done = self._done, []
        return done

    # ---- scanning ---------------------------------------------------------------

    def _advance(self) -> None:
        while self._step():
            pass

    def _step(self) -> bool:
        """Judge the next place of interest; False when more text is needed."""
        if self._line is _Line.FENCE:
            return self._step_fence()
        if self._fresh:
            return self._classify_line()
        if self._line is _Line.TABLE:
            at = self.text.find("\n", self._at)
            self._at = len(self.text) if at < 0 else at + 1
            self._fresh = at >= 0
            return at >= 0
        found = (_LATER if self._count else _FIRST).search(self.text, self._at)
        at = found.start() if found else len(self.text)
        if at - self.start > LONGEST_CHARS:
            self._at = self.start + LONGEST_CHARS
            self._cut(self.soft_place(), forced=True)
            return True
        self._at = at
        if found is None:
            return False
        verdict = self._judge(at, found.group())
        if verdict == WAIT:
            return False
        if verdict != _GO_ON:
            self._cut(verdict)
        return True

    def _judge(self, at: int, char: str) -> int:
        """Where to cut at a place of interest; sets `_at` behind it unless waiting."""
        if char == "\n":
            return self._judge_newline(at)
        if char in "`~":
            return self._judge_ticks(at, char)
        if self._code:
            self._at = at + 1
            return _GO_ON
        if char == " ":
            return self._judge_space(at)
        if char in ends.STOPS:
            return self._judge_stop(at)
        return self._judge_clause(at, char)

    def _step_fence(self) -> bool:
        """Look for the end of a code block."""
        text = self.text
        close = text.find(self._fence, self._at)
        if close < 0:
            self._at = max(self._at, len(text) - len(self._fence) + 1)
            return False
        end = self.run_end(close, self._fence[0])
        if end == len(text) and not self.ended:
            return False
        self._line, self._at = _Line.TEXT, end
        self._cut(end)
        return True

    def _classify_line(self) -> bool:
        """Tell from its first characters what kind of line begins at `_at`."""
        text, begin = self.text, self._at
        first = begin
        while first < len(text) and text[first] in " \t" and first - begin < LOOKAHEAD:
            first += 1
        marker = self.marker(first)
        if marker is None:
            return False
        kind = _Line.TEXT
        if text[first : first + 1] == "|":
            kind = _Line.TABLE
        elif marker:
            kind = _Line.MARKED
        was, self._line, self._fresh = self._line, kind, False
        if (was is _Line.TABLE) != (kind is _Line.TABLE):
            self._cut(begin)
        self._words = 0 if self.start == begin else self._words
        return True

    # ---- judging ----------------------------------------------------------------

    def _judge_ticks(self, at: int, char: str) -> int:
        end = self.run_end(at, char)
        if end == len(self.text) and not self.ended:
            return WAIT
        self._at = end
        if end - at >= 3:
            self._cut(at)
            self._line, self._fence, self._code = _Line.FENCE, char * 3, False
            return _GO_ON
        if char == "`":
            self._code = not self._code
        return _GO_ON

    def _judge_newline(self, at: int) -> int:
        text = self.text
        ahead = at + 1
        while ahead < len(text) and text[ahead] in " \t" and ahead - at < LOOKAHEAD:
            ahead += 1
        before = text[self.start : at].rstrip()[-1:]
        cuts: bool | None = self._line is _Line.MARKED or before in _LINE_ENDS
        if not cuts:
            cuts = (text[ahead] in "\n|" if ahead < len(text) else None) or self.marker(
                ahead
            )
        if cuts is None:
            return WAIT
        self._at, self._fresh, self._code = at + 1, True, False
        if not text[self.start : at].strip():
            self.start = at + 1
            return _GO_ON
        if self._count == 0:
            self._words += 1
        return at + 1 if cuts else _GO_ON

    def _judge_space(self, at: int) -> int:
        """Count words of the first stretch; cut it before a conjunction when long."""
        if self._words + 1 >= FIRST_BREATH_WORDS:
            word = self.next_word(at + 1)
            if word is None:
                return WAIT
            if word in ends.CONJUNCTIONS and not self.bracketed(at):
                self._at = at + 1
                return at + 1
        self._at = at + 1
        if at > self.start and not self.text[at - 1].isspace():
            self._words += 1
        return _GO_ON

    def _judge_clause(self, at: int, char: str) -> int:
        text = self.text
        wide = char in ends.WIDE_CLAUSE_MARKS
        after = at + 1
        while after < len(text) and text[after] in ends.CLOSERS and after - at < 4:
            after += 1
        if after >= len(text) and not self.ended:
            return WAIT
        self._at = at + 1
        if wide:
            enough = at - self.start >= _WIDE_CLAUSE_CHARS
        else:
            # A dash after a space stands alone; other marks end a word.
            spaced = at > self.start and text[at - 1].isspace()
            enough = self._words + (not spaced) >= FIRST_CLAUSE_WORDS
            follower = text[after : after + 1]
            enough &= follower.isspace() or (char == "—" and follower.isalpha())
            enough &= char != "–" or spaced
        return after if enough and not self.bracketed(at) else _GO_ON

    def _judge_stop(self, at: int) -> int:
        text, size = self.text, len(self.text)
        run = at + 1
        while run < size and text[run] in ends.STOPS and run - at < RUN:
            run += 1
        end = run
        while end < size and text[end] in ends.CLOSERS and end - run < 8:
            end += 1
        if end >= size:
            return self._at_end(run)
        emoji = self.emoji_end(end)
        if emoji == WAIT:
            return WAIT
        if emoji > end:
            self._at = emoji
            return emoji
        if not ends.WIDE_STOPS.isdisjoint(text[at:run]):
            self._at = end
            return end
        ahead = end
        while ahead < size and text[ahead] in " \t\u00a0" and ahead - end < LOOKAHEAD:
            ahead += 1
        if ahead >= size:
            return self._at_end(run)
        follow = self._follows if ahead > end or text[end].isspace() else self._glued
        verdict = follow(at, run, end, ahead)
        if verdict != WAIT:
            self._at = max(run, verdict)
        return verdict

    def _at_end(self, run: int) -> int:
        if not self.ended:
            return WAIT
        self._at = run
        return _GO_ON

    def _follows(self, at: int, run: int, end: int, ahead: int) -> int:
        """Judge a stop that is followed by whitespace."""
        text = self.text
        follower = text[ahead]
        if text[at] == "." and run == at + 1:
            return self._judge_period(at, end, ahead)
        if text[at] in "!?":
            token = self.token(at).lower()
            quoted = end > run and text[run] not in "*_"
            goes_on = follower.islower() and (quoted or token in ends.NOISY_NAMES)
        else:
            goes_on = follower.islower()
        return _GO_ON if goes_on else end

    def _glued(self, at: int, run: int, end: int, ahead: int) -> int:
        """Judge a stop without whitespace behind it: a missing space, or a name."""
        text = self.text
        follower = text[ahead]
        if follower in "¿¡":
            return end
        token = self.token(at)
        if not (follower.isalpha() and not follower.islower()) or "/" in token:
            return _GO_ON
        if text[at] in "!?" or run > at + 1:
            return end
        if not ends.is_plain_word(token) or token.lower() in ends.TITLES:
            return _GO_ON
        opens = text[self.start : at].strip() == token
        if not (token.islower() or opens or end > run):
            return _GO_ON
        stop = ahead
        while stop < len(text) and text[stop].isalpha() and stop - ahead < LOOKAHEAD:
            stop += 1
        if stop == len(text):
            return end if self.ended else WAIT
        word = text[ahead:stop]
        runs_on = word[1:].islower() or word in ("I", "A")
        return end if runs_on and text[stop] in " \n,;:!?'’" else _GO_ON

    def _judge_period(self, at: int, end: int, ahead: int) -> int:
        """Judge a single full stop before whitespace."""
        text = self.text
        token = self.token(at)
        low = token.lower()
        follower = text[ahead]
        if not token or low in ends.TITLES:
            return _GO_ON if end == at + 1 else end
        if token.isdecimal():
            return self._judge_number(at, end, ahead, token)
        if low in ends.NUMBERED and follower.isdecimal():
            return _GO_ON
        if follower == "\n":
            return end
        if low in ends.ENDING or len(token) == 1 or ends.is_dotted(token):
            return self._unless_continued(end, ahead)
        return self._judge_small(token, end, ahead, quoted=end > at + 1)

    def _judge_small(self, token: str, end: int, ahead: int, *, quoted: bool) -> int:
        """Judge a stop behind a word: before a small letter it may be no end."""
        text = self.text
        if not text[ahead].islower():
            return end
        if ahead + 1 == len(text) and not self.ended:
            return WAIT
        if text[ahead + 1 : ahead + 2].isupper():  # iPhone
            return end
        return end if len(token) > 4 and not quoted else _GO_ON

    def _judge_number(self, at: int, end: int, ahead: int, token: str) -> int:
        """Judge a stop behind a number: an ordinal, an item of a list, or the end."""
        text = self.text
        begin = at - len(token)
        line = text[max(text.rfind("\n", 0, begin) + 1, self.start) : begin]
        if len(token) <= 3 and not line.strip(" \t#>*-"):
            return _GO_ON
        if self._dot_ordinals and len(token) <= 2 and text[ahead] != "\n":
            return self._unless_continued(end, ahead)
        return _GO_ON if text[ahead].islower() else end

    def _unless_continued(self, end: int, ahead: int) -> int:
        """Cut only if the next word is one that begins sentences."""
        if not self.text[ahead].isupper():
            return _GO_ON if self.text[ahead].isalnum() else end
        word = self.next_word(ahead)
        if word is None:
            return WAIT
        return end if word in ends.STARTERS else _GO_ON

    # ---- handing out ------------------------------------------------------------

    def _cut(self, end: int, *, forced: bool = False) -> None:
        """End the stretch at `end`, unless it has nothing to say: then it goes on."""
        if self._take(end) or forced:
            self.start, self._words = end, 0

    def _take(self, end: int) -> bool:
        display = self.text[self.start : end].strip()
        if not display:
            return True
        if self._line is _Line.TEXT and not _SAYABLE.search(display):
            return False
        said = speakable(display, self._language)
        if not said.text:
            return False
        self._add(
            Sentence(self._count, display, said.text, said.anchors, self._expression)
        )
        return True

    def _add(self, sentence: Sentence) -> None:
        self._done.append(sentence)
        self._count += 1

    def _join_surrogates(self, delta: str) -> str:
        """Join halves that came as two characters; keep a trailing first half back."""
        delta = self._half + delta
        self._half = ""
        if "\ud800" <= delta[-1:] <= "\udbff":
            delta, self._half = delta[:-1], delta[-1]
        return delta.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


_LINE_ENDS = frozenset(",;:!?…。，；：")
_SAYABLE = re.compile(r"[^\W_]|[%&+=<>$@/^]|[^\x00-\x7f]")
