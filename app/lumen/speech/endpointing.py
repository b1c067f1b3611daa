"""When the person begins to speak, pauses, goes on, and is done: a pure decision."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

_ROUNDING: Final = 1e-6
"""Sums of blocks may miss a whole number of blocks by this much, in seconds."""


@dataclass(frozen=True, slots=True)
class EndpointingSettings:
    """When speech counts as begun, paused and ended.

    Durations are in seconds and are reached with the block that completes them.

    Attributes:
        onset_probability: A block this likely to be speech is voiced; 0 to 1.
        onset_probability_over_voice: The same while Lumen's own voice is audible.
        release_probability: Once voiced, blocks stay voiced down to this; 0 to 1.
        onset: Voiced time in a row that begins an utterance.
        onset_over_voice: The same while Lumen's own voice is audible. Short, because
            ducking the voice is cheap: whether it was speech is decided by
            `min_speech_over_voice` and by the words.
        min_speech: An utterance with less voiced time is dropped.
        min_speech_over_voice: The same for one that began over Lumen's voice.
        min_speech_held: The same for push-to-talk, where a finger vouches for it.
        hang_over: Silence until recognition starts on the chance that it was all.
        resume: Voiced time in a row that ends a pause; less is a click.
        patience_complete: Silence that ends what is known to be complete.
        patience_unknown: Silence that ends what nothing is known of.
        patience_incomplete: Silence that ends what trails off.
        drop_after: Silence after which too short an utterance is dropped.
        rearm: Silence needed after a discarded or cut utterance before a new onset.
        sustain_interval: Voiced time between two reports of speech over Lumen's voice.
        max_utterance: Length at which an utterance is cut, pre-roll included, unless
            it is held.
        max_held: The same for push-to-talk, without the pre-roll. As long as the
            longest recording that is read from a file; 38 MB of samples.
        max_chance: A held recording that is longer than this has no more pauses:
            recognising all of it again with each would take ever longer.
        pre_roll: Audio kept from before the onset.
        release_tail: Audio kept after push-to-talk was released.
        gap: A hole in the stream of blocks this long ends what was being heard.

    Source: `tests/benchmarks/bench_endpointing.py` over recorded human speech. Of 84
    commands, 480 ms of patience cut none and 320 ms two, when nothing else is known.
    """

    onset_probability: float = 0.5
    onset_probability_over_voice: float = 0.6
    release_probability: float = 0.35
    onset: float = 0.064
    onset_over_voice: float = 0.064
    min_speech: float = 0.096
    min_speech_over_voice: float = 0.16
    min_speech_held: float = 0.064
    hang_over: float = 0.128
    resume: float = 0.064
    patience_complete: float = 0.256
    patience_unknown: float = 0.64
    patience_incomplete: float = 0.85
    drop_after: float = 0.256
    rearm: float = 0.096
    sustain_interval: float = 0.4
    max_utterance: float = 30.0
    max_held: float = 600.0
    max_chance: float = 30.0
    pre_roll: float = 0.3
    release_tail: float = 0.15
    gap: float = 0.5

    def __post_init__(self) -> None:
        if not 0 < self.release_probability <= self.onset_probability <= 1:
            raise ValueError("0 < release_probability <= onset_probability <= 1")
        silences = (
            self.hang_over,
            self.patience_complete,
            self.patience_unknown,
            self.patience_incomplete,
        )
        if silences[0] <= 0 or list(silences) != sorted(silences):
            raise ValueError("0 < hang_over <= complete <= unknown <= incomplete")
        if self.max_utterance <= self.pre_roll + self.onset:
            raise ValueError("max_utterance leaves no room behind the pre-roll")


class Decision(Enum):
    """What a block of audio decided."""

    STARTED = auto()
    """An utterance began; its voice has lasted for `Endpointer.run`."""
    PAUSED = auto()
    """It fell silent for the hang-over."""
    SUSTAINED = auto()
    """It has gone on over Lumen's voice for another interval."""
    RESUMED = auto()
    """It went on after a pause; the voice has lasted for `Endpointer.run`."""
    ENDED = auto()
    """It is over."""
    DROPPED = auto()
    """It is over and was no speech."""


class Endpointer:
    """Follows one utterance after the other; knows neither audio nor clock.

    Attributes:
        hands_free: Whether an onset begins an utterance by itself.
        active: Whether an utterance is going on.
        held: Whether it is push-to-talk.
        paused: Whether it has been `PAUSED` and not `RESUMED`.
        voiced: Seconds of voice in it so far.
        quiet: Seconds since voice was last heard in it.
        run: Seconds of voice without a break, up to now.
    """

    def __init__(self, settings: EndpointingSettings, hands_free: bool = False) -> None:
        self._settings = settings
        self.hands_free = hands_free
        self.run = 0.0
        self._sure_run = 0.0
        self._unarmed = 0.0
        self._clear()

    def _clear(self) -> None:
        self.active = False
        self.held = False
        self.paused = False
        self.voiced = 0.0
        self._sure = 0.0
        self.quiet = 0.0
        self._elapsed = 0.0
        self._reported = 0.0
        self._released: float | None = None
        self._min_speech: float = self._settings.min_speech
        self._patience: float = self._settings.patience_unknown

    @property
    def enough(self) -> bool:
        """Whether there was enough voice in it to be speech."""
        return self._sure >= self._min_speech - _ROUNDING

    # ---- commands --------------------------------------------------------------------

    def hold(self) -> None:
        """Begin a push-to-talk utterance now; whatever was going on is forgotten."""
        self._clear()
        self.active = self.held = True
        self.voiced = self._sure = min(self.run, self._settings.pre_roll)
        self._min_speech = self._settings.min_speech_held

    def release(self) -> None:
        """Push-to-talk was let go: end after the tail."""
        if self.held and self._released is None:
            self._released = 0.0

    def be_patient(self, complete: bool) -> None:
        """Say whether what was said up to this pause is complete."""
        settings = self._settings
        if self.paused:
            self._patience = (
                settings.patience_complete if complete else settings.patience_incomplete
            )

    def reset(self) -> None:
        """Forget the utterance; a new one begins only after a short silence."""
        self._clear()
        self._unarmed = self._settings.rearm

    # ---- audio -----------------------------------------------------------------------

    def process(
        self,
        block_seconds: float,
        probability: float,
        playing: bool = False,
        sure: bool = True,
    ) -> tuple[Decision, ...]:
        """Take the next block.

        Args:
            block_seconds: Its length.
            probability: How likely it is speech, 0 to 1.
            playing: Whether Lumen's own voice was audible meanwhile.
            sure: Whether that is more than a suspicion. Suspected voice begins an
                utterance and carries it on, but is not counted as speech in it.

        Returns:
            What it decided, in order.
        """
        voice = self._is_voice(probability, playing)
        self.run = self.run + block_seconds if voice else 0.0
        counted = block_seconds if sure else 0.0
        self._sure_run = self._sure_run + counted if voice else 0.0
        if not self.active:
            return self._wait(block_seconds, voice, playing)
        self._elapsed += block_seconds
        decisions = (
            self._hear_voice(block_seconds, counted, playing)
            if voice
            else self._hear_silence(block_seconds)
        )
        end = self._end(block_seconds)
        if end is None:
            return decisions
        self.paused = False
        # A pause that is the end at once needs no recognition on the chance.
        kept = (each for each in decisions if each is not Decision.PAUSED)
        return (*kept, end)

    def _is_voice(self, probability: float, playing: bool) -> bool:
        settings = self._settings
        if self.active and self.run > 0:
            return probability >= settings.release_probability
        if playing and not self.held:
            return probability >= settings.onset_probability_over_voice
        return probability >= settings.onset_probability

    def _wait(
        self, block_seconds: float, voice: bool, playing: bool
    ) -> tuple[Decision, ...]:
        settings = self._settings
        if self._unarmed > _ROUNDING:
            left = self._unarmed - block_seconds
            self._unarmed = settings.rearm if voice else left
            return ()
        onset = settings.onset_over_voice if playing else settings.onset
        if not self.hands_free or self.run < onset - _ROUNDING:
            return ()
        self._clear()
        self.active = True
        self.voiced = self.run
        self._sure = self._sure_run
        self._elapsed = settings.pre_roll + self.run
        if playing:
            self._min_speech = settings.min_speech_over_voice
        return (Decision.STARTED,)

    def _hear_voice(
        self, block_seconds: float, counted: float, playing: bool
    ) -> tuple[Decision, ...]:
        settings = self._settings
        if self.paused:
            if self.run < settings.resume - _ROUNDING:
                self.quiet += block_seconds
                return ()
            self.paused = False
            self.quiet = 0.0
            self.voiced += self.run
            self._sure += self._sure_run
            self._patience = settings.patience_unknown
            return (Decision.RESUMED,)
        self.quiet = 0.0
        self.voiced += block_seconds
        self._sure += counted
        due = self._reported + settings.sustain_interval - _ROUNDING
        if not playing or self.held or not self.enough or self.voiced < due:
            return ()
        self._reported = self.voiced
        return (Decision.SUSTAINED,)

    def _hear_silence(self, block_seconds: float) -> tuple[Decision, ...]:
        self.quiet += block_seconds
        settings = self._settings
        if (
            self.paused
            or not self.enough
            or self.quiet < settings.hang_over - _ROUNDING
            or (self.held and self._elapsed > settings.max_chance)
        ):
            return ()
        self.paused = True
        return (Decision.PAUSED,)

    def _end(self, block_seconds: float) -> Decision | None:
        """End the utterance if this block does; `voiced` and `quiet` stay readable."""
        settings = self._settings
        longest = settings.max_held if self.held else settings.max_utterance
        cut = self._elapsed >= longest - _ROUNDING
        if not cut and not self._is_over(block_seconds):
            return None
        self.active = False
        if cut:
            self._unarmed = settings.rearm
        return Decision.ENDED if self.enough else Decision.DROPPED

    def _is_over(self, block_seconds: float) -> bool:
        settings = self._settings
        if self.held:
            if self._released is None:
                return False
            self._released += block_seconds
            tail = settings.release_tail - _ROUNDING
            return max(self._released, self.quiet) >= tail
        if self.run > 0:
            return False
        if self.enough and not self.paused:
            return False
        limit = self._patience if self.paused else settings.drop_after
        return self.quiet >= limit - _ROUNDING
