"""From text as shown to text as spoken, with the way back from ear to eye.

One pass over the text: at each place the longest known form is read (`_FORMS`, tried in
order), said in words, and an anchor notes how much of the shown text has been said.
Every form is bounded in length or consumes what it matches, so time is linear.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from lumen.dialogue.spoken_numbers import cardinal, digits, number_reader
from lumen.dialogue.spoken_words import (
    EMOJI_NAMES,
    SAID_AS_WORDS,
    base_language,
    words_for,
)

_PLAIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[,;]? (?=[^\W\d_])|'(?=[a-z]))*+[.!?,;:]?")
_SHOUTED = re.compile(
    r"[A-ZÄÖÜ]{2}|[²³½¼¾]|\b[VX]\b|\b(?:etc|usw|ecc)\.|[^\x00-\u024f\u3040-\u9fff\uac00-\ud7a3]"
)

_FORMS = re.compile(
    r"(?P<fence>(?:```|~~~)[\s\S]*?(?:```|~~~|\Z))"
    r"|(?P<table>(?:(?<=\n)|\A)[ \t]*\|[^\n]*\n[ \t]*\|[^\n]*(?:\n[ \t]*\|[^\n]*)*+)"
    r"|(?P<rule>(?:(?<=\n)|\A)[ \t]{0,8}(?:[-*_=][ \t]?){3,200}(?=\n|\Z))"
    r"|(?P<mark>(?:(?<=\n)|\A)[ \t]{0,24}(?:#{1,6}[ \t]|>[ \t]?|"
    r"[-*+•‣▪][ \t](?:\[[ xX]\][ \t])?))"
    r"|(?P<item>(?:(?<=\n)|\A)[ \t]{0,24}\d{1,3}[.)](?=[ \t]))"
    r"|(?P<space>\s+)"
    r"|(?P<url><?(?:https?://|ftp://|www\.)[^\s<>\[\]()*\"'`|\\^{}]{1,2000}>?)"
    r"|(?P<email>[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5})"
    r"|(?P<domain>\b[a-zA-Z0-9\-]{1,63}(?:\.[a-zA-Z0-9\-]{1,63}){0,3}"
    r"\.(?:com|org|net|io|dev|edu|gov|app|info|ai|de|fr|es|uk|eu|ch|at)"
    r"(?:/[\w\-/.%?=&#~]{0,200})?(?![\w@\-]))"
    r"|(?P<picture>!\[\]\([^()\s]{0,500}\))"
    r"|(?P<open>!?\[(?=[^\[\]\n]{1,300}\](?:\(|\[)))"
    r"|(?P<close>\](?:\([^()\n]{0,500}(?:\([^()\s]{0,100}\)[^()\s]{0,100})?\)"
    r"|\[[^\[\]\n]{0,100}\]))"
    r"|(?P<note>\[\^?\d{1,3}\])"
    r"|(?P<tag></?[a-zA-Z][^<>\n]{0,200}>|<!--[^<>\n]{0,200}-->)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,10}|\#\d{1,6});)"
    r"|(?P<version>\b[vV]\d+(?:\.\d+){0,4}\b)"
    r"|(?P<gibberish>[!-~]{60,}+)"
    r"|(?P<number>[$€£¥₹₿]?[\-−+±]?\d|\(\d{2,4}\)[ \-]\d|"
    r"(?:US\$|USD|EUR|GBP|CHF)\s?\d|[$€£]\s\d)"
    r"|(?P<dotted>[^\W\d_]{1,3}\.(?:\s?[^\W\d_]{1,3}\.)+)"
    r"|(?P<file>[\w\-]{1,64}\.[a-zA-Z][a-zA-Z0-9]{0,4}(?![\w.]))"
    r"|(?P<word>[^\W\d_²³½⅓⅔¼¾⅛]+(?:['’\-][^\W\d_²³½⅓⅔¼¾⅛]+)*+)"
    r"|(?P<dots>\.{2,}|…+)"
    r"|(?P<operator>\*\*|<=|>=|!=|==|[*/\-−<>^:·])"
    r"|(?P<stop>[.,;:!?。！？，；：、．｡]+)"
    r"|(?P<other>[\s\S])"
)

_CALENDAR_EN = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.:/%])(?:,?\s(?P<year>\d{4})(?!\w))?"
)
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>January|February|March|"
    r"April|May|June|July|August|September|October|November|December)\b"
)
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_AFTER = frozenset(
    (
        "chapter part volume act book section phase stage level type class war henry louis "
        "elizabeth charles george edward james william richard philip pius benedict john "
        "kapitel teil band akt ludwig friedrich chapitre tome capítulo parte capitolo"
    ).split()
)
_KINGS = frozenset(
    (
        "henry louis elizabeth charles george edward james william richard philip pius "
        "benedict john"
    ).split()
)
_STRONG = ".!?"
_KEPT = frozenset("'()-–—¿¡")
_SPOKEN_STOPS = {"．": ".", "｡": "。"}
_BEFORE_NUMBER = {"~": "about", "#": "number", "<": "less than", ">": "more than"}
_TO_SPELL = re.compile(r"[A-Z]{2,5}s?")


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


class _Reading:
    """One pass over one text."""

    def __init__(self, display: str, language: str) -> None:
        self._display = display
        self._language = language
        self._english = base_language(language) == "en"
        self._words = words_for(language)
        self._numbers = number_reader(language)
        self._parts: list[str] = []
        self._length = 0
        self._last = ""  # the last spoken character
        self._gap = False  # a space is due before the next word
        self._before = ""  # the word before, in small letters
        self._before_number = False
        self._anchors: list[tuple[int, int]] = []

    def read(self) -> Speakable:
        at, size = 0, len(self._display)
        while at < size:
            match = _FORMS.match(self._display, at)
            assert match is not None  # the last form takes any character
            at = _HANDLERS[match.lastgroup or "other"](self, match)
        text = "".join(self._parts)
        if not any(char.isalnum() for char in text):
            return Speakable("")
        if text == self._display:
            return Speakable(text)
        return Speakable(text, tuple(self._anchors))

    # ---- putting words out -------------------------------------------------------------

    def _say(self, words: str, end: int, *, apart: bool = False) -> int:
        """Append words; `apart` sets spaces around them."""
        words = words.strip()
        if not words:
            return self._skip(end)
        if (self._gap or apart) and self._parts and self._last not in "(¿¡-–'":
            words_out = " " + words
        else:
            words_out = words
        self._put(words_out, end)
        self._gap = apart
        self._before = words.rpartition(" ")[2].lower()
        self._before_number = False
        return end

    def _put(self, text: str, end: int) -> None:
        self._parts.append(text)
        self._length += len(text)
        self._last = text[-1]
        self._anchor(end)

    def _anchor(self, end: int) -> None:
        if self._anchors and self._anchors[-1][0] == self._length:
            self._anchors[-1] = (self._length, end)
        elif self._length:
            self._anchors.append((self._length, end))

    def _skip(self, end: int) -> int:
        """Say nothing; what is glued to the last word counts as said with it."""
        if not self._gap and self._length:
            self._anchor(end)
        return end

    def _stop(self, char: str, end: int) -> int:
        """Append punctuation, at most one mark after a word."""
        char = _SPOKEN_STOPS.get(char, char)
        if not self._parts or self._last in "(¿¡":
            return self._skip(end)
        if self._last in ".,;:!?…。！？，；：、":
            if self._last in ",;:" and char in _STRONG:
                self._parts[-1] = self._parts[-1][:-1] + char
                self._last = char
            self._anchor(end)
            return end
        self._put(char, end)
        self._before = ""
        self._before_number = False
        return end

    # ---- blocks ------------------------------------------------------------------------

    def _on_fence(self, match: re.Match[str]) -> int:
        if not any(char.isalnum() for char in match.group()):
            return self._skip(match.end())
        self._pause(match.start())
        return self._block(self._words.code, match.end())

    def _on_table(self, match: re.Match[str]) -> int:
        self._pause(match.start())
        return self._block(self._words.table, match.end())

    def _block(self, words: str, end: int) -> int:
        self._gap = True
        self._say(words, end)
        self._gap = True
        return end

    def _pause(self, at: int) -> None:
        """A line ended: let the voice fall if its text has no mark of its own."""
        if self._last and self._last not in ".,;:!?…。！？，；：、(":
            self._put(".", at)

    def _on_rule(self, match: re.Match[str]) -> int:
        return self._skip(match.end())

    def _on_mark(self, match: re.Match[str]) -> int:
        return self._skip(match.end())

    def _on_item(self, match: re.Match[str]) -> int:
        number = re.sub(r"\D", "", match.group())
        self._say(cardinal(int(number), self._language), match.end())
        return self._stop(".", match.end())

    def _on_space(self, match: re.Match[str]) -> int:
        gap = match.group()
        ahead = self._display[match.end() : match.end() + 2]
        if "\n" in gap and (gap.count("\n") > 1 or _STARTS_LINE.match(ahead)):
            self._pause(match.start())
        self._gap = bool(self._parts)
        return match.end()

    # ---- addresses ---------------------------------------------------------------------

    def _on_url(self, match: re.Match[str]) -> int:
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
            return self._skip(match.end())
        return self._say(self._address(rest), end, apart=True)

    def _on_domain(self, match: re.Match[str]) -> int:
        shown = match.group().rstrip(".?/")
        end = match.start() + len(shown)
        return self._say(self._address(shown), end, apart=True)

    def _address(self, address: str) -> str:
        """A short form: the host, and the path if it is one plain word."""
        host, _, path = address.partition("/")
        host, _, port = host.rpartition("@")[2].partition(":")
        said = self._spell_name(host)
        if port.isdecimal():
            said += f" port {self._say_digits(port)}"
        path = path.strip("/").partition("?")[0].partition("#")[0]
        if 2 < len(path) <= 20 and path.isalpha():
            said += f" {self._words.slash} {path}"
        return said

    def _on_email(self, match: re.Match[str]) -> int:
        user, _, host = match.group().partition("@")
        said = f"{self._spell_name(user)} {self._words.at} {self._spell_name(host)}"
        return self._say(said, match.end(), apart=True)

    def _spell_name(self, name: str) -> str:
        """A name of a computer, a user or a file: words, numbers and dots."""
        pieces: list[str] = []
        for piece in re.findall(r"[^\W\d_]+|\d+|\.", name[:200]):
            if piece == ".":
                pieces.append(self._words.dot)
            elif piece.isdecimal():
                pieces.append(self._say_digits(piece))
            else:
                pieces.append(piece)
        return " ".join(pieces)

    def _say_digits(self, text: str) -> str:
        if len(text) > 4 or text.startswith("0"):
            return digits(text[:40], self._language)
        return cardinal(int(text), self._language)

    def _on_picture(self, match: re.Match[str]) -> int:
        return self._say(self._words.picture, match.end(), apart=True)

    def _on_dropped(self, match: re.Match[str]) -> int:
        return self._skip(match.end())

    def _on_tag(self, match: re.Match[str]) -> int:
        if match.group()[:3].lower() in ("<br", "<p>", "<li", "</p"):
            self._gap = bool(self._parts)
        return self._skip(match.end())

    def _on_entity(self, match: re.Match[str]) -> int:
        char = html.unescape(match.group())
        if char == "\xa0":
            self._gap = True
            return match.end()
        said = self._words.symbols.get(char, "")
        return self._say(said, match.end(), apart=True)

    def _on_version(self, match: re.Match[str]) -> int:
        groups = match.group()[1:].split(".")
        said = f" {'point' if self._english else self._words.dot} ".join(
            self._say_digits(group) for group in groups
        )
        lead = "" if self._before == "version" else "version "
        return self._say(lead + said, match.end(), apart=True)

    def _on_gibberish(self, match: re.Match[str]) -> int:
        if not any(char.isalnum() for char in match.group()):
            return self._skip(match.end())
        return self._say(self._words.gibberish, match.end(), apart=True)

    def _on_file(self, match: re.Match[str]) -> int:
        name, _, suffix = match.group().rpartition(".")
        joins = name.islower() or suffix.islower()
        if not joins or not re.search(r"[^\W_]", name):
            return self._on_missing_space(match)
        said = f"{self._spell_name(name)} {self._words.dot} {suffix}"
        return self._say(said, match.end(), apart=True)

    def _on_missing_space(self, match: re.Match[str]) -> int:
        """``done.Next``: read the first word; the stop and the rest come next."""
        word = re.compile(r"[^\W_]+|[\w\-]").match(self._display, match.start())
        assert word is not None  # a file's name begins with such a character
        if not word.group().isalnum():
            return self._skip(word.end())
        if word.group()[0].isdecimal():
            return self._say(self._say_digits_of(word.group()), word.end())
        return self._read_word(word.group(), word.end())

    def _say_digits_of(self, text: str) -> str:
        return self._spell_name(text)

    # ---- numbers -----------------------------------------------------------------------

    def _on_number(self, match: re.Match[str]) -> int:
        at = match.start()
        display = self._display
        if display[at] in "-−+" and self._glued_left(at):
            return self._on_operator(match)
        if self._english and (calendar := _DAY_FIRST.match(display, at)):
            number = number_reader("en").read(calendar["day"] + "th", 0, "")
            if number and 1 <= int(calendar["day"]) <= 31:
                self._say(number[0], calendar.end("day"), apart=True)
                return self._say(f"of {calendar['month']}", calendar.end(), apart=True)
        if (
            self._english
            and self._before.capitalize() in self._words.months
            and (calendar := _CALENDAR_EN.match(display, at))
            and 1 <= int(calendar["day"]) <= 31
        ):
            return self._read_day(calendar)
        found = self._numbers.read(display, at, self._before)
        if found is None:
            return self._on_other(match)
        said, end = found
        self._say(said, end, apart=display[at] != "(")
        self._gap = display[end : end + 1].isalnum()
        self._before_number = True
        return end

    def _read_day(self, calendar: re.Match[str]) -> int:
        reader = number_reader("en")
        day = reader.read(calendar["day"] + "th", 0, "")
        assert day is not None  # begins with a digit
        self._say(day[0], calendar.end("day"), apart=True)
        self._gap = False
        if not calendar["year"]:
            return calendar.end("day")
        self._stop(",", calendar.start("year"))
        year = reader.read(calendar["year"], 0, "in")
        assert year is not None  # begins with a digit
        self._say(year[0], calendar.end(), apart=True)
        self._gap = False
        return calendar.end()

    def _glued_left(self, at: int) -> bool:
        """Whether a sign is a hyphen or an operator: something stands close before."""
        return at > 0 and (
            self._display[at - 1].isalnum() or self._display[at - 1] in ")]"
        )

    # ---- words -------------------------------------------------------------------------

    def _on_dotted(self, match: re.Match[str]) -> int:
        token = match.group()
        key = re.sub(r"\s", "", token).rstrip(".").lower()
        if said := self._words.abbreviations.get(key):
            return self._expanded(said, match.end())
        letters = [part.strip() for part in token.split(".") if part.strip()]
        if not all(len(letter) == 1 for letter in letters):
            return self._read_abbreviation(match)
        if " " in token or not token.isupper():
            return self._read_abbreviation(match)
        self._say(" ".join(letter.upper() for letter in letters), match.end() - 1)
        ends = self._ends_sentence(match.end())
        return self._stop(".", match.end()) if ends else self._skip(match.end())

    def _read_abbreviation(self, match: re.Match[str]) -> int:
        """Read the first word of a dotted token alone; the rest comes next."""
        word = re.compile(r"[^\W\d_]+").match(self._display, match.start())
        assert word is not None  # the form begins with letters
        return self._read_word(word.group(), word.end())

    def _ends_sentence(self, end: int) -> bool:
        return not self._display[end:].strip(" \t\n\"'”’)*_")

    def _expanded(self, said: str, end: int) -> int:
        """Say an abbreviation in words; its last stop may also end the sentence."""
        self._say(said, end)
        if self._ends_sentence(end) and self._display[end - 1] == ".":
            return self._stop(".", end)
        return end

    def _on_word(self, match: re.Match[str]) -> int:
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
                return self._say("number" if self._english else "Nummer", end + 1)
            if len(word) == 1 and word.isupper() and not self._ends_sentence(end + 1):
                return self._say(word, end + 1)
        if len(word) > 1 and word[0] in "IVX" and (roman := self._roman(word)):
            return self._say(roman, end)
        if not word.isascii():
            word = _readable_letters(word)
        elif word.isupper() or _TO_SPELL.fullmatch(word):
            word = self._spelled(word)
        apart = self._before_number and display[end : end + 1].isdecimal()
        return self._say(word.replace("’", "'"), end, apart=apart)

    def _roman(self, word: str) -> str:
        if self._before not in _ROMAN_AFTER or not _ROMAN.fullmatch(word):
            return ""
        value = _roman_value(word)
        if self._before in _KINGS and self._english:
            reader = number_reader("en").read(f"{value}th", 0, "")
            return f"the {reader[0]}" if reader else ""
        return cardinal(value, self._language)

    def _spelled(self, word: str) -> str:
        """An acronym letter by letter, unless it is said as a word or shouted."""
        plural = word.endswith("s")
        letters = word[:-1] if plural else word
        if letters in SAID_AS_WORDS or len(letters) < 2 or "-" in letters:
            return word
        neighbours = self._display.isupper() and " " in self._display.strip()
        if len(letters) > 5 or neighbours:
            return word.capitalize() if len(letters) > 1 else word
        if len(letters) > 3 and re.search(r"[AEIOU]", letters):
            return word.capitalize()
        if not letters.isalpha():
            return word
        return " ".join(letters) + ("s" if plural else "")

    # ---- signs -------------------------------------------------------------------------

    def _on_dots(self, match: re.Match[str]) -> int:
        if self._last and self._last not in ".,;:!?…":
            self._put("...", match.end())
            return match.end()
        return self._skip(match.end())

    def _on_stop(self, match: re.Match[str]) -> int:
        marks = match.group()
        strong = next((char for char in marks if char in "?!。！？"), marks[0])
        if "?" in marks:
            strong = "?"
        return self._stop(strong, match.end())

    def _on_operator(self, match: re.Match[str]) -> int:
        """A sign that is a word between two numbers and markup or a pause elsewhere."""
        at, sign = match.start(), match.group()
        end = match.end()
        if match.lastgroup == "number":
            sign, end = sign[0], at + 1
        ahead = self._display[end : end + 3].lstrip(" ")
        words = self._words.between.get(sign)
        if words and self._before_number and _OPERAND.match(ahead):
            spaced = self._display[at - 1 : at] == " "
            if sign not in "-:" or spaced:
                return self._say(words, end, apart=True)
        if sign == ":":
            return self._stop(":", end)
        if sign == "-" and self._glued_left(at) and _OPERAND.match(ahead):
            self._gap = True
            return end
        if sign == "-" and self._gap and ahead[:1].isalpha():
            return self._stop(",", end) if self._display[end] == " " else end
        if sign == "/" and ahead[:1].isalpha() and self._last:
            self._gap = True
            return end
        if sign in _BEFORE_NUMBER and ahead[:1].isdecimal():
            return self._say(_BEFORE_NUMBER[sign], end, apart=True)
        return self._skip(end)

    def _on_other(self, match: re.Match[str]) -> int:
        char = match.group()[0]
        end = match.start() + 1
        handled = self._on_sign(char, end)
        if handled is not None:
            return handled
        category = unicodedata.category(char)
        if category[0] in "M" and char not in "\ufe0f\u20e3" and self._last:
            self._put(char, end)
            return end
        if category == "Nd" and char.isdecimal():
            return self._say(cardinal(int(char), self._language), end, apart=True)
        if category in ("No", "Nl") and (plain := _plain_number(char)):
            return self._say(cardinal(plain, self._language), end, apart=True)
        return self._skip(end)

    def _on_sign(self, char: str, end: int) -> int | None:
        """Signs that have words or keep their place; None for all others."""
        ahead = self._display[end : end + 2]
        if self._english and char in _BEFORE_NUMBER and ahead[:1].isdecimal():
            return self._say(_BEFORE_NUMBER[char], end, apart=True)
        if char == "_" or char == "~":
            self._gap = self._gap or (ahead[:1].isalnum() and self._glued_left(end - 1))
            return end if self._gap else self._skip(end)
        if char == "|":
            return self._stop(",", end)
        if char in "(":
            if self._display[end : end + 1] == ")":
                return self._skip(end + 1)
            return self._parenthesis(end)
        if char in "’'":
            if self._last.isalpha() and not self._gap and ahead[:1].isalpha():
                self._put("'", end)
                return end
            return self._skip(end)
        if char in "—–":
            return self._stop(",", end) if self._last else self._skip(end)
        if char in _KEPT:
            return self._kept(char, end)
        said = self._words.symbols.get(char)
        if said is None or (char in "=+&%@$" and not self._means(char, end)):
            return None
        return self._say(said, end, apart=True)

    def _means(self, char: str, end: int) -> bool:
        """Whether an ASCII sign stands between two things rather than alone."""
        ahead = self._display[end : end + 2].strip()
        if char == "@":
            return bool(self._last) and self._gap and bool(ahead[:1].isalnum())
        if char in "%$":
            return self._before_number
        return bool(self._last) and bool(re.match(r"[\w($€£√(\-]", ahead))

    def _parenthesis(self, end: int) -> int:
        if self._gap and self._parts:
            self._put(" ", end - 1)
            self._anchors.pop()
        self._parts.append("(")
        self._length += 1
        self._last, self._gap = "(", False
        return end

    def _kept(self, char: str, end: int) -> int:
        if char == ")":
            if "(" not in "".join(self._parts[-60:]) or self._last == "(":
                return self._skip(end)
            self._put(char, end)
        elif char in "¿¡":
            if self._gap and self._parts:
                self._parts.append(" ")
                self._length += 1
            self._parts.append(char)
            self._length += 1
            self._last, self._gap = char, False
        return end


_STARTS_LINE = re.compile(r"[#>\-*+•|\d]")
_OPERAND = re.compile(r"[\d(√πx\-−]")


def _roman_value(word: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    numbers = [values[char] for char in word]
    return sum(
        -number if number < following else number
        for number, following in zip(numbers, [*numbers[1:], 0], strict=True)
    )


def _readable_letters(word: str) -> str:
    """Letters of fancy alphabets as plain ones; control characters left out."""
    folded = unicodedata.normalize("NFKC", word) if _FANCY.search(word) else word
    return "".join(char for char in folded if char.isalnum() or char in "'’- ")


def _plain_number(char: str) -> int:
    value = unicodedata.numeric(char, 0.0)
    return int(value) if value == int(value) and 0 < value < 1e9 else 0


_FANCY = re.compile("[\U0001d400-\U0001d7ff\uff01-\uff5e\u2100-\u214f\u2460-\u24ff]")

_HANDLERS: dict[str, Callable[[_Reading, re.Match[str]], int]] = {
    "fence": _Reading._on_fence,
    "table": _Reading._on_table,
    "rule": _Reading._on_rule,
    "mark": _Reading._on_mark,
    "item": _Reading._on_item,
    "space": _Reading._on_space,
    "url": _Reading._on_url,
    "email": _Reading._on_email,
    "domain": _Reading._on_domain,
    "picture": _Reading._on_picture,
    "open": _Reading._on_dropped,
    "close": _Reading._on_dropped,
    "note": _Reading._on_dropped,
    "tag": _Reading._on_tag,
    "entity": _Reading._on_entity,
    "version": _Reading._on_version,
    "gibberish": _Reading._on_gibberish,
    "number": _Reading._on_number,
    "dotted": _Reading._on_dotted,
    "file": _Reading._on_file,
    "word": _Reading._on_word,
    "dots": _Reading._on_dots,
    "operator": _Reading._on_operator,
    "stop": _Reading._on_stop,
    "other": _Reading._on_other,
}


@cache
def warm_up(language: str = "en") -> None:
    """Load what the first number needs (60 ms); call off the loop."""
    cardinal(21, language)
