"""Has commands carried out by the features that take them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from lumen.core.doing import Doer, Done
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.turn import TurnId


async def carry_out(
    doers: Sequence[Doer], turn: TurnId, commands: Sequence[Intent]
) -> Done | None:
    """Have commands done in order, each by the first doer that takes it.

    A sentence is done as a whole or not at all: when nobody takes one of its commands,
    none is carried out.

    Returns:
        What came of all of them; None when this sentence is not for the doers.
    """
    chosen = [(_taker(doers, intent), intent) for intent in commands]
    if not chosen or any(doer is None for doer, _ in chosen):
        return None
    done: list[Done] = []
    for doer, run in groupby(chosen, key=lambda pair: pair[0]):
        assert doer is not None
        done.append(await doer.do(turn, [intent for _, intent in run]))
    return _joined(done)


def _taker(doers: Sequence[Doer], intent: Intent) -> Doer | None:
    return next((doer for doer in doers if doer.takes(intent)), None)


def _joined(done: Sequence[Done]) -> Done:
    if len(done) == 1:
        return done[0]
    faces = [one.expression for one in done if one.expression is not Expression.NEUTRAL]
    return Done(
        text=" ".join(one.text for one in done if one.text),
        aloud=any(one.aloud and one.text for one in done),
        expression=faces[0] if faces else Expression.NEUTRAL,
        facts=tuple(fact for one in done for fact in one.facts),
    )
