"""Numbers as an answer shows them."""

# ruff: noqa: RUF001 - signs of arithmetic

from __future__ import annotations

from fractions import Fraction


def say_number(value: Fraction, exact_places: int = 6) -> tuple[str, bool]:
    """A number as shown in an answer.

    Args:
        value: Any number.
        exact_places: Decimals up to which a number is shown in full.

    Returns:
        The figures, with commas between thousands, and whether they are exact.
    """
    if value.denominator == 1:
        return _say_whole(value.numerator)
    if abs(value) >= 10**15:
        return _say_whole(round(value))[0], False
    if (value * 10**exact_places).denominator == 1:
        return _trimmed(value, exact_places), True
    magnitude = abs(value)
    if magnitude < Fraction(1, 10**6):
        return _scientific(value), False
    decimals = 0 if exact_places < 4 and magnitude >= 1000 else 2
    while magnitude * 10**decimals < 1000 or (exact_places > 4 and decimals < 4):
        decimals += 1
    return _trimmed(value, decimals), False


def _say_whole(value: int) -> tuple[str, bool]:
    if abs(value) < 10**15:
        return f"{value:,}", True
    return _scientific(Fraction(value)), False


def _scientific(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    magnitude = abs(value)
    power = len(str(magnitude.numerator)) - len(str(magnitude.denominator))
    if magnitude < _ten(power):
        power -= 1
    mantissa = _trimmed(magnitude / _ten(power), 3)
    if mantissa == "10":
        mantissa, power = "1", power + 1
    return f"{sign}{mantissa} × 10^{power}"


def _ten(power: int) -> Fraction:
    return Fraction(10**power) if power >= 0 else Fraction(1, 10**-power)


def _trimmed(value: Fraction, decimals: int) -> str:
    scaled = round(abs(value) * 10**decimals)
    whole, rest = divmod(scaled, 10**decimals)
    sign = "-" if value < 0 and scaled else ""
    tail = f"{rest:0{decimals}d}".rstrip("0")
    return f"{sign}{whole:,}" + (f".{tail}" if tail else "")
