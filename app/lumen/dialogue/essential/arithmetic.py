"""Sums in words and figures: a small parser of its own, exact fractions, no `eval`."""

# ruff: noqa: RUF001 - signs of arithmetic

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction

from lumen.core.number_words import DIGITS, read_digits, read_number
from lumen.dialogue.essential.figures import say_number

_LONGEST_CHARS = 200
_MOST_TOKENS = 80
_DEEPEST = 40
_LARGEST_BITS = 4096
"""Bits of the largest result that is worked out: about 1,200 digits."""

_QUESTION = re.compile(
    r"^(?:(?:hey |okay |so |um |and )*(?:lumen )?)?(?:please "
    r")?(?:(?:can|could|would) you "
    r"(?:please )?)?(?:tell me |calculate |compute |work out |solve |figure "
    r"out |do you "
    r"know )?(?:what (?:is|are|do you get (?:for|from)|does)|whats|how much (?:is|are)|"
    r"calculate|compute)? ?(?:the (?:result|value|answer) (?:of|to) )?"
)
_TAIL = re.compile(
    r"(?: (?:equals?|make|makes|give|gives|is|please|for me|lumen)| ?=)+$"
)
_PHRASES = tuple(
    (re.compile(rf"(?<!\w){pattern}(?!\w)"), sign)
    for pattern, sign in (
        (r"(?:raised )?to the power(?: of)?", " ^ "),
        (r"raised to", " ^ "),
        (r"to the (\d+)(?:st|nd|rd|th)(?: power)?", r" ^ \1 "),
        (r"(?:multiplied by|multiplied with|times)", " * "),
        (r"divided by", " / "),
        (r"(?:take away|minus|less)", " - "),
        (r"(?:plus|added to)", " + "),
        (r"(?:the )?square root (?:of|from)", " sqrt "),
        (r"(?:the )?cube root (?:of|from)", " cbrt "),
        (r"(?:the )?root of", " sqrt "),
        (r"(?:modulo|mod)", " mod "),
        (r"(?:percent|per cent)", " % "),
        (r"negative", " - "),
        (r"(?:half|one half) of", " 1 / 2 of "),
        (r"(?:a|one) third of", " 1 / 3 of "),
        (r"(?:a|one) quarter of", " 1 / 4 of "),
        (r"(?:two thirds) of", " 2 / 3 of "),
        (r"(?:three quarters) of", " 3 / 4 of "),
        (r"(?:double|twice)", " 2 * "),
        (r"triple", " 3 * "),
    )
)
_COMMANDS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:add|the sum of|sum of|sum) (.+?) (?:and|to|with) (.+)", "({0}) + ({1})"),
        (r"subtract (.+?) from (.+)", "({1}) - ({0})"),
        (r"the difference (?:between|of) (.+?) and (.+)", "({0}) - ({1})"),
        (r"(?:multiply|the product of) (.+?) (?:and|by|with) (.+)", "({0}) * ({1})"),
        (r"divide (.+?) by (.+)", "({0}) / ({1})"),
    )
)
_TOKEN = re.compile(rf"({DIGITS.pattern})|([a-z]+)|(\*\*|[-+*/^%!()])|\s+|(.)")
_SIGNS = str.maketrans(
    {"×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "√": " ", "²": " "}
)
_SHOWN = {"*": "×", "/": "÷", "-": "−", "+": "+", "^": "^", "mod": "mod"}
_LONE = re.compile(r"(?<![!\w])\((-?[\d.,]+%?)\)")
_LOOKS_LIKE_DATE = re.compile(r"\d[\d ]*(?:[-/.]\d+)+")


class _NoSumError(Exception):
    """The text is no sum."""


class _SaidSumError(Exception):
    """A sum without a result; carries what to say."""


@dataclass(frozen=True, slots=True)
class SumResult:
    """A solved sum.

    Attributes:
        text: What to say.
        value: The result; None when there is none.
    """

    text: str
    value: Fraction | None


@dataclass(frozen=True, slots=True)
class _Value:
    number: Fraction
    exact: bool = True
    percent: bool = False


def solve(text: str) -> SumResult | None:
    """Solve a sum like ``what is 17 times 23 plus 4``.

    Args:
        text: As typed or recognised.

    Returns:
        The answer; None when the text is no sum, or more than a sum.
    """
    if len(text) > _LONGEST_CHARS or not text.strip():
        return None
    asked, bare = _prepared(text)
    if bare and _LOOKS_LIKE_DATE.fullmatch(asked):
        return None
    try:
        tokens = _tokens(_in_signs(asked))
        parser = _Parser(tokens)
        value = parser.parse()
    except _NoSumError:
        return None
    except _SaidSumError as said:
        return SumResult(str(said), None)
    except ZeroDivisionError:
        return SumResult(
            "Dividing by zero has no answer, however hard one tries.", None
        )
    shown = "".join(_show(token, before) for token, before in _with_before(tokens))
    shown = _LONE.sub(r"\1", shown)
    figures, precise = say_number(value.number)
    sign = "=" if value.exact and precise else "is about"
    return SumResult(f"{shown.strip()} {sign} {figures}.", value.number)


def _prepared(text: str) -> tuple[str, bool]:
    """The text without question and politeness, and whether there was none."""
    lowered = text.lower().replace("’", "'").replace("what's", "what is")
    lowered = lowered.replace("²", " squared ").replace("³", " cubed ")
    lowered = lowered.replace("√", " sqrt ").translate(_SIGNS)
    lowered = re.sub(r"(?<=[a-z])-(?=[a-z])|(?<=[a-z]),", " ", lowered)
    lowered = " ".join(lowered.strip(" ?.!:;,").split() or [""])
    if re.search(r"\d!?$", lowered) and text.rstrip(" ?").endswith("!"):
        lowered += "!"
    match = _QUESTION.match(lowered)
    asked = lowered[match.end() :] if match else lowered
    asked = _TAIL.sub("", asked).strip()
    return asked, asked == lowered


def _in_signs(asked: str) -> str:
    for pattern, form in _COMMANDS:
        if match := pattern.fullmatch(asked):
            asked = form.format(match[1], match[2])
            break
    for pattern, sign in _PHRASES:
        asked = pattern.sub(sign, asked)
    return asked


_WORDS = {
    "x": "*",
    "over": "/",
    "squared": "squared",
    "cubed": "cubed",
    "factorial": "!",
    "of": "of",
    "off": "off",
    "mod": "mod",
    "sqrt": "sqrt",
    "cbrt": "cbrt",
}
_Token = Fraction | str


def _tokens(asked: str) -> list[_Token]:
    """Numbers and signs.

    Raises:
        _NoSumError: There is a word that no sum has.
    """
    pieces: list[str] = []
    for match in _TOKEN.finditer(asked):
        if match.group(4):
            raise _NoSumError
        if match.group().strip():
            pieces.append(match.group())
        if len(pieces) > _MOST_TOKENS:
            raise _NoSumError
    tokens: list[_Token] = []
    at = 0
    while at < len(pieces):
        found = read_number(pieces, at)
        if found is not None:
            tokens.append(found[0])
            at = found[1]
            continue
        piece = pieces[at]
        if DIGITS.fullmatch(piece) and read_digits(piece) is None:
            raise _SaidSumError("That number is longer than I can count.")
        sign = {"**": "^"}.get(piece, piece) if not piece.isalpha() else ""
        token = sign or _WORDS.get(piece, "")
        if not token:
            raise _NoSumError
        tokens.append(token)
        at += 1
    return tokens


class _Parser:
    """Recursive descent over the usual precedence."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._operations = 0

    def parse(self) -> _Value:
        """The value of the whole.

        Raises:
            _NoSumError: It is no sum.
            _SaidSumError: It has no result that can be said.
            ZeroDivisionError: It divides by zero.
        """
        value = self._sum()
        if self._at < len(self._tokens) or not self._operations:
            raise _NoSumError
        return value

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *signs: str) -> str:
        token = self._peek()
        if isinstance(token, str) and token in signs:
            self._at += 1
            return token
        return ""

    def _sum(self) -> _Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _NoSumError
        value = self._product()
        while sign := self._take("+", "-"):
            self._operations += 1
            right = self._product()
            step = right.number
            if right.percent:  # "80 plus 15 percent" means 15 percent of the 80
                step *= value.number
            number = value.number + step if sign == "+" else value.number - step
            value = _checked(number, value.exact and right.exact)
        self._depth -= 1
        return value

    def _product(self) -> _Value:
        value = self._unary()
        while sign := self._take("*", "/", "of", "off", "mod"):
            self._operations += 1
            right = self._unary()
            exact = value.exact and right.exact
            if sign in ("*", "of"):
                number = value.number * right.number
            elif sign == "off":
                number = right.number * (1 - value.number)
            elif sign == "mod":
                number = value.number % right.number
            else:
                number = value.number / right.number
            value = _checked(number, exact)
        return value

    def _unary(self) -> _Value:
        if self._take("-"):
            value = self._nested(self._unary)
            return _Value(-value.number, value.exact)
        if self._take("+"):
            return self._nested(self._unary)
        if root := self._take("sqrt", "cbrt"):
            self._operations += 1
            value = self._nested(self._unary)
            return _root(value, 2 if root == "sqrt" else 3)
        return self._power()

    def _nested(self, read: object) -> _Value:
        self._depth += 1
        if self._depth > _DEEPEST or not callable(read):
            raise _NoSumError
        value = read()
        self._depth -= 1
        assert isinstance(value, _Value)  # the parser's own methods
        return value

    def _power(self) -> _Value:
        base = self._postfix()
        if not self._take("^"):
            return base
        self._operations += 1
        exponent = self._nested(self._unary)
        return _raised(base, exponent)

    def _postfix(self) -> _Value:
        value = self._atom()
        while sign := self._take("%", "!", "squared", "cubed"):
            self._operations += sign != "%"
            if sign == "%":
                value = _Value(value.number / 100, value.exact, percent=True)
            elif sign == "!":
                value = _factorial(value)
            else:
                value = _raised(value, _Value(Fraction(2 if sign == "squared" else 3)))
        return value

    def _atom(self) -> _Value:
        if self._take("("):
            value = self._sum()
            if not self._take(")"):
                raise _NoSumError
            return value
        token = self._peek()
        if not isinstance(token, Fraction):
            raise _NoSumError
        self._at += 1
        return _Value(token)


def _checked(number: Fraction, exact: bool) -> _Value:
    if number.numerator.bit_length() > _LARGEST_BITS:
        raise _SaidSumError(_TOO_LARGE)
    if number.denominator.bit_length() > _LARGEST_BITS:
        raise _SaidSumError("That is so close to nothing that I call it zero.")
    return _Value(number, exact)


_TOO_LARGE = "That number is too large to say. It would have over a thousand digits."


def _raised(base: _Value, exponent: _Value) -> _Value:
    power = exponent.number
    exact = base.exact and exponent.exact
    if base.number == 0 and power < 0:
        raise ZeroDivisionError
    if power.denominator == 1:
        size = max(
            base.number.numerator.bit_length(), base.number.denominator.bit_length()
        )
        if abs(base.number) != 1 and size * abs(power.numerator) > _LARGEST_BITS:
            if abs(base.number) < 1 or power < 0:
                raise _SaidSumError("That is so close to nothing that I call it zero.")
            raise _SaidSumError(_TOO_LARGE)
        if abs(base.number) == 1:
            odd = power.numerator % 2 == 1
            return _Value(base.number if odd else Fraction(1), exact)
        return _Value(base.number**power.numerator, exact)
    if base.number < 0:
        raise _SaidSumError("That has no answer among the real numbers.")
    try:
        return _Value(Fraction(float(base.number) ** float(power)), exact=False)
    except (OverflowError, ValueError):
        raise _SaidSumError(_TOO_LARGE) from None


def _root(value: _Value, degree: int) -> _Value:
    number = value.number
    if number < 0 and degree == 2:
        raise _SaidSumError(
            "A negative number has no square root among the real numbers."
        )
    over = _whole_root(abs(number.numerator), degree)
    under = _whole_root(number.denominator, degree)
    sign = -1 if number < 0 else 1
    if over is not None and under is not None:
        return _Value(sign * Fraction(over, under), value.exact)
    try:
        near = float(abs(number)) ** (1 / degree)
    except OverflowError:
        raise _SaidSumError(_TOO_LARGE) from None
    return _Value(sign * Fraction(near), exact=False)


def _whole_root(number: int, degree: int) -> int | None:
    if degree == 2:
        root = math.isqrt(number)
        return root if root * root == number else None
    if number.bit_length() > 900:
        return None
    near = round(number ** (1 / 3))
    return next((r for r in (near - 1, near, near + 1) if r**3 == number), None)


def _factorial(value: _Value) -> _Value:
    number = value.number
    if number.denominator != 1 or number < 0:
        raise _SaidSumError("A factorial needs a whole number of zero or more.")
    if number > 400:
        raise _SaidSumError(_TOO_LARGE)
    return _Value(Fraction(math.factorial(number.numerator)), value.exact)


def _with_before(tokens: list[_Token]) -> list[tuple[_Token, _Token | None]]:
    return list(zip(tokens, [None, *tokens[:-1]], strict=True))


def _show(token: _Token, before: _Token | None) -> str:
    """A token of the sum as written in the answer."""
    if isinstance(token, Fraction):
        return say_number(token)[0]
    if token == "-" and (before is None or before in ("(", "sqrt", "cbrt", *_SHOWN)):
        return "-"
    if token in ("sqrt", "cbrt"):
        return "√" if token == "sqrt" else "the cube root of "
    glued = {"%": "%", "!": "!", "(": "(", ")": ")", "squared": "²", "cubed": "³"}
    if token in glued:
        return glued[token]
    if token == "^":
        return "^"
    return f" {_SHOWN.get(token, token)} "
