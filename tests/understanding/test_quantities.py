"""Amounts as people say and write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from lumen.understanding.quantities import (
    Kind,
    duration_in,
    find,
    first,
    number_at,
    position_in,
    rate_in,
    year_in,
)


def only(text: str, **options: bool) -> tuple[str, float, str]:
    found = find(text, **options)
    assert len(found) == 1, found
    one = found[0]
    return one.kind.value, round(one.value, 4), text[one.start : one.end]


@pytest.mark.parametrize(
    ("text", "seconds", "said"),
    [
        ("go back a minute and a half", 90, "a minute and a half"),
        ("a minute and half back", 90, "a minute and half"),
        ("ninety secs", 90, "ninety secs"),
        ("1h 20m", 4800, "1h 20m"),
        ("1h20m30s", 4830, "1h20m30s"),
        ("2min30", 150, "2min30"),
        ("5 mins 30", 330, "5 mins 30"),
        ("two minutes thirty", 150, "two minutes thirty"),
        ("two minutes oh five", 125, "two minutes oh five"),
        ("two minutes and thirty seconds", 150, "two minutes and thirty seconds"),
        ("one hour, twenty minutes", 4800, "one hour, twenty minutes"),
        ("half a minute", 30, "half a minute"),
        ("half an hour and ten minutes", 2400, "half an hour and ten minutes"),
        ("a half hour", 1800, "a half hour"),
        ("half hour nap", 1800, "half hour"),
        ("a quarter of an hour", 900, "a quarter of an hour"),
        ("three quarters of an hour", 2700, "three quarters of an hour"),
        ("a third of a minute", 20, "a third of a minute"),
        ("an hour and a half", 5400, "an hour and a half"),
        ("an hour and three quarters", 6300, "an hour and three quarters"),
        ("two and a half hours", 9000, "two and a half hours"),
        ("1 1/2 hours", 5400, "1 1/2 hours"),
        ("1 and a 1/2 hours", 5400, "1 and a 1/2 hours"),
        ("2½ minutes", 150, "2½ minutes"),
        ("1.5 minutes", 90, "1.5 minutes"),
        ("a couple of minutes", 120, "a couple of minutes"),
        ("a couple minutes", 120, "a couple minutes"),
        ("a few more seconds", 3, "a few more seconds"),
        ("half a dozen seconds", 6, "half a dozen seconds"),
        ("twenty-odd seconds", 20, "twenty-odd seconds"),
        ("twenty or so seconds", 20, "twenty or so seconds"),
        ("two or three minutes", 120, "two or three minutes"),
        ("five to ten minutes", 300, "five to ten minutes"),
        ("a minute or two", 60, "a minute or two"),
        ("replay the last minute", 60, "last minute"),
        ("another thirty seconds", 30, "thirty seconds"),
        ("a 30-second skip", 30, "30-second"),
        ("a twenty second skip", 20, "twenty second"),
        ("5 min. 30 sec.", 330, "5 min. 30 sec."),
        ("1:30 minutes", 90, "1:30 minutes"),
        ("1:30 hours", 5400, "1:30 hours"),
        ("two minutes' worth", 120, "two minutes"),
        ("fourty minuets", 2400, "fourty minuets"),
        ("a minuet and a half", 90, "a minuet and a half"),
        ("go back to minutes", 120, "to minutes"),
        ("skip to to minutes", 120, "to minutes"),
        ("sixty for seconds", 64, "sixty for seconds"),
        ("by for minutes", 240, "for minutes"),
        ("ate seconds", 8, "ate seconds"),
        ("three days", 259200, "three days"),
    ],
)
def test_durations_are_read_in_seconds(text: str, seconds: float, said: str) -> None:
    assert only(text) == ("duration", seconds, said)


@pytest.mark.parametrize(
    "text",
    [
        "go back for minutes",
        "it went on for seconds",
        "talk to seconds",
        "by the way",
        "how much is it",
        "mp3",
        "2pac",
        "play 80s music",
        "a second time",
        "at this point",
        "free minutes",
        "wow",
        "",
        "12345678901234567890123456789012345678901234567890123456789012345",
    ],
)
def test_no_amount_is_made_up(text: str) -> None:
    assert not [one for one in find(text) if one.kind is not Kind.ORDINAL]


@pytest.mark.parametrize(
    ("text", "kind", "value", "said"),
    [
        ("12:34", "timestamp", 754, "12:34"),
        ("to 1:02:03 please", "timestamp", 3723, "1:02:03"),
        ("one hour twenty in", "timestamp", 4800, "one hour twenty in"),
        ("the 20 minute mark", "timestamp", 1200, "20 minute mark"),
        ("ten minutes into it", "timestamp", 600, "ten minutes into"),
        ("go to minute five", "timestamp", 300, "minute five"),
        ("minute 12 second 30", "timestamp", 750, "minute 12 second 30"),
        ("half past five", "clock", 19800, "half past five"),
        ("a quarter to six pm", "clock", 63900, "a quarter to six pm"),
        ("five o'clock", "clock", 18000, "five o'clock"),
        ("five o clock", "clock", 18000, "five o clock"),
        ("at 5pm", "clock", 61200, "5pm"),
        ("at 5 p.m.", "clock", 61200, "5 p.m."),
        ("7:30 am", "clock", 27000, "7:30 am"),
        ("12 am", "clock", 0, "12 am"),
        ("12:15 pm", "clock", 44100, "12:15 pm"),
        ("five thirty pm", "clock", 63000, "five thirty pm"),
        ("ten minutes to six", "clock", 21000, "ten minutes to six"),
        ("twenty past noon", "clock", 44400, "twenty past noon"),
        ("until midnight", "clock", 0, "midnight"),
        ("fifty percent", "percent", 0.5, "fifty percent"),
        ("fifty per cent", "percent", 0.5, "fifty per cent"),
        ("50 %", "percent", 0.5, "50 %"),
        ("150%", "percent", 1.5, "150%"),
        ("a hundred percent", "percent", 1, "a hundred percent"),
        ("a third of the way", "fraction", 0.3333, "a third"),
        ("three quarters", "fraction", 0.75, "three quarters"),
        ("3/4", "fraction", 0.75, "3/4"),
        ("volume nine out of ten", "fraction", 0.9, "nine out of ten"),
        ("½", "fraction", 0.5, "½"),
        ("halfway", "fraction", 0.5, "halfway"),
        ("half way through", "fraction", 0.5, "half way"),
        ("1.5x", "rate", 1.5, "1.5x"),
        ("x2", "rate", 2, "x2"),
        ("at to times speed", "rate", 2, "to times speed"),
        ("times two", "rate", 2, "times two"),
        ("one and a half times", "rate", 1.5, "one and a half times"),
        ("time and a half", "rate", 1.5, "time and a half"),
        ("twice as fast", "rate", 2, "twice as fast"),
        ("twice as slow", "rate", 0.5, "twice as slow"),
        ("half as fast", "rate", 0.5, "half as fast"),
        ("double the speed", "rate", 2, "double the speed"),
        ("half speed", "rate", 0.5, "half speed"),
        ("three quarter speed", "rate", 0.75, "three quarter speed"),
        ("150 percent speed", "rate", 1.5, "150 percent speed"),
        ("75% of the normal speed", "rate", 0.75, "75% of the normal speed"),
        ("normal speed", "rate", 1, "normal speed"),
        ("1.25 speed", "rate", 1.25, "1.25 speed"),
        ("triple", "rate", 3, "triple"),
        ("a hair louder", "degree", 1, "a hair"),
        ("a bit louder", "degree", 2, "a bit"),
        ("quite a bit", "degree", 3, "quite a bit"),
        ("much louder", "degree", 4, "much"),
        ("way too loud", "degree", 4, "way"),
        ("a lot", "degree", 4, "a lot"),
        ("the second one's cover", "ordinal", 2, "second"),
        ("twenty first", "ordinal", 21, "twenty first"),
        ("the 21st", "ordinal", 21, "21st"),
        ("fourty", "number", 40, "fourty"),
        ("twenty-five", "number", 25, "twenty-five"),
        ("a hundred and five", "number", 105, "a hundred and five"),
        ("two point five", "number", 2.5, "two point five"),
        ("one point two five", "number", 1.25, "one point two five"),
        ("oh point five", "number", 0.5, "oh point five"),
        ("point five", "number", 0.5, "point five"),
        ("one and a half", "number", 1.5, "one and a half"),
        ("two and three quarters", "number", 2.75, "two and three quarters"),
        ("20,000", "number", 20000, "20,000"),
        ("volume -10", "number", -10, "-10"),
        ("minus ten", "number", -10, "minus ten"),
        ("track 5", "number", 5, "5"),
    ],
)
def test_every_kind_is_read(text: str, kind: str, value: float, said: str) -> None:
    found = [one for one in find(text) if one.kind.value == kind]
    assert [(round(one.value, 4), text[one.start : one.end]) for one in found] == [
        (value, said)
    ]


def test_amounts_come_from_left_to_right() -> None:
    text = "turn it from ten to five then skip two minutes at 1.5x"
    assert [(one.kind, one.value) for one in find(text)] == [
        (Kind.NUMBER, 10), (Kind.NUMBER, 5), (Kind.DURATION, 120), (Kind.RATE, 1.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("go to one thirty", 90),
        ("twelve thirty four", 754),
        ("one oh five", 65),
        ("one twenty five thirty", 5130),
        ("12 30", 750),
        ("to five minutes", 300),
        ("jump to 4:20", 260),
        ("twenty five", None),
        ("one two three", None),
        ("ten thirty percent", None),
    ],
)
def test_places_in_what_plays(text: str, seconds: float | None) -> None:
    found = position_in(text)
    assert (found.value if found else None) == seconds


def test_pairs_of_numbers_are_places_only_when_asked() -> None:
    assert [one.kind for one in find("one thirty")] == [Kind.NUMBER, Kind.NUMBER]
    assert only("one thirty", times=True) == ("timestamp", 90, "one thirty")


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("at one and a half", 1.5),
        ("at 75 percent", 0.75),
        ("half", 0.5),
        ("speed 30", None),
        ("3 things at 2x", 2),
    ],
)
def test_speeds(text: str, factor: float | None) -> None:
    found = rate_in(text)
    assert (found.value if found else None) == factor


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("from nineteen ninety nine", 1999),
        ("in nineteen oh five", 1905),
        ("twenty ten", 2010),
        ("two thousand and eight", 2008),
        ("of 1984", 1984),
        ("1,984", None),
        ("nineteen hundred", 1900),
        ("twenty", None),
        ("twenty one", None),
        ("a1999", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    found = year_in(text)
    assert (found.value if found else None) == year


def test_a_number_can_be_asked_for_at_a_place() -> None:
    found = number_at("volume to  twenty five now", 9)
    assert found is not None
    assert (found.value, found.start, found.end) == (25, 11, 22)
    assert number_at("volume up twenty", 7) is None
    assert number_at("volume", 6) is None
    assert number_at("volume to for", 10) is None
    heard = number_at("volume to for", 10, heard=True)
    assert heard is not None
    assert heard.value == 4


def test_the_first_of_a_kind() -> None:
    text = "track 3 for ten seconds, then twenty seconds"
    assert duration_in(text) == find(text)[1]
    assert first(text) == find(text)[0]
    assert first(text, Kind.RATE) is None


_HOURS = st.integers(0, 9)
_SIXTY = st.integers(0, 59)


def _unit(value: int, name: str) -> str:
    return f"{num2words(value)} {name}{'s' * (value != 1)}"


@given(
    hours=_HOURS,
    minutes=_SIXTY,
    seconds=_SIXTY,
    link=st.sampled_from([" ", " and ", ", "]),
)
def test_spoken_durations_round_trip(
    hours: int, minutes: int, seconds: int, link: str
) -> None:
    parts = [
        _unit(value, name)
        for value, name in ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
        if value
    ]
    total = hours * 3600 + minutes * 60 + seconds
    found = duration_in(f"skip ahead {link.join(parts)} please")
    assert (found.value if found else 0) == total


@given(
    hours=st.integers(1, 99),
    minutes=_SIXTY,
    seconds=_SIXTY,
    form=st.sampled_from(["{}h{}m{}s", "{}h {}m {}s", "{} hrs {} min {} sec"]),
)
def test_written_durations_round_trip(
    hours: int, minutes: int, seconds: int, form: str
) -> None:
    found = duration_in(form.format(hours, minutes, seconds))
    assert found is not None
    assert found.value == hours * 3600 + minutes * 60 + seconds


@given(hours=_HOURS, minutes=_SIXTY, seconds=_SIXTY)
def test_written_places_round_trip(hours: int, minutes: int, seconds: int) -> None:
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    found = position_in(f"jump to {text}")
    assert found is not None
    assert found.value == hours * 3600 + minutes * 60 + seconds
    assert found.end == len("jump to ") + len(text)


@given(minutes=st.integers(1, 59), seconds=_SIXTY.filter(bool))
def test_spoken_places_round_trip(minutes: int, seconds: int) -> None:
    oh = "oh " * (seconds < 10)
    text = f"{num2words(minutes)} {oh}{num2words(seconds)}".replace("-", " ")
    found = position_in(f"go to {text}")
    if minutes % 10 == 0 and minutes >= 20 and seconds < 10 and not oh:
        return
    assert found is not None
    assert found.value == minutes * 60 + seconds


@given(value=st.integers(0, 10**9))
def test_whole_numbers_round_trip(value: int) -> None:
    for text in (str(value), f"{value:,}", num2words(value).replace(",", "")):
        found = number_at(f"at {text}", 2)
        assert found is not None, text
        assert found.value == value
        assert found.end == 3 + len(text)


@given(hundredths=st.integers(1, 9999))
def test_decimals_round_trip(hundredths: int) -> None:
    whole, rest = divmod(hundredths, 100)
    digits = f"{rest:02}"
    spoken = f"{num2words(whole)} point {' '.join(num2words(int(d)) for d in digits)}"
    for text in (f"{whole}.{digits}", spoken):
        found = number_at(text, 0)
        assert found is not None, text
        assert found.value == pytest.approx(hundredths / 100)


@given(percent=st.integers(0, 200))
def test_percentages_round_trip(percent: int) -> None:
    for text in (f"{percent}%", f"{percent} percent", f"{num2words(percent)} per cent"):
        assert only(text)[:2] == ("percent", percent / 100)


@given(st.text(max_size=500))
@settings(max_examples=400)
def test_any_text_is_read_without_harm(text: str) -> None:
    before = 0
    for one in find(text, times=True):
        assert before <= one.start < one.end <= len(text)
        before = one.end
    assert position_in(text) is None or find(text, times=True)


_WORDS = st.sampled_from(
    [
        "a",
        "an",
        "one",
        "two",
        "to",
        "for",
        "and",
        "half",
        "quarter",
        "third",
        "of",
        "minute",
        "minutes",
        "seconds",
        "second",
        "hour",
        "h",
        "m",
        "s",
        "5",
        "30",
        "1:20",
        "12.5",
        ".",
        ",",
        "-",
        "%",
        "x",
        "times",
        "speed",
        "point",
        "oh",
        "past",
        "in",
        "into",
        "mark",
        "thousand",
        "hundred",
        "twenty",
        "couple",
        "few",
        "dozen",
        "minus",
        "½",
        "/",
        "1/2",
        "last",
        "more",
        "or",
        "the",
        "pm",
        "o'clock",
        "999999999999999999999999999999999999999999999999999999999999999",
        "²",
        "٣",
        "İ",
    ]
)


@given(st.lists(_WORDS, max_size=60), st.sampled_from([" ", "", "-"]))
@settings(max_examples=500)
def test_any_order_of_its_own_words_is_read_without_harm(
    words: list[str], gap: str
) -> None:
    text = gap.join(words)
    for one in find(text, times=True):
        assert text[one.start : one.end].strip()
        assert one.value == one.value
    rate_in(text)
    year_in(text)


@pytest.mark.parametrize(
    "unit",
    ["and a half ", "twenty ", "1:20 ", "minute ", "a ", "half of a ", "million "],
)
def test_work_grows_with_length_only(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lumen.understanding import quantity_tokens

    calls = 0
    read = quantity_tokens.read_number

    def counted(words: list[str], at: int) -> object:
        nonlocal calls
        calls += 1
        assert len(words) <= 24
        return read(words, at)

    monkeypatch.setattr(quantity_tokens, "read_number", counted)
    find(unit * 50)
    short, calls = calls, 0
    find(unit * 500)
    assert calls <= 12 * short + 50
