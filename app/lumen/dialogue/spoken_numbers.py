"""Numbers as they are said: amounts, years, dates, times, ranges, telephone numbers."""

# ruff: noqa: RUF001 - typographic dashes and apostrophes

from __future__ import annotations

import re
from functools import cache, lru_cache

from lumen.dialogue.spoken_words import SpokenWords, base_language, words_for

_LONGEST_DIGITS = 15
"""Longer whole numbers are read digit by digit."""

_NUMBER = re.compile(r"\d++(?:[.,'’\u00a0\u202f]\d++)*+")
_PHONE = re.compile(
    r"(?:\+\d{1,3}[ \-]?)?\(?\d{2,4}\)?(?:[ \-]\d{2,8}){1,4}(?![\w\-])|"
    r"\+\d{7,15}(?!\w)"
)
_LOCAL_PHONE = re.compile(r"\d{3}-\d{4}(?![\w\-])|\d{3}-\d{3}-\d{4}(?![\w\-])")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?![\w\-])")
_DOT_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\w)")
_SLASH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?![\w/])")
_TIME = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])(?:\s?([ap])\.?m\b\.?|\s?(Uhr)\b)?",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(\d{1,2})\s?([ap])\.?m\b\.?", re.IGNORECASE)
_UHR = re.compile(r"(\d{1,2})\s?Uhr\b")
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})(?![\w/.])")
_RANGE = re.compile(r"\s?[-–—]\s?(?=\d)")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = {
    "en": _ORDINAL,
    "de": re.compile(r"\.(?=\s[^\W\d_])"),
    "fr": re.compile(r"(?:er|re|e|ème)\b"),
    "es": re.compile(r"\.?[ºª]"),
    "it": re.compile(r"[º°ª](?!\s?[CF])"),
}
_DECADE = re.compile(r"['’]?s\b")
_PLURAL = re.compile(
    r"\s(?:people|men|women|children|more|[a-z]{2,20}s)\b(?!\s?(?:was|is))"
)
_PERCENT = re.compile(r"[\s\u00a0\u202f]?%")
_VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4)}
_MERIDIEM = {"a": "A M", "p": "P M"}


@lru_cache(maxsize=4096)
def _say(number: int, language: str, kind: str) -> str:
    from num2words import num2words  # 60 ms to import: only when first needed

    base = base_language(language)
    try:
        said = num2words(number, lang=base, to=kind)
    except (NotImplementedError, OverflowError, TypeError, ValueError, IndexError):
        said = num2words(number, lang="en")
    return str(said).replace(",", "").replace("  ", " ").strip()


def cardinal(number: int, language: str = "en") -> str:
    """A whole number in words, such as ``one hundred and five``."""
    return _say(number, language, "cardinal")


def ordinal(number: int, language: str = "en") -> str:
    """A whole number as an ordinal, such as ``twenty-first``."""
    return _say(number, language, "ordinal")


def year(number: int, language: str = "en") -> str:
    """A year as it is said, such as ``nineteen eighty-four``."""
    said = _say(number, language, "year")
    return said.replace(" oh-", " oh ")


def digits(text: str, language: str = "en") -> str:
    """Digits one by one; other characters are skipped."""
    return " ".join(cardinal(int(char), language) for char in text if char.isdecimal())


class NumberReader:
    """Reads what begins with a digit, a currency sign or a sign before a digit.

    Args:
        language: BCP 47 tag.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._words: SpokenWords = words_for(language)
        self._point = "." if base_language(language) == "en" else ","
        self._ordinal = _ORDINALS.get(base_language(language), _ORDINAL)
        self._unit = _alternatives(
            tuple(self._words.units), r"[\s\u00a0\u202f]?", r"(?![\w²³/])"
        )
        signs = tuple(self._words.currencies)
        self._currency_before = _alternatives(signs, "", r"\s?(?=\d)")
        self._currency_after = _alternatives(signs, r"[\s\u00a0\u202f]?", r"(?!\w)")
        self._scale = _alternatives(tuple(self._words.scales), r"\s?", r"(?!\w)")

    def read(self, text: str, at: int, before: str) -> tuple[str, int] | None:
        """Read a number.

        Args:
            text: The text as shown.
            at: Offset of a digit, a sign or a currency sign.
            before: The word before, in small letters.

        Returns:
            The words and the offset behind what was read; None when no number begins.
        """
        money = self._currency_before.match(text, at)
        if money:
            return self._read_money(text, money.end(), money.group(1))
        if text[at] in "-−+±" and text[at + 1 : at + 2].isdecimal():
            sign = self._words.minus if text[at] in "-−" else self._words.symbols["+"]
            if text[at] == "+" and (phone := self._read_phone(text, at)):
                return phone
            said, end = self._read_plain(text, at + 1, before)
            return f"{sign} {said}", end
        if text[at] == "(":
            return self._read_phone(text, at)
        if not text[at].isdecimal():
            return None
        return self._read_form(text, at) or self._read_plain(text, at, before)

    # ---- fixed forms ------------------------------------------------------------

    def _read_form(self, text: str, at: int) -> tuple[str, int] | None:
        for read in (
            self._read_date,
            self._read_time,
            self._read_phone,
            self._read_fraction,
        ):
            found = read(text, at)
            if found:
                return found
        return None

    def _read_date(self, text: str, at: int) -> tuple[str, int] | None:
        if match := _ISO_DATE.match(text, at):
            parts = (int(match[1]), int(match[2]), int(match[3]))
        elif match := _DOT_DATE.match(text, at):
            parts = (int(match[3]), int(match[2]), int(match[1]))
        elif match := _SLASH_DATE.match(text, at):
            first, second = int(match[1]), int(match[2])
            month_first = self._language.lower() in ("en", "en-us") and first <= 12
            if second > 12:
                month_first = True
            day, month = (second, first) if month_first else (first, second)
            parts = (int(match[3]), month, day)
        else:
            return None
        number, month, day = parts
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        name = self._words.months[month - 1]
        if base_language(self._language) == "en":
            said = f"{name} {ordinal(day)}, {year(number)}"
        elif base_language(self._language) == "de":
            said = f"{ordinal(day, 'de')} {name} {year(number, 'de')}"
        else:
            link = " de " if base_language(self._language) == "es" else " "
            said_day = cardinal(day, self._language)
            said = f"{said_day}{link}{name}{link}{year(number, self._language)}"
        return said, match.end()

    def _read_time(self, text: str, at: int) -> tuple[str, int] | None:
        full = _HOUR.match(text, at) or _UHR.match(text, at)
        if full and int(full[1]) <= 24:
            return self._hour(int(full[1]), full)
        match = _TIME.match(text, at)
        if match is None or int(match[1]) > 24 or int(match[2]) > 59:
            return None
        hour, minute = int(match[1]), int(match[2])
        whole, parted = self._words.clock
        said_hour = cardinal(hour, self._language)
        meridiem = match[4]
        if minute == 0:
            said = said_hour if meridiem else whole.format(hour=said_hour)
        else:
            said_minute = cardinal(minute, self._language)
            if base_language(self._language) == "en" and minute < 10:
                said_minute = "oh " + said_minute
            said = parted.format(hour=said_hour, minute=said_minute)
        if match[3]:
            seconds = cardinal(int(match[3]), self._language)
            said += f" {self._words.conjunction} {seconds}"
        if meridiem:
            said += " " + _MERIDIEM[meridiem.lower()]
        return said, self._meridiem_end(match, text)

    def _hour(self, hour: int, match: re.Match[str]) -> tuple[str, int]:
        said = cardinal(hour, self._language)
        if match.re is _UHR:
            said = "ein" if hour == 1 else said
            return f"{said} Uhr", match.end()
        said = f"{said} {_MERIDIEM[match[2].lower()]}"
        return said, self._meridiem_end(match, match.string)

    @staticmethod
    def _meridiem_end(match: re.Match[str], text: str) -> int:
        """The stop of ``p.m.`` at the end of a text also ends the sentence."""
        end = match.end()
        return end - 1 if text[end - 1] == "." and not text[end:].strip() else end

    def _read_phone(self, text: str, at: int) -> tuple[str, int] | None:
        match = _LOCAL_PHONE.match(text, at)
        if match is None:
            match = _PHONE.match(text, at)
            if match is None:
                return None
            lead = match.group()[0]
            count = sum(char.isdecimal() for char in match.group())
            if lead not in "+(0" or count < 7:
                return None
        groups = re.findall(r"\d+", match.group())
        said = ", ".join(digits(group, self._language) for group in groups)
        if match.group().startswith("+"):
            said = f"{self._words.symbols['+']} {said}"
        return said, match.end()

    def _read_fraction(self, text: str, at: int) -> tuple[str, int] | None:
        match = _FRACTION.match(text, at)
        if match is None or base_language(self._language) != "en":
            return None
        over, under = int(match[1]), int(match[2])
        if not (0 < over < under <= 100):
            return None
        return _said_fraction(over, under), match.end()

    # ---- amounts ----------------------------------------------------------------

    def _read_plain(self, text: str, at: int, before: str) -> tuple[str, int]:
        match = _NUMBER.match(text, at)
        assert match is not None  # the caller saw a digit
        token, end = match.group(), match.end()
        whole, decimals = self._parse(token)
        if whole is None:
            return self._say_parts(token), end
        ranged = self._read_range(text, end, whole, decimals)
        if ranged:
            return ranged
        if decimals is None and (special := self._special(text, end, whole, before)):
            return special
        said = self._amount(token, whole, decimals)
        if vulgar := _VULGAR.get(text[end : end + 1]):
            said += f" {self._words.conjunction} {_half(vulgar, self._language)}"
            end += 1
        return self._suffixed(text, end, said, single=whole == 1 and decimals is None)

    def _special(
        self, text: str, end: int, whole: int, before: str
    ) -> tuple[str, int] | None:
        """Ordinals, decades and years."""
        if whole < 10_000 and (match := self._ordinal.match(text, end)):
            return ordinal(whole, self._language), match.end()
        english = base_language(self._language) == "en"
        decade = whole % 10 == 0 and (1100 <= whole < 2100 or whole < 100)
        if english and decade and (match := _DECADE.match(text, end)):
            return _decade(whole), match.end()
        if self._is_year(text, end, whole, before):
            return year(whole, self._language), end
        return None

    def _is_year(self, text: str, end: int, whole: int, before: str) -> bool:
        if not 1100 <= whole < 2100 or text[end - 4 : end] != str(whole):
            return False
        if self._unit.match(text, end) or self._currency_after.match(text, end):
            return False
        if 1900 <= whole < 2100:
            return before in self._words.years or not _PLURAL.match(text, end)
        return before in self._words.years and not _PLURAL.match(text, end)

    def _read_range(
        self, text: str, end: int, whole: int, decimals: str | None
    ) -> tuple[str, int] | None:
        dash = _RANGE.match(text, end)
        if dash is None:
            return None
        sign = dash.group()
        if sign.strip() == "-" and sign != "-":
            return None  # "5 - 3" is a difference
        second = _NUMBER.match(text, dash.end())
        if second is None or text[second.end() : second.end() + 1] in ("-", "–"):
            return None
        upper, upper_decimals = self._parse(second.group())
        if upper is None:
            return None
        if decimals is None and self._is_year(text, end, whole, "in"):
            both = f"{year(whole, self._language)} {self._words.to} "
            last = (
                year(upper, self._language)
                if 1100 <= upper < 2100
                else cardinal(upper, self._language)
            )
            return both + last, second.end()
        first = self._amount(text[end - 1], whole, decimals)
        said = (
            f"{first} {self._words.to} "
            f"{self._amount(second.group(), upper, upper_decimals)}"
        )
        return self._suffixed(text, second.end(), said, single=False)

    def _suffixed(
        self, text: str, end: int, said: str, *, single: bool
    ) -> tuple[str, int]:
        """Add percent, a scale, a currency or a unit that follows."""
        percent = _PERCENT.match(text, end)
        if percent:
            return f"{said} {self._words.percent}", percent.end()
        if (match := self._unit.match(text, end)) and not _is_word_in(match):
            one, many = self._words.units[match.group(1)]
            return f"{said} {one if single else many}", match.end()
        if match := self._scale.match(text, end):
            said, end = f"{said} {self._words.scales[match.group(1)]}", match.end()
            single = False
        if match := self._currency_after.match(text, end):
            one, many, _, _ = self._words.currencies[match.group(1)]
            return f"{said} {one if single else many}", match.end()
        return said, end

    def _read_money(self, text: str, at: int, sign: str) -> tuple[str, int] | None:
        match = _NUMBER.match(text, at)
        if match is None:
            return None
        whole, decimals = self._parse(match.group())
        one, many, hundredth, hundredths = self._words.currencies[sign]
        end = match.end()
        if whole is None:
            return f"{self._say_parts(match.group())} {many}", end
        dash = _RANGE.match(text, end)
        if dash and (second := _NUMBER.match(text, dash.end())):
            upper, upper_decimals = self._parse(second.group())
            if upper is not None:
                said = self._amount(match.group(), whole, decimals)
                to = self._amount(second.group(), upper, upper_decimals)
                return f"{said} {self._words.to} {to} {many}", second.end()
        if scale := self._scale.match(text, end):
            said = self._amount(match.group(), whole, decimals)
            return f"{said} {self._words.scales[scale.group(1)]} {many}", scale.end()
        if decimals is None or len(decimals) != 2 or not hundredth:
            said = self._amount(match.group(), whole, decimals)
            return f"{said} {one if said == cardinal(1, self._language) else many}", end
        small = int(decimals)
        parts = []
        if whole or not small:
            unit = one if whole == 1 else many
            parts.append(f"{cardinal(whole, self._language)} {unit}")
        if small:
            unit = hundredth if small == 1 else hundredths
            parts.append(f"{cardinal(small, self._language)} {unit}")
        return f" {self._words.conjunction} ".join(parts), end

    # ---- digits -----------------------------------------------------------------

    def _parse(self, token: str) -> tuple[int | None, str | None]:
        """Whole part and decimals of a number; (None, None) for 1.2.3 and the like."""
        if token.isdecimal():
            return (int(token), None) if len(token) <= 300 else (None, None)
        groups = re.split(r"[.,'’\u00a0\u202f]", token)
        marks = [char for char in token if not char.isdecimal()]
        last = marks[-1]
        thousands = set(marks) == {last} and all(len(g) == 3 for g in groups[1:])
        if thousands and 1 <= len(groups[0]) <= 3 and last != self._point:
            return int("".join(groups)), None
        if len(marks) == 1:
            return int(groups[0]), groups[1]
        grouped = all(len(g) == 3 for g in groups[1:-1]) and last not in marks[:-1]
        if grouped and len(set(marks[:-1])) == 1:
            return int("".join(groups[:-1])), groups[-1]
        return None, None

    def _amount(self, token: str, whole: int, decimals: str | None) -> str:
        length = len(str(whole))
        coded = token.isdecimal() and len(token) > 1 and token[0] == "0"
        if length > _LONGEST_DIGITS or (coded and decimals is None):
            return digits(token if coded else str(whole), self._language)
        said = cardinal(whole, self._language)
        if decimals is not None:
            said += f" {self._words.point} {digits(decimals[:20], self._language)}"
        return said

    def _say_parts(self, token: str) -> str:
        """A version or an address: its numbers with ``point`` between."""
        groups = re.split(r"[.,'’\u00a0\u202f]", token)[:12]
        link = f" {self._words.dot} "
        return link.join(
            cardinal(int(group), self._language)
            if len(group) < 5
            else digits(group[:40], self._language)
            for group in groups
        )


def _is_word_in(match: re.Match[str]) -> bool:
    """Whether a single letter after a space is rather a word, as in ``5 s``."""
    return match.group(1) in ("s", "V", "W") and not match.group().startswith(
        match.group(1)
    )


def _said_fraction(over: int, under: int) -> str:
    if under == 2:
        name = "half" if over == 1 else "halves"
    elif under == 4:
        name = "quarter" if over == 1 else "quarters"
    else:
        name = ordinal(under) + ("" if over == 1 else "s")
    return f"{cardinal(over)} {name}"


def _half(fraction: tuple[int, int], language: str) -> str:
    if base_language(language) == "en":
        return "a half" if fraction == (1, 2) else _said_fraction(*fraction)
    signs = {value: sign for sign, value in _VULGAR.items()}
    return words_for(language).symbols.get(signs[fraction], "")


def _decade(whole: int) -> str:
    if whole < 100:
        said = cardinal(whole)
    elif whole % 100 == 0:
        return f"{year(whole)}s"
    else:
        said = year(whole)
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def _alternatives(signs: tuple[str, ...], before: str, after: str) -> re.Pattern[str]:
    longest = sorted(signs, key=len, reverse=True)
    body = "|".join(re.escape(sign) for sign in longest)
    return re.compile(f"{before}({body}){after}")


@cache
def number_reader(language: str) -> NumberReader:
    """The reader of a language, made once."""
    return NumberReader(language)
