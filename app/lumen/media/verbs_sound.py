"""Verbs that change the volume."""

from __future__ import annotations

from lumen.core.media import Feature, PlayerState, Verdict
from lumen.media import wording
from lumen.media.commands import Aspect, Order, Outcome, for_now, unchanged
from lumen.media.slots import yes_or_no

DEFAULT_STEP = 5.0
"""Points of 100 by which it changes when no amount is said."""

MOST_AT_ONCE = 0.3
"""Louder by more than this only when the person names the level."""

_TOLERANCE = 0.011
"""Players keep volumes in hundredths, or in steps of PulseAudio's 65,536."""


async def adjust_volume(order: Order) -> Outcome:
    """Set the volume, change it, mute, or bring the sound back."""
    before = order.before.volume
    if before is None or not order.can(Feature.VOLUME):
        return order.unable(Feature.VOLUME)
    order.memory.risen_from.setdefault(order.player.id, before)
    mute = yes_or_no(order.intent.slots, "mute")
    if mute is not None:
        return await (_mute(order, before) if mute else _unmute(order, before))
    level = order.number("volume_level")
    if level is not None:
        return await _to_level(order, before, level)
    factor = order.number("volume_factor")
    if factor is not None:
        return await _shift(order, before, before * factor)
    points = order.number("volume_adjustment")
    wanted = before + (DEFAULT_STEP if points is None else points) / 100.0
    return await _shift(order, before, wanted)


async def _to_level(order: Order, before: float, level: float) -> Outcome:
    """Set the volume; more than everything was perhaps asked for."""
    asked = order.number("volume_asked")
    wanted = (level if asked is None else asked) / 100.0
    target = min(1.0, max(0.0, wanted))
    order.memory.risen_from[order.player.id] = target
    return await _set(order, before, target, wanted=wanted)


async def _shift(order: Order, before: float, wanted: float) -> Outcome:
    """Change the volume by points: up by 30 in one sentence, and never beyond full."""
    if wanted > before:
        base = order.memory.risen_from[order.player.id]
        most = max(before, min(base, before) + MOST_AT_ONCE)
        target = min(wanted, most, max(1.0, before))
    else:
        target = min(1.0, max(0.0, wanted))
    if target != before or wanted == before:
        return await _set(order, before, target, wanted=wanted)
    shown = wording.loudness(before)
    if wanted < before:
        text = f"{order.name} is silent already."
    elif before >= 1.0:
        text = f"{order.name} is as loud as it goes, at {shown}."
    else:
        text = (
            f"{order.name} is at {shown}. I turn up by 30 points at most; say a level,"
            " such as 80 percent, to go further."
        )
    return Outcome(Verdict.REFUSED, text, shown, shown)


async def _set(order: Order, before: float, target: float, *, wanted: float) -> Outcome:
    was = wording.loudness(before)
    if abs(target - before) < 0.005:
        if wanted > 1.0 + 1e-6 and target >= 1.0:
            most = f"{order.name} is at {was} already, which is the most."
            return Outcome(Verdict.REFUSED, most, was, was)
        if wanted < -1e-6:
            silent = f"{order.name} is silent already."
            return Outcome(Verdict.REFUSED, silent, was, was)
        where = "silent" if target < 0.005 else f"at {was}"
        return unchanged(f"{order.name} is already {where}.", was)
    after, held = await _apply(order, target)
    reached = wording.loudness(after.volume)
    if not held:
        if after.volume is None or abs(after.volume - before) <= _TOLERANCE:
            return order.disobeyed()
        said = f"{order.name} went to {reached}, as near as it would."
    elif wanted > 1.0 + 1e-6 and target >= 1.0:
        said = f"{order.name} is at {reached}, which is the most."
    elif wanted > target + 1e-6:
        said = (
            f"{order.name} is at {reached}. I turn up by 30 points at most; say a"
            " level, such as 80 percent, to go further."
        )
    elif wanted < -1e-6:
        said = f"{order.name} is silent now."
    else:
        return _done(order, f"{order.name} is at {reached}.", was, after)
    return Outcome(
        Verdict.PARTLY, said, was, reached, order.changed(after, Aspect.VOLUME)
    )


async def _mute(order: Order, before: float) -> Outcome:
    if before <= 0.0:
        return unchanged(f"{order.name} is already silent.", wording.loudness(before))
    after, held = await _apply(order, 0.0)
    if not held:
        return order.disobeyed()
    order.memory.muted[order.player.id] = before
    done = _done(order, f"Muted {order.name}.", wording.loudness(before), after)
    return for_now(order, done, "unmute")


async def _unmute(order: Order, before: float) -> Outcome:
    was = wording.loudness(before)
    if before > 0.0:
        order.memory.muted.pop(order.player.id, None)
        return unchanged(f"{order.name} is not muted; it is at {was}.", was)
    known = order.memory.muted.get(order.player.id)  # not of what others muted
    level = MOST_AT_ONCE if known is None else known
    after, held = await _apply(order, level)
    if not held:
        return order.disobeyed()
    order.memory.muted.pop(order.player.id, None)
    reached = wording.loudness(after.volume)
    said = f"{order.name} is at {reached} again."
    if known is None:
        said = f"{order.name} is at {reached}. I do not know how loud it was before."
    return _done(order, said, was, after)


async def _apply(order: Order, target: float) -> tuple[PlayerState, bool]:
    """Set the volume, and wait until the player shows it."""
    await order.loudness.set_volume(order.player, target)

    def holds(state: PlayerState) -> bool:
        shown = order.loudness.shown(order.player.id, target)
        return state.volume is not None and abs(state.volume - shown) <= _TOLERANCE

    return await order.until(holds)


def _done(order: Order, said: str, was: str, after: PlayerState) -> Outcome:
    return Outcome(
        Verdict.DONE,
        said,
        was,
        wording.loudness(after.volume),
        order.changed(after, Aspect.VOLUME),
    )
