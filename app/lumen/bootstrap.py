"""The only place where objects are built and wired; the window's part is `desktop`.

`lay_foundation` is light and comes before the window; `build_stages` loads numpy and
the audio libraries, and runs when the window is on the screen.
"""

from __future__ import annotations

import asyncio
import locale
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lumen.companion import Companion, Stages
from lumen.controls import Controls
from lumen.core.clock import Clock, MonotonicClock
from lumen.core.errors import LumenError, RecognitionError
from lumen.core.events import ProblemRaised
from lumen.core.loop import LoopThread
from lumen.core.speech import SpeechStyle
from lumen.core.turn import NO_TURN, TurnIds
from lumen.core.units import Seconds
from lumen.journal import Journal
from lumen.manner import Manner
from lumen.observe.metrics import MetricsStore
from lumen.preferences import Preferences
from lumen.storage.keeper import Keeper
from lumen.storage.paths import Places, media_folders
from lumen.storage.secrets import KeyringSecrets
from lumen.storage.settings_model import Settings

if TYPE_CHECKING:
    from lumen.audio.capture import Microphone
    from lumen.audio.speaker import Speaker
    from lumen.dialogue.generation import GenerationStage
    from lumen.dialogue.prompt import PromptBuilder
    from lumen.engines import Engines
    from lumen.media.player import Players
    from lumen.models.shelf import ModelShelf
    from lumen.room import Room
    from lumen.speech.listening import Listener
    from lumen.speech.vad import VoiceDetector

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Foundation:
    """What is there before the first window, and stays to the end."""

    places: Places
    preferences: Preferences
    clock: Clock
    loop: LoopThread
    turns: TurnIds
    metrics: MetricsStore
    keeper: Keeper
    companion: Companion
    controls: Controls
    manner: Manner


@dataclass(frozen=True, slots=True)
class Devices:
    """Where sound comes from and goes to.

    Attributes:
        microphone: Hears.
        speaker: Speaks.
        release: Lets go of both for good; called after they were stopped.
    """

    microphone: Microphone
    speaker: Speaker
    release: Callable[[], None] = lambda: None


def lay_foundation(
    places: Places, *, keep_history: bool, clock: Clock | None = None
) -> Foundation:
    """Build what needs neither numpy nor Qt.

    Args:
        places: Folders of this profile.
        keep_history: Whether messages may go to the disk at all.
        clock: Shared by all stages; the machine's own if None.
    """
    clock = clock or MonotonicClock()
    preferences = Preferences(places.settings_file)
    settings = preferences.settings
    loop, turns = LoopThread(), TurnIds()
    metrics = MetricsStore()
    keeper = Keeper(
        places.history_file,
        loop.post,
        clock,
        KeyringSecrets(Seconds(settings.keeping.keyring_timeout_seconds)),
        keep=keep_history and _may_keep(preferences),
    )
    journal = Journal(keeper)
    manner = manner_of(settings)
    companion = Companion(journal, clock, metrics, manner, _manner_saver(preferences))
    controls = Controls(companion, journal, keeper, loop, turns, clock)
    return Foundation(
        places, preferences, clock, loop, turns, metrics, keeper, companion, controls,
        manner,
    )  # fmt: skip


def _may_keep(preferences: Preferences) -> bool:
    """Whether messages may go to the disk; not when the person's word is unreadable."""
    unreadable = any(
        problem.all_is_lost or problem.affects.startswith("keeping")
        for problem in preferences.problems
    )
    return preferences.settings.keeping.history and not unreadable


def manner_of(settings: Settings) -> Manner:
    """How to speak, as the settings say."""
    language = settings.general.language
    return Manner(
        style=SpeechStyle(
            language="en-us" if language in {"auto", "en"} else language,
            voice=settings.speaking.voice,
            rate=settings.speaking.rate,
            intensity=settings.speaking.intensity,
        ),
        language="en" if language == "auto" else language,
        user_name=settings.general.user_name,
        volume=settings.speaking.volume,
        mute=settings.speaking.mute,
        barge_in=settings.hearing.barge_in,
    )


def _manner_saver(preferences: Preferences) -> Callable[[Manner], None]:
    """Writes what a reply changed; called on the loop, which does not wait for it."""

    def save(volume: float, user_name: str) -> None:
        preferences.change("speaking", "volume", round(volume, 2))
        preferences.change("general", "user_name", user_name)

    def on_manner(manner: Manner) -> None:
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, save, manner.volume, manner.user_name)

    return on_manner


# ---- the stages, in spoken order ----------------------------------------------------


def open_devices(base: Foundation) -> Devices:
    """The microphone and the loudspeaker of this machine."""
    from lumen.audio.capture import Capture
    from lumen.audio.echo import EchoReference
    from lumen.audio.host import PortAudioHost
    from lumen.audio.playback import Playback

    settings = base.preferences.settings
    reference = EchoReference()
    microphone = Capture(
        PortAudioHost(),
        base.clock,
        base.loop.post,
        reference=reference,
        cancel_echo=settings.hearing.echo_cancellation,
        device=settings.hearing.microphone,
        metrics=base.metrics,
    )
    speaker = Playback(
        PortAudioHost(),
        base.clock,
        base.loop.post,
        reference=reference,
        device=settings.speaking.speaker,
        volume=settings.speaking.volume,
    )
    return Devices(microphone, speaker, microphone.close)


def build_stages(
    base: Foundation, devices: Devices, shelf: ModelShelf, *, passing: bool = False
) -> tuple[Stages, Engines]:
    """Build every stage of a spoken turn, and what chooses their engines.

    Args:
        base: From `lay_foundation`.
        devices: Where sound comes from and goes to.
        shelf: The models on this machine.
        passing: Whether this is for one command only; see `Room`.
    """
    from lumen.dialogue.completeness import looks_complete
    from lumen.dialogue.persona import persona_or_builtin
    from lumen.dialogue.prompt import Budget, PromptBuilder
    from lumen.dialogue.speakable import warm_up
    from lumen.dialogue.turns import TurnMachine
    from lumen.dialogue.window import TokenEstimate
    from lumen.engines import Engines, EngineStages
    from lumen.models.catalogue import ModelKind
    from lumen.speech.recognition import RecognitionStage
    from lumen.speech.synthesis import SynthesisStage
    from lumen.speech.voices import available_synthesizers
    from lumen.understanding import phrases

    settings, post = base.preferences.settings, base.loop.post
    warm_up(base.manner.language)
    persona_file = settings.thinking.persona_file
    persona, problem = persona_or_builtin(Path(persona_file) if persona_file else None)
    if problem is not None:
        _raise_problem(base, problem)
    tokens = TokenEstimate()
    budget = Budget(context=settings.thinking.context_tokens)
    prompts = PromptBuilder(persona, budget, tokens)
    base.preferences.on_change(
        lambda _old, new: prompts.set_budget(Budget(new.thinking.context_tokens))
    )
    machine = TurnMachine(looks_complete)
    machine.set_voice(not base.manner.mute)
    machine.barge_in = base.manner.barge_in
    room = build_room(base, passing=passing)
    stages = Stages(
        microphone=devices.microphone,
        listener=_build_listener(base),
        recognition=RecognitionStage(None, base.clock, post),
        machine=machine,
        understand=room.understand,
        facts=lambda: _facts(datetime.now().astimezone()),
        generation=_build_generation(base, persona.name, prompts, room),
        synthesis=SynthesisStage(base.clock, post),
        speaker=devices.speaker,
        room=room,
        release=devices.release,
    )
    engines = Engines(
        EngineStages(stages.recognition, stages.generation, stages.synthesis),
        available_synthesizers(
            shelf.folder(ModelKind.VOICE), base.places.cache / "voices"
        ),
        base.loop,
        base.clock,
        shelf,
        phrases(),
        tokens,
    )
    return stages, engines


def build_shelf(places: Places) -> ModelShelf:
    """The models on this machine, and those that can be fetched."""
    from lumen.models.shelf import ModelShelf

    return ModelShelf(places.models_folder)


def _build_listener(base: Foundation) -> Listener:
    from lumen.speech.endpointing import EndpointingSettings
    from lumen.speech.listening import Listener

    detector = _build_detector(base)
    return Listener(
        detector,
        EndpointingSettings(),
        base.turns,
        base.loop.post,
        over_voice=type(detector)(),
    )


def _build_detector(base: Foundation) -> VoiceDetector:
    """Silero; where it cannot be loaded Lumen is deaf, but thinks and speaks."""
    try:
        from lumen.speech.vad import SileroDetector

        return SileroDetector()
    except Exception as error:  # noqa: BLE001 - whatever a broken library raises
        from lumen.speech.deaf import DeafDetector

        kind = type(error).__name__
        _log.error("the voice detector cannot be loaded: %s", kind)
        _raise_problem(
            base,
            RecognitionError(
                f"Lumen cannot hear: its voice detector cannot be loaded ({kind}).",
                "Write to it instead, or install Lumen anew to talk.",
            ),
        )
        return DeafDetector()


def _build_generation(
    base: Foundation, persona_name: str, prompts: PromptBuilder, room: Room
) -> GenerationStage:
    from lumen.dialogue.essential.companion import EssentialCompanion
    from lumen.dialogue.generation import GenerationStage
    from lumen.dialogue.sentences import StreamSplitter
    from lumen.understanding import own_asking

    started = datetime.now().astimezone()
    local = EssentialCompanion(
        persona_name,
        lambda: datetime.now().astimezone(),
        seed=started.toordinal(),
        parse=own_asking,
        hours_24=_hours_24(),
    )
    return GenerationStage(
        local,
        None,
        StreamSplitter,
        base.clock,
        base.loop.post,
        prompts=prompts,
        metrics=base.metrics,
        doers=room.doers,
    )


def build_room(
    base: Foundation, players: Players | None = None, *, passing: bool = False
) -> Room:
    """Build players, library and timers.

    Args:
        base: From `lay_foundation`.
        players: The running players; those on the session bus if None.
        passing: Whether this is for one command only; see `Room`.
    """
    from lumen.media.mpris import MprisPlayers
    from lumen.media.notifications import Notifications
    from lumen.room import Room, RoomPlaces
    from lumen.storage.claim import Claim

    places = base.places
    return Room(
        players or MprisPlayers(base.clock),
        base.keeper,
        RoomPlaces(
            places.data / "library.sqlite3",
            places.cache / "playlists",
            places.state / "lowered.json",
            media_folders(),
        ),
        base.preferences.settings.media,
        clock=base.clock,
        turns=base.turns,
        post=base.loop.post,
        notifications=Notifications(),
        passing=passing,
        claim=Claim(places.state / "room.lock"),
    )


def _hours_24() -> bool:
    """Whether the desktop's locale counts the hours to 24; not where there is none.

    Source: `nl_langinfo` (3), ``T_FMT``.
    """
    before = locale.setlocale(locale.LC_TIME)
    try:
        if locale.setlocale(locale.LC_TIME, "") in {"C", "C.UTF-8", "POSIX"}:
            return False
        form = locale.nl_langinfo(locale.T_FMT)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_TIME, before)
    return not any(twelve in form for twelve in ("%I", "%l", "%p", "%r"))


def _facts(now: datetime) -> tuple[str, ...]:
    return (f"local time: {now:%A, %d %B %Y, %H:%M}",)


def _raise_problem(base: Foundation, error: LumenError) -> None:
    base.loop.post(ProblemRaised(NO_TURN, base.clock.now(), error))
