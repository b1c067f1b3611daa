from __future__ import annotations

from collections.abc import Sequence

from lumen.core.doing import Done
from lumen.core.expression import Expression
from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.dialogue.doing import carry_out

TURN = TurnId(4)


class Does:
    """A `Doer` of the intents it is given, with a script of what comes of them."""

    def __init__(self, intents: str, *done: Done) -> None:
        self._intents = intents.split()
        self._done = list(done)
        self.did: list[list[str]] = []

    def takes(self, intent: Intent) -> bool:
        return intent.name in self._intents

    async def do(self, turn: TurnId, intents: Sequence[Intent]) -> Done:
        assert turn == TURN
        self.did.append([intent.name for intent in intents])
        return self._done.pop(0)


def commands(names: str) -> list[Intent]:
    return [Intent(name) for name in names.split()]


async def test_each_command_goes_to_the_first_that_takes_it_in_order() -> None:
    players = Does("pause mute", Done("Paused.", aloud=False), Done("Muted."))
    timers = Does("timer pause", Done("Set."))
    done = await carry_out([players, timers], TURN, commands("pause timer mute"))
    assert done == Done("Paused. Set. Muted.")
    assert players.did == [["pause"], ["mute"]]
    assert timers.did == [["timer"]]


async def test_neighbours_go_together() -> None:
    players = Does("pause mute", Done("Both.", aloud=False))
    done = await carry_out([players], TURN, commands("pause mute"))
    assert done == Done("Both.", aloud=False)
    assert players.did == [["pause", "mute"]]


async def test_nothing_is_done_when_one_of_them_belongs_to_nobody() -> None:
    players = Does("pause")
    assert await carry_out([players], TURN, commands("pause joke")) is None
    assert players.did == []
    assert await carry_out([players], TURN, []) is None
    assert await carry_out([], TURN, commands("pause")) is None


async def test_faces_and_facts_are_gathered() -> None:
    one = Does("a", Done("", expression=Expression.SAD, facts=("x: 1",)))
    two = Does("b", Done("Hm.", aloud=False, facts=("y: 2",)))
    done = await carry_out([one, two], TURN, commands("a b"))
    assert done is not None
    assert done == Done(
        "Hm.", aloud=False, expression=Expression.SAD, facts=("x: 1", "y: 2")
    )
