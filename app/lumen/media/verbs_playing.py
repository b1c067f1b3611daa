"""Verbs that start, pause and go through tracks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from lumen.core.media import Feature, PlaybackStatus, PlayerState, Verdict
from lumen.core.units import Seconds
from lumen.media import wording
from lumen.media.commands import Aspect, Order, Outcome, for_now, unchanged
from lumen.media.player import PlayerRefusedError
from lumen.media.readback import (
    REOPENABLE,
    RESTART_CERTAIN,
    TAGS_WITHIN,
    known,
    plays,
    rests,
    same_track,
    track_within,
)

RESTARTED_WITHIN = Seconds(3.0)
"""A track at less than this has just begun; players restart a track beyond it."""


async def pause(order: Order) -> Outcome:
    """Pause; what cannot be paused, such as a live stream, is stopped."""
    before = order.before
    if rests(before):
        return unchanged(f"{order.name} is not playing.", before.status.value)
    if order.can(Feature.PAUSE):
        told = order.player.pause
    elif order.can(Feature.STOP):
        told = order.player.stop
    else:
        return order.unable(Feature.PAUSE)
    after, held = await order.obeyed(told, rests)
    if not held:
        return order.disobeyed()
    done = "Paused" if after.status is PlaybackStatus.PAUSED else "Stopped"
    outcome = Outcome(
        Verdict.DONE,
        f"{done} {order.name}.",
        before.status.value,
        after.status.value,
        order.changed(after, Aspect.STATUS),
    )
    return for_now(order, outcome, "resume")


async def resume(order: Order) -> Outcome:
    """Go on playing."""
    before = order.before
    if plays(before):
        return unchanged(f"{order.name} is already playing.", before.status.value)
    if not order.can(Feature.PLAY):
        return order.unable(Feature.PLAY)
    await order.player.play()
    after, held = await order.until(plays)
    if not held:
        if before.status is PlaybackStatus.STOPPED:
            return Outcome(
                Verdict.REFUSED,
                f"{order.name} has nothing to play. Open something in it first.",
            )
        return order.disobeyed()
    return Outcome(
        Verdict.DONE,
        f"{order.name} plays.",
        before.status.value,
        after.status.value,
        order.changed(after, Aspect.STATUS),
    )


async def go_on(order: Order) -> Outcome:
    """Go to the next track."""
    if not order.can(Feature.NEXT):
        return Outcome(Verdict.REFUSED, f"There is no next one in {order.name}.")
    try:
        await order.player.next()
    except PlayerRefusedError:  # rhythmbox at the end of its list: it may have stopped
        return await _ended(order, await order.player.read())
    after, held = await order.until(
        lambda state: _moved(order, state), track_within(order.player.id)
    )
    if not held:
        return await _ended(order, after)
    return await _arrived(order, after, steps=1)


async def go_back(order: Order) -> Outcome:
    """Go to the previous track; a second press where the first one only restarts."""
    if not order.can(Feature.PREVIOUS):
        return Outcome(Verdict.REFUSED, f"There is no previous one in {order.name}.")
    far_in = (order.now(order.before) or 0.0) > RESTARTED_WITHIN
    await order.player.previous()
    after, held = await order.until(
        lambda state: _moved(order, state), track_within(order.player.id)
    )
    if held and same_track(after.track, order.before.track) and far_in:
        try:
            after = await _leave(order)
        except PlayerRefusedError:
            after = order.loudness.undipped(await order.player.read())
    elif not held:
        return Outcome(Verdict.REFUSED, f"There is no previous one in {order.name}.")
    if not same_track(after.track, order.before.track):
        return await _arrived(order, after, steps=-1)
    return Outcome(
        Verdict.PARTLY,
        f"This is the first one in {order.name}; it starts over.",
        wording.track_name(order.before.track),
        wording.track_name(after.track),
        order.changed(after, Aspect.POSITION),
    )


async def _leave(order: Order) -> PlayerState:
    """Wait whether it is only being left; press again when it did start over."""

    def left(state: PlayerState) -> bool:
        return not same_track(state.track, order.before.track)

    after, held = await order.until(left, RESTART_CERTAIN)
    if not held:
        await order.player.previous()
        after, _ = await order.until(left, track_within(order.player.id))
    return after


def _moved(order: Order, state: PlayerState) -> bool:
    """Whether another track plays, or the same from its beginning.

    VLC is stopped for a moment between two tracks.
    """
    before = order.before
    if _stopped(order, state):
        return False
    if not same_track(state.track, before.track):
        return True
    was, is_ = order.now(before), order.now(state)
    return (
        was is not None
        and is_ is not None
        and was > RESTARTED_WITHIN > is_
        and is_ < was - 1.0
    )


def _stopped(order: Order, state: PlayerState) -> bool:
    return (
        state.status is PlaybackStatus.STOPPED
        and order.before.status is not PlaybackStatus.STOPPED
    )


async def _ended(order: Order, after: PlayerState) -> Outcome:
    """There was no next one; what stopped over it goes on."""
    if _stopped(order, after) and plays(order.before) and order.can(Feature.PLAY):
        try:
            await order.player.play()
        except PlayerRefusedError:
            await _open_again(order)
        await order.until(plays)
    return Outcome(Verdict.REFUSED, f"There is no next one in {order.name}.")


async def _open_again(order: Order) -> None:
    """Rhythmbox forgets at its end what it played: it is told, and where it was."""
    url, at = order.before.track.url, order.now(order.before)
    if not order.can(Feature.OPEN) or not url.startswith(REOPENABLE):
        return
    await order.player.open(url)
    after, held = await order.until(
        lambda state: plays(state) and same_track(state.track, order.before.track),
        track_within(order.player.id),
    )
    if held and at is not None and Feature.SEEK in after.features:
        await order.player.seek_to(at)


async def _arrived(order: Order, after: PlayerState, *, steps: int) -> Outcome:
    """Tell where it went; mpv shows the tags of the track before for a moment."""

    def settled(state: PlayerState) -> bool:
        return known(state) and state.track.title != order.before.track.title

    if not settled(after):
        after, _ = await order.until(settled, TAGS_WITHIN)
    to = wording.track_name(after.track)
    way = "the next one" if steps > 0 else "the previous one"
    return Outcome(
        Verdict.DONE,
        f"{order.name} plays {to or way}.",
        wording.track_name(order.before.track),
        to,
        order.changed(after, Aspect.TRACK, Aspect.POSITION, steps=steps),
    )


PLAYING_VERBS: dict[str, Callable[[Order], Awaitable[Outcome]]] = {
    "pause_playback": pause,
    "resume_playback": resume,
    "next_episode": go_on,
    "previous_episode": go_back,
}
