"""Commands that somebody speaks reach a real mpv through the sound card."""

from __future__ import annotations

from pathlib import Path

import pytest

from integration.players import Stage, until_it_sounds, watching
from integration.players import playing as playing_on
from integration.requirements import fail_or_skip
from lumen.core import events as ev
from lumen.core.turn import Phase
from speaking import can_speak, say
from spoken_commands import SHORT, Heard, listening, tell

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.timeout(240),
]


@pytest.fixture(autouse=True)
def spoken_aloud() -> None:
    """Somebody speaks."""
    if not can_speak():
        reason = "libflite is not installed (see packaging/apt-*.txt)"
        fail_or_skip(reason)


async def sounding(stage: Stage) -> None:
    """Wait until the player can be heard."""
    async with watching(stage) as players:
        player = await playing_on(players, "mpv")
        await until_it_sounds(players.streams, player.process)


@pytest.fixture
async def music(stage_with_sound: Stage) -> Stage:
    """mpv plays aloud."""
    stage_with_sound.mpv("--volume=70")
    await sounding(stage_with_sound)
    return stage_with_sound


def test_spoken_commands_move_a_real_player(music: Stage, tmp_path: Path):
    heard: list[Heard] = []
    with listening(music, tmp_path) as live:
        heard = [tell(live, spoken) for spoken in SHORT]
        reports = [e for e in live.told.events if isinstance(e, ev.CommandReported)]
        spoken = [e for e in live.told.events if isinstance(e, ev.PlaybackStarted)]
    wrong = [(one.spoken.text, one.meant) for one in heard if not one.right]
    assert len(wrong) <= 1, wrong  # pocketsphinx mishears now and then
    assert all(one.seconds is None or one.seconds > 0 for one in heard)
    assert len(reports) >= len(SHORT) - 1
    assert len(spoken) <= len(wrong)  # what was done is seen, not said


def test_the_player_is_quiet_while_somebody_speaks(music: Stage, tmp_path: Path):
    with listening(music, tmp_path) as live:
        room = live.stages.room
        assert room is not None
        (player,) = room._players.all()
        before = player.state.volume
        since = live.told.now
        speaking = live.card.speak(say("what time is it"), 16_000)
        live.told.wait(
            lambda e: isinstance(e, ev.PhaseChanged) and e.phase is Phase.LISTENING,
            since,
        )

        async def settled() -> float | None:
            await room._ducking.settled()
            return (await player.read()).volume

        lowered = live.base.loop.run(settled()).result(10)
        speaking.wait()
        live.told.wait_for(ev.PlaybackStarted, since)
        assert live.base.loop.run(settled()).result(10) == pytest.approx(lowered)
        live.told.wait_idle(since)
        assert live.base.loop.run(settled()).result(10) == pytest.approx(before)
    assert before is not None
    assert lowered == pytest.approx(before * 0.35, abs=0.02)
