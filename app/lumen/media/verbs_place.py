"""Verbs that change where and how fast a track plays."""

from __future__ import annotations

from dataclasses import replace

from lumen.core.media import Feature, PlayerState, Verdict
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.commands import Aspect, Order, Outcome, unchanged
from lumen.media.slots import text

DEFAULT_SEEK = Seconds(10.0)
DEFAULT_SPEED = 0.25

END_MARGIN = Seconds(1.0)
"""Nobody is sent nearer to the end: at the end players go to the next track."""

_TOLERANCE = Seconds(2.0)
"""Rhythmbox counts whole seconds, VLC lands on key frames."""

_FINEST = Seconds(0.25)
_SPEED_TOLERANCE = 0.011
_LEAST_SPEED = 0.1


async def seek(order: Order) -> Outcome:
    """Go to a position, a part, or by an offset; 10 s on when no amount is said."""
    at = order.now(order.before)
    wanted = order.number("seek_position")
    part, left = order.number("seek_fraction"), order.number("seek_from_end")
    if wanted is None and (part is not None or left is not None):
        length = order.before.track.length
        if length is None:
            return Outcome(
                Verdict.REFUSED,
                f"{order.name} does not tell how long this is. Say a place, such as"
                " 12:30.",
            )
        wanted = _within(length, part, left)
    if wanted is None:
        if at is None:
            return Outcome(
                Verdict.REFUSED,
                f"{order.name} does not tell where it is. Say a place, such as 12:30.",
            )
        offset = order.number("seek_offset")
        wanted = at + (DEFAULT_SEEK if offset is None else offset)
    if not order.can(Feature.SEEK):
        return order.unable(Feature.SEEK)
    target = _clamped(wanted, order.before.track.length)
    await order.player.seek_to(target)
    began = order.readback.clock.now()

    def aim() -> float:
        """Where it should be by now."""
        on = order.readback.clock.now() - began
        return target + (on * order.before.speed if _running(order) else 0.0)

    slack = _slack(target, at)
    after, held = await order.until(lambda state: _near(order, state, aim(), slack))
    outcome = _sought(order, wanted=wanted, target=target, after=after, held=held)
    section = text(order.intent.slots, "section")
    if section and outcome.verdict is Verdict.DONE:
        return replace(outcome, text=f"{_end_unknown(section)} {outcome.text}")
    return outcome


def _within(length: Seconds, part: float | None, left: float | None) -> float:
    """A place by a part of the whole, or by what is left behind it."""
    if part is None:
        return length - max(0.0, left or 0.0)
    return min(1.0, max(0.0, part)) * length - (END_MARGIN if part >= 1 else 0)


def _end_unknown(section: str) -> str:
    """No player tells where an intro ends, so a step is taken and admitted."""
    named = section if section.startswith(("this", "that", "the")) else f"the {section}"
    return f"I cannot tell where {named} ends, so I went on {DEFAULT_SEEK:g} seconds."


def _slack(target: Seconds, at: Seconds | None) -> float:
    """How far off is near enough: never so far that standing still would do."""
    if at is None:
        return _TOLERANCE
    return min(_TOLERANCE, max(_FINEST, abs(target - at) / 2))


def _clamped(wanted: float, length: Seconds | None) -> Seconds:
    if length is not None:
        wanted = min(wanted, max(0.0, length - END_MARGIN))
    return Seconds(max(0.0, wanted))


def _running(order: Order) -> bool:
    return order.before.status.value == "playing"


def _near(order: Order, state: PlayerState, aim: float, slack: float) -> bool:
    position = order.now(state)
    return position is not None and abs(position - aim) <= slack


def _sought(
    order: Order, *, wanted: float, target: Seconds, after: PlayerState, held: bool
) -> Outcome:
    was, is_ = order.now(order.before), order.now(after)
    if is_ is None:
        is_ = target
    if not held and (was is None or abs(is_ - was) < 1.0):
        return order.disobeyed()
    before = "" if was is None else wording.place(was)
    reached = wording.place(is_)
    change = order.changed(after, Aspect.POSITION)
    if not held:
        said = f"{order.name} went to {reached}, as near as it would."
        return Outcome(Verdict.PARTLY, said, before, reached, change)
    if wanted < -0.5:
        said = f"{order.name} is back at the start; there is nothing before it."
        return Outcome(Verdict.PARTLY, said, before, reached, change)
    if wanted > target + 0.5:
        length = wording.place(order.before.track.length or target)
        said = f"{order.name} is at the end: this is only {length} long."
        return Outcome(Verdict.PARTLY, said, before, reached, change)
    return Outcome(
        Verdict.DONE, f"{order.name} is at {reached}.", before, reached, change
    )


async def adjust_speed(order: Order) -> Outcome:
    """Set the speed, or change it; a quarter faster when no amount is said."""
    if not order.can(Feature.SPEED):
        return order.unable(Feature.SPEED)
    before = order.before
    wanted = order.number("playback_speed")
    if wanted is None:
        by = order.number("speed_adjustment")
        wanted = before.speed + (DEFAULT_SPEED if by is None else by)
    elif wanted <= 0.0:
        return Outcome(
            Verdict.REFUSED, "A speed is more than nothing. Say pause to stop there."
        )
    low, high = before.speeds
    target = min(max(wanted, low, min(_LEAST_SPEED, high)), high)
    was = wording.tempo(before.speed)
    clamped = abs(target - wanted) > _SPEED_TOLERANCE
    if abs(target - before.speed) <= _SPEED_TOLERANCE:
        if not clamped:
            return unchanged(f"{order.name} already plays at {was}.", was)
        return Outcome(
            Verdict.REFUSED,
            f"{order.name} plays from {wording.tempo(low)} to"
            f" {wording.tempo(high)} only; it is at {was} already.",
            was,
            was,
        )
    await order.player.set_speed(target)
    after, held = await order.until(
        lambda state: abs(state.speed - target) <= _SPEED_TOLERANCE
    )
    reached = wording.tempo(after.speed)
    if not held and abs(after.speed - before.speed) <= _SPEED_TOLERANCE:
        return order.disobeyed()
    change = order.changed(after, Aspect.SPEED)
    if clamped or not held:
        said = f"{order.name} plays at {reached}; it cannot go further."
        return Outcome(Verdict.PARTLY, said, was, reached, change)
    return Outcome(
        Verdict.DONE, f"{order.name} plays at {reached}.", was, reached, change
    )
