from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lumen.dialogue.essential.conversion import convert

ASKED = [
    ("how many kilometers is 5 miles", "5 miles are about 8.047 kilometers."),
    ("how many km is 5 miles?", "5 miles are about 8.047 kilometers."),
    ("How many feet are in a mile?", "1 mile is 5,280 feet."),
    ("how many days are there in a week", "1 week is 7 days."),
    ("how many ounces does a pound have", "1 pound is 16 ounces."),
    (
        "convert 100 celsius to fahrenheit",
        "100 degrees Celsius is 212 degrees Fahrenheit.",
    ),
    (
        "what is 32 degrees fahrenheit in celsius",
        "32 degrees Fahrenheit is 0 degrees Celsius.",
    ),
    ("-40 °C in °F", "-40 degrees Celsius is -40 degrees Fahrenheit."),
    ("0 kelvin in celsius", "0 kelvins is -273.15 degrees Celsius."),
    ("5 feet 10 inches in cm", "5 feet and 10 inches are 177.8 centimeters."),
    (
        "five feet and ten inches in centimeters",
        "5 feet and 10 inches are 177.8 centimeters.",
    ),
    ("60 mph in km/h", "60 miles per hour are about 96.56 kilometers per hour."),
    ("two and a half hours in minutes", "2.5 hours are 150 minutes."),
    ("half a mile in meters", "0.5 miles are about 804.67 meters."),
    ("how many bytes in 2 gigabytes", "2 gigabytes are 2,000,000,000 bytes."),
    ("3 hectares in square meters please", "3 hectares are 30,000 square meters."),
    ("can you tell me how many grams are in a kilogram", "1 kilogram is 1,000 grams."),
    ("how much is 2 liters in cups", "2 liters are about 8.454 cups."),
    ("one inch to centimeters", "1 inch is 2.54 centimeters."),
    (
        "5 kg in meters",
        "Kilograms are a measure of mass and meters of length, so one cannot become the other.",
    ),
    ("-300 celsius in kelvin", "That is colder than cold can be."),
]
NOT_ASKED = [
    "how many people live in Germany", "I am in a meeting", "5 dollars in euros",
    "how many miles", "miles in km", "what is a mile", "5 in 10", "", "x" * 500,
    "put 5 apples in a bag", "turn it to ten", "5 miles and in km", "- in km",
]  # fmt: skip


@pytest.mark.parametrize(("asked", "answer"), ASKED)
def test_units_are_converted(asked, answer) -> None:
    found = convert(asked)
    assert found is not None
    assert found.text == answer


@pytest.mark.parametrize("asked", NOT_ASKED)
def test_other_sentences_are_left_alone(asked) -> None:
    assert convert(asked) is None


@given(
    st.integers(1, 100_000),
    st.sampled_from(
        [
            ("miles", "kilometers"),
            ("pounds", "kilograms"),
            ("gallons", "liters"),
            ("celsius", "fahrenheit"),
            ("acres", "hectares"),
            ("knots", "mph"),
        ]
    ),
)
@settings(max_examples=100, deadline=None)
def test_there_and_back_is_the_same(number, units) -> None:
    one, other = units
    there = convert(f"{number} {one} in {other}")
    again = convert(f"1 {other} in {one}")
    assert there is not None
    assert again is not None
    assert there.value is not None
    if one != "celsius":
        assert again.value is not None
        assert there.value * again.value == number
    else:
        assert there.value == Fraction(number * 9, 5) + 32


@given(st.text(max_size=130))
@settings(max_examples=200, deadline=None)
def test_any_text_is_survived(text) -> None:
    convert(text)
    convert(f"how many km is {text}")
    convert(f"{text} in miles")
