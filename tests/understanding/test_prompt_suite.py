"""Over a thousand prompts, understood as a person means them."""

from __future__ import annotations

import pytest

from lumen.understanding import parse, parse_all
from prompts import CONVERSATION, Prompt, Verdict, judge, load

LEAST_RIGHT = 0.97
MOST_FALSE_ACTIONS = 0.01
"""Share of conversation that may be taken for an action."""


@pytest.fixture(scope="module")
def judged() -> list[tuple[Prompt, Verdict]]:
    return [(prompt, judge(prompt, parse, parse_all)) for prompt in load()]


def _share(marks: list[bool]) -> float:
    return sum(marks) / len(marks)


def _missed(judged: list[tuple[Prompt, Verdict]]) -> str:
    return "\n".join(
        f"{prompt.pattern}: {prompt.text}"
        for prompt, verdict in judged
        if not verdict.accepted or verdict.slots is False
    )


def test_the_suite_is_as_large_and_varied_as_promised() -> None:
    prompts = load()
    assert len({prompt.text.casefold() for prompt in prompts}) == len(prompts) >= 1000
    assert len({prompt.pattern for prompt in prompts}) >= 200
    assert sum(prompt.intent in CONVERSATION for prompt in prompts) >= 250
    assert sum(prompt.templated for prompt in prompts) <= len(prompts) / 3


def test_what_is_meant_is_understood(judged: list[tuple[Prompt, Verdict]]) -> None:
    share = _share([verdict.accepted for _, verdict in judged])
    assert share >= LEAST_RIGHT, _missed(judged)


def test_commands_are_understood(judged: list[tuple[Prompt, Verdict]]) -> None:
    share = _share(
        [one.accepted for prompt, one in judged if prompt.intent not in CONVERSATION]
    )
    assert share >= LEAST_RIGHT, _missed(judged)


def test_amounts_and_names_are_understood(
    judged: list[tuple[Prompt, Verdict]],
) -> None:
    share = _share([one.slots for _, one in judged if one.slots is not None])
    assert share >= LEAST_RIGHT, _missed(judged)


def test_conversation_does_nothing(judged: list[tuple[Prompt, Verdict]]) -> None:
    talk = [(prompt, one) for prompt, one in judged if prompt.intent in CONVERSATION]
    acted = [prompt.text for prompt, one in talk if one.false_action]
    assert len(acted) <= MOST_FALSE_ACTIONS * len(talk), acted


def test_what_is_forbidden_is_never_done(
    judged: list[tuple[Prompt, Verdict]],
) -> None:
    acted = [
        prompt.text
        for prompt, one in judged
        if prompt.style == "negated" and one.false_action
    ]
    assert not acted
