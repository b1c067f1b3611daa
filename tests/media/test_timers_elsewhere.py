from __future__ import annotations

import pytest

from lumen.core.intent import Intent
from lumen.core.turn import TurnId
from lumen.media.timers_elsewhere import TimersElsewhere


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        (Intent("set_timer", {"duration": 60.0}), "Another Lumen keeps the timers."),
        (Intent("pause_playback", {"delay": 60.0}), "Another Lumen does what is for"),
    ],
)
async def test_beside_another_lumen_it_is_said_that_that_one_does_it(
    intent: Intent, said: str
) -> None:
    elsewhere = TimersElsewhere()
    assert elsewhere.takes(intent)
    assert not elsewhere.takes(Intent("pause_playback"))
    assert (await elsewhere.do(TurnId(1), [intent])).text.startswith(said)
