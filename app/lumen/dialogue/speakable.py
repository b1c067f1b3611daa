"""From text as shown to text as spoken, with the way back from ear to eye.

One pass over the text: at each place the longest known form is read (see
`spoken_forms.FORMS`, tried in order), said in words, and an anchor notes how much of
the shown text has been said.
"""

# ruff: noqa: RUF001 - look-alike characters are what is looked for

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from lumen.dialogue.spoken_addresses import say_address, say_figures, spell_name
from lumen.dialogue.spoken_forms import FORMS
from lumen.dialogue.spoken_letters import (
    TO_SPELL,
    plain_number,
    readable_letters,
    say_roman,
    spell_acronym,
)
from lumen.dialogue.spoken_numbers import cardinal, number_reader
from lumen.dialogue.spoken_text import SpokenText
from lumen.dialogue.spoken_words import (
    EMOJI_NAMES,
    base_language,
    words_for,
)

_PLAIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[,;]? (?=[^\W\d_])|'(?=[a-z]))*+[.!?,;:]?")
_SHOUTED = re.compile(
    r"[A-ZÄÖÜ]{2}|[²³½¼¾]|\b[VX]\b|\b(?:etc|usw|ecc)\.|[^\x00-\u024f\u3040-\u9fff\uac00-\ud7a3]"
)

_CALENDAR_EN = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.:/%])(?:,?\s(?P<year>\d{4})(?!\w))?"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>January|February|March|"
    r"April|May|June|July|August|September|October|November|December)\b"
)
_KEPT = frozenset("'’()-¿¡")
_BEFORE_NUMBER = {"~": "about", "#": "number", "<": "less than", ">": "more than"}


@dataclass(frozen=True, slots=True)
class Speakable:
    """A text as spoken.

    Attributes:
        text: Words and punctuation only; empty when there is nothing to say.
        anchors: See `lumen.core.speech.Sentence.anchors`.
    """

    text: str = field(repr=False)
    anchors: tuple[tuple[int, int], ...] = field(default=(), repr=False)


def speakable(display: str, language: str = "en") -> Speakable:
    """Say a shown text in words.

    Args:
        display: Text as shown; markdown is understood.
        language: BCP 47 tag; languages other than en, de, fr, es and it get their
            numbers from num2words and everything else in English.

    Returns:
        Text without markdown, signs and control characters. Never raises.
    """
    if _PLAIN.fullmatch(display) and not _SHOUTED.search(display):
        return Speakable(display)
    return _Reading(display, language).read()


def name_emoji(display: str, language: str = "en") -> str:
    """Words for a reply that is nothing but an emoji; empty for anything else."""
    if base_language(language) != "en":
        return ""
    return next((EMOJI_NAMES[char] for char in display if char in EMOJI_NAMES), "")


class _Reading(SpokenText):
    """One pass over one text."""

    def __init__(self, display: str, language: str) -> None:
        super().__init__()
        self._display = display
        self._language = language
        self._english = base_language(language) == "en"
        self._words = words_for(language)
        self._numbers = number_reader(language)

    def read(self) -> Speakable:
        at, size = 0, len(self._display)
        while at < size:
            match = FORMS.match(self._display, at)
            assert match is not None  # the last form takes any character
            at = _HANDLERS[match.lastgroup or "other"](self, match)
        text = "".join(self.parts)
        if not any(char.isalnum() for char in text):
            return Speakable("")
        if text == self._display:
            return Speakable(text)
        return Speakable(text, tuple(self.anchors))

    # ---- blocks -----------------------------------------------------------------

    def on_fence(self, match: re.Match[str]) -> int:
        if not any(char.isalnum() for char in match.group()):
            return self.skip(match.end())
        self.pause(match.start())
        return self._block(self._words.code, match.end())

    def on_table(self, match: re.Match[str]) -> int:
        self.pause(match.start())
        return self._block(self._words.table, match.end())

    def _block(self, words: str, end: int) -> int:
        self.gap = True
        self.say(words, end)
        self.gap = True
        return end

    def on_rule(self, match: re.Match[str]) -> int:
        return self.skip(match.end())

    def on_mark(self, match: re.Match[str]) -> int:
        return self.skip(match.end())

    def on_item(self, match: re.Match[str]) -> int:
        number = re.sub(r"\D", "", match.group())
        self.say(cardinal(int(number), self._language), match.end())
        return self.stop(".", match.end())

    def on_space(self, match: re.Match[str]) -> int:
        gap = match.group()
        ahead = self._display[match.end() : match.end() + 2]
        if "\n" in gap and (gap.count("\n") > 1 or _STARTS_LINE.match(ahead)):
            self.pause(match.start())
        self.gap = bool(self.parts)
        return match.end()

    # ---- addresses --------------------------------------------------------------

    def on_url(self, match: re.Match[str]) -> int:
        shown = match.group()
        end = match.end()
        if shown.startswith("<"):
            shown = shown.strip("<>")
        else:
            trimmed = shown.rstrip(".,;:!?>'~_#")
            end -= len(shown) - len(trimmed)
            shown = trimmed
        rest = re.sub(r"^(?:https?://|ftp://)?(?:www\.)?", "", shown)
        if not rest:
            return self.skip(match.end())
        return self.say(say_address(rest, self._language), end, apart=True)

    def on_domain(self, match: re.Match[str]) -> int:
        shown = match.group().rstrip(".?/")
        end = match.start() + len(shown)
        return self.say(say_address(shown, self._language), end, apart=True)

    def on_email(self, match: re.Match[str]) -> int:
        user, _, host = match.group().partition("@")
        left, right = (spell_name(part, self._language) for part in (user, host))
        said = f"{left} {self._words.at} {right}"
        return self.say(said, match.end(), apart=True)

    def on_picture(self, match: re.Match[str]) -> int:
        return self.say(self._words.picture, match.end(), apart=True)

    def on_dropped(self, match: re.Match[str]) -> int:
        return self.skip(match.end())

    def on_tag(self, match: re.Match[str]) -> int:
        if match.group()[:3].lower() in ("<br", "<p>", "<li", "</p"):
            self.gap = bool(self.parts)
        return self.skip(match.end())

    def on_entity(self, match: re.Match[str]) -> int:
        char = html.unescape(match.group())
        if char == "\xa0":
            self.gap = True
            return match.end()
        said = self._words.symbols.get(char, "")
        return self.say(said, match.end(), apart=True)

    def on_version(self, match: re.Match[str]) -> int:
        groups = match.group()[1:].split(".")
        said = f" {'point' if self._english else self._words.dot} ".join(
            say_figures(group, self._language) for group in groups
        )
        lead = "" if self.before == "version" else "version "
        return self.say(lead + said, match.end(), apart=True)

    def on_gibberish(self, match: re.Match[str]) -> int:
        if not any(char.isalnum() for char in match.group()):
            return self.skip(match.end())
        return self.say(self._words.gibberish, match.end(), apart=True)

    def on_file(self, match: re.Match[str]) -> int:
        name, _, suffix = match.group().rpartition(".")
        joins = name.islower() or suffix.islower()
        if not joins or not re.search(r"[^\W_]", name):
            return self.on_missing_space(match)
        said = f"{spell_name(name, self._language)} {self._words.dot} {suffix}"
        return self.say(said, match.end(), apart=True)

    def on_missing_space(self, match: re.Match[str]) -> int:
        """``done.Next``: read the first word; the stop and the rest come next."""
        word = re.compile(r"[^\W_]+|[\w\-]").match(self._display, match.start())
        assert word is not None  # a file's name begins with such a character
        if not word.group().isalnum():
            return self.skip(word.end())
        if word.group()[0].isdecimal():
            return self.say(spell_name(word.group(), self._language), word.end())
        return self._read_word(word.group(), word.end())

    # ---- numbers ----------------------------------------------------------------

    def on_number(self, match: re.Match[str]) -> int:
        at = match.start()
        display = self._display
        if display[at] in "-−+" and self._glued_left(at):
            return self.on_operator(match)
        if self._english and (calendar := _DAY_FIRST.match(display, at)):
            number = number_reader("en").read(calendar["day"] + "th", 0, "")
            if number and 1 <= int(calendar["day"]) <= 31:
                self.say(number[0], calendar.end("day"), apart=True)
                return self.say(f"of {calendar['month']}", calendar.end(), apart=True)
        if (
            self._english
            and self.before.capitalize() in self._words.months
            and (calendar := _CALENDAR_EN.match(display, at))
            and 1 <= int(calendar["day"]) <= 31
        ):
            return self._read_day(calendar)
        found = self._numbers.read(display, at, self.before)
        if found is None:
            return self.on_other(match)
        said, end = found
        self.say(said, end, apart=display[at] != "(")
        self.gap = display[end : end + 1].isalnum()
        self.before_number = True
        return end

    def _read_day(self, calendar: re.Match[str]) -> int:
        reader = number_reader("en")
        day = reader.read(calendar["day"] + "th", 0, "")
        assert day is not None  # begins with a digit
        self.say(day[0], calendar.end("day"), apart=True)
        self.gap = False
        if not calendar["year"]:
            return calendar.end("day")
        self.stop(",", calendar.start("year"))
        year = reader.read(calendar["year"], 0, "in")
        assert year is not None  # begins with a digit
        self.say(year[0], calendar.end(), apart=True)
        self.gap = False
        return calendar.end()

    def _glued_left(self, at: int) -> bool:
        """Whether a sign is a hyphen or an operator: something stands close before."""
        return at > 0 and (
            self._display[at - 1].isalnum() or self._display[at - 1] in ")]"
        )

    # ---- words ------------------------------------------------------------------

    def on_dotted(self, match: re.Match[str]) -> int:
        token = match.group()
        key = re.sub(r"\s", "", token).rstrip(".").lower()
        if said := self._words.abbreviations.get(key):
            return self._expanded(said, match.end())
        letters = [part.strip() for part in token.split(".") if part.strip()]
        if not all(len(letter) == 1 for letter in letters):
            return self._read_abbreviation(match)
        if " " in token or not token.isupper():
            return self._read_abbreviation(match)
        self.say(" ".join(letter.upper() for letter in letters), match.end() - 1)
        ends = self._ends_sentence(match.end())
        return self.stop(".", match.end()) if ends else self.skip(match.end())

    def _read_abbreviation(self, match: re.Match[str]) -> int:
        """Read the first word of a dotted token alone; the rest comes next."""
        word = re.compile(r"[^\W\d_]+").match(self._display, match.start())
        assert word is not None  # the form begins with letters
        return self._read_word(word.group(), word.end())

    def _ends_sentence(self, end: int) -> bool:
        return not self._display[end:].strip(" \t\n\"'”’)*_")

    def _expanded(self, said: str, end: int) -> int:
        """Say an abbreviation in words; its last stop may also end the sentence."""
        self.say(said, end)
        if self._ends_sentence(end) and self._display[end - 1] == ".":
            return self.stop(".", end)
        return end

    def on_word(self, match: re.Match[str]) -> int:
        return self._read_word(match.group(), match.end())

    def _read_word(self, word: str, end: int) -> int:
        display = self._display
        if display[end : end + 1] == ".":
            said = self._words.abbreviations.get(word.lower())
            whole = said is not None and not (
                word.islower() and self._ends_sentence(end + 1) and word != "etc"
            )
            if said and whole:
                return self._expanded(said, end + 1)
            number = display[end + 1 : end + 4].strip()[:1].isdecimal()
            if word.lower() in ("no", "nr") and number:
                return self.say("number" if self._english else "Nummer", end + 1)
            if len(word) == 1 and word.isupper() and not self._ends_sentence(end + 1):
                return self.say(word, end + 1)
        if (
            len(word) > 1
            and word[0] in "IVX"
            and (roman := say_roman(word, self.before, self._language))
        ):
            return self.say(roman, end)
        if not word.isascii():
            word = readable_letters(word)
        elif word.isupper() or TO_SPELL.fullmatch(word):
            shouted = self._display.isupper() and " " in self._display.strip()
            word = spell_acronym(word, shouted=shouted)
        apart = self.before_number and display[end : end + 1].isdecimal()
        return self.say(word.replace("’", "'"), end, apart=apart)

    # ---- signs ------------------------------------------------------------------

    def on_dots(self, match: re.Match[str]) -> int:
        if self.last and self.last not in ".,;:!?…":
            self.put("...", match.end())
            return match.end()
        return self.skip(match.end())

    def on_stop(self, match: re.Match[str]) -> int:
        marks = match.group()
        strong = next((char for char in marks if char in "?!。！？"), marks[0])
        if "?" in marks:
            strong = "?"
        return self.stop(strong, match.end())

    def on_operator(self, match: re.Match[str]) -> int:
        """A sign that is a word between two numbers and markup or a pause elsewhere."""
        at, sign = match.start(), match.group()
        end = match.end()
        if match.lastgroup == "number":
            sign, end = sign[0], at + 1
        ahead = self._display[end : end + 3].lstrip(" ")
        words = self._words.between.get(sign)
        if words and self.before_number and _OPERAND.match(ahead):
            spaced = self._display[at - 1 : at] == " "
            if sign not in "-:" or spaced:
                return self.say(words, end, apart=True)
        if sign == ":":
            return self.stop(":", end)
        if sign == "-" and self._glued_left(at) and _OPERAND.match(ahead):
            self.gap = True
            return end
        if sign == "-" and self.gap and ahead[:1].isalpha():
            return self.stop(",", end) if self._display[end] == " " else end
        if sign == "/" and ahead[:1].isalpha() and self.last:
            self.gap = True
            return end
        if sign in _BEFORE_NUMBER and ahead[:1].isdecimal():
            return self.say(_BEFORE_NUMBER[sign], end, apart=True)
        return self.skip(end)

    def on_other(self, match: re.Match[str]) -> int:
        char = match.group()[0]
        end = match.start() + 1
        handled = self.on_sign(char, end)
        if handled is not None:
            return handled
        category = unicodedata.category(char)
        if category[0] == "M" and char not in "\ufe0f\u20e3" and self.last:
            self.put(char, end)
            return end
        if category == "Nd" and char.isdecimal():
            return self.say(cardinal(int(char), self._language), end, apart=True)
        if category in ("No", "Nl") and (plain := plain_number(char)):
            return self.say(cardinal(plain, self._language), end, apart=True)
        return self.skip(end)

    def on_sign(self, char: str, end: int) -> int | None:
        """Signs that have words or keep their place; None for all others."""
        ahead = self._display[end : end + 2]
        if self._english and char in _BEFORE_NUMBER and ahead[:1].isdecimal():
            return self.say(_BEFORE_NUMBER[char], end, apart=True)
        if char in "_~":
            self.gap = self.gap or (ahead[:1].isalnum() and self._glued_left(end - 1))
            return end if self.gap else self.skip(end)
        if char in "|—–":
            return self.stop(",", end)
        if char in _KEPT:
            return self._kept(char, end)
        said = self._words.symbols.get(char)
        if said is None or (char in "=+&%@$" and not self._means(char, end)):
            return None
        return self.say(said, end, apart=True)

    def _means(self, char: str, end: int) -> bool:
        """Whether an ASCII sign stands between two things rather than alone."""
        ahead = self._display[end : end + 2].strip()
        if char == "@":
            return bool(self.last) and self.gap and bool(ahead[:1].isalnum())
        if char in "%$":
            return self.before_number
        return bool(self.last) and bool(re.match(r"[\w($€£√(\-]", ahead))

    def _kept(self, char: str, end: int) -> int:
        """Apostrophes, brackets and Spanish marks, where they belong to words."""
        if char in "’'":
            ahead = self._display[end : end + 1]
            if self.last.isalpha() and not self.gap and ahead.isalpha():
                self.put("'", end)
            else:
                self.skip(end)
        elif char == ")":
            opened = "(" in "".join(self.parts[-60:]) and self.last != "("
            if opened:
                self.put(char, end)
            else:
                self.skip(end)
        elif char == "(" and self._display[end : end + 1] == ")":
            return self.skip(end + 1)
        elif char in "(¿¡":
            self.open(char)
        else:
            self.skip(end)
        return end


_STARTS_LINE = re.compile(r"[#>\-*+•|\d]")
_OPERAND = re.compile(r"[\d(√πx\-−]")


_HANDLERS: dict[str, Callable[[_Reading, re.Match[str]], int]] = {
    "fence": _Reading.on_fence,
    "table": _Reading.on_table,
    "rule": _Reading.on_rule,
    "mark": _Reading.on_mark,
    "item": _Reading.on_item,
    "space": _Reading.on_space,
    "url": _Reading.on_url,
    "email": _Reading.on_email,
    "domain": _Reading.on_domain,
    "picture": _Reading.on_picture,
    "open": _Reading.on_dropped,
    "close": _Reading.on_dropped,
    "note": _Reading.on_dropped,
    "tag": _Reading.on_tag,
    "entity": _Reading.on_entity,
    "version": _Reading.on_version,
    "gibberish": _Reading.on_gibberish,
    "number": _Reading.on_number,
    "dotted": _Reading.on_dotted,
    "file": _Reading.on_file,
    "word": _Reading.on_word,
    "dots": _Reading.on_dots,
    "operator": _Reading.on_operator,
    "stop": _Reading.on_stop,
    "other": _Reading.on_other,
}


@cache
def warm_up(language: str = "en") -> None:
    """Load what the first number needs (60 ms); call off the loop."""
    cardinal(21, language)
