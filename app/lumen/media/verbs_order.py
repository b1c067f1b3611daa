"""Verbs that change the order of tracks, and show the player."""

from __future__ import annotations

from lumen.core.media import Feature, RepeatMode, Verdict
from lumen.media import wording
from lumen.media.commands import Aspect, Order, Outcome, unchanged
from lumen.media.slots import text, yes_or_no

_MODES = {
    "one": RepeatMode.ONE,
    "all": RepeatMode.ALL,
    "on": RepeatMode.ALL,
    "off": RepeatMode.OFF,
}


async def shuffle(order: Order) -> Outcome:
    """Play in random order, or in order again; on when it is not said."""
    before = order.before.shuffle
    if before is None or not order.can(Feature.SHUFFLE):
        return order.unable(Feature.SHUFFLE)
    on = yes_or_no(order.intent.slots, "shuffle")
    wanted = True if on is None else on
    if before is wanted:
        return unchanged(
            f"Shuffle is already {wording.switch(wanted)} in {order.name}.",
            wording.switch(wanted),
        )
    await order.player.set_shuffle(wanted)
    after, held = await order.until(lambda state: state.shuffle is wanted)
    if not held:
        return order.disobeyed()
    return Outcome(
        Verdict.DONE,
        f"Shuffle is {wording.switch(wanted)} in {order.name}.",
        wording.switch(before),
        wording.switch(after.shuffle),
        order.changed(after, Aspect.SHUFFLE),
    )


async def repeat(order: Order) -> Outcome:
    """Repeat this track, everything, or nothing; everything when it is not said."""
    before = order.before.repeat
    if before is None or not order.can(Feature.REPEAT):
        return order.unable(Feature.REPEAT)
    mode = text(order.intent.slots, "mode").casefold()
    wanted = _MODES.get(mode, RepeatMode.ALL)
    name = wording.repeating(wanted)
    said = (
        f"{order.name} repeats nothing"
        if wanted is RepeatMode.OFF
        else f"{order.name} repeats {name}"
    )
    if before is wanted:
        return unchanged(f"{said} already.", name)
    await order.player.set_repeat(wanted)
    after, held = await order.until(lambda state: state.repeat is wanted)
    if not held:
        return order.disobeyed()
    return Outcome(
        Verdict.DONE,
        f"{said}.",
        wording.repeating(before),
        wording.repeating(after.repeat),
        order.changed(after, Aspect.REPEAT),
    )


async def show(order: Order) -> Outcome:
    """Bring the player's window to the front; nothing tells whether it came."""
    if not order.can(Feature.RAISE):
        return order.unable(Feature.RAISE)
    await order.player.show()
    return Outcome(Verdict.DONE, f"Here is {order.name}.")
