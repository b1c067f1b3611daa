"""Neural voices: Piper (VITS), with the times of its phonemes."""

from __future__ import annotations

import logging
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lumen.core.audio import Pcm
from lumen.core.cancellation import CancellationToken
from lumen.core.errors import SynthesisError
from lumen.core.speech import Clip, Sentence, SpeechStyle, WordTime
from lumen.speech.clips import (
    Finish,
    RawSpeech,
    finish_clip,
    join_speech,
    silent_clip,
)
from lumen.speech.piper_files import VoiceFile, find_voices, with_alignments
from lumen.speech.prosody import Prosody, prosody_of
from lumen.speech.synthesis import CannotReadError, Voice, pick_voice
from lumen.speech.visemes import Alphabet, TimedPhoneme
from lumen.speech.words import (
    SoundGroup,
    SpokenWord,
    join,
    stretches,
    word_times,
    words_of,
)

if TYPE_CHECKING:
    from piper import PiperVoice

_log = logging.getLogger(__name__)

_LONGEST_STRETCH = 120
"""Characters that are synthesised at once; the token is checked between stretches.

Between 60 characters (0.2 s with a medium voice on two busy cores) and 200 (0.6 s and
more): the next turn may have to wait for one stretch. Most sentences have fewer, so
melody is rarely broken.
"""
_LOADED_AT_ONCE = 2
_MOST_SEMITONES = 1.5
"""Pitch is shifted by resampling, which moves the formants along: 1.5 semitones are
9 %. A cautious limit that was not tried on listeners."""
_LEAST_NOISE, _MOST_NOISE = 0.2, 1.0
_LONGEST_SECONDS = 120.0
_BOS, _EOS, _PAD = "^", "$", "_"
_NO_SOUND = re.compile(r"[\s,.;:!?ˈˌː_^$-]")


@dataclass(frozen=True, slots=True, eq=False)
class _Loaded:
    """A voice in memory."""

    file: VoiceFile
    engine: PiperVoice


@dataclass(frozen=True, slots=True)
class _Manner:
    """What is asked of the network, and the pitch shift that follows."""

    length_scale: float
    noise_scale: float
    noise_w: float
    pitch: float


class PiperSynthesizer:
    """Speaks with the voices in a folder.

    Args:
        folder: Where ``*.onnx`` and ``*.onnx.json`` lie; looked at again whenever the
            voices are asked for, so that a download is heard at once.
        cache: Folder for voices patched to tell times, or None to patch at each load.
        threads: Threads of the network; 0 for as many as there are cores.
    """

    def __init__(
        self, folder: Path, cache: Path | None = None, threads: int = 0
    ) -> None:
        self._folder = folder
        self._cache = cache
        self._threads = threads
        self._found: tuple[tuple[object, ...], tuple[VoiceFile, ...]] = ((), ())
        self._loaded: OrderedDict[str, _Loaded] = OrderedDict()

    @property
    def name(self) -> str:
        """See `Synthesizer.name`."""
        return "piper"

    def voices(self) -> tuple[Voice, ...]:
        """See `Synthesizer.voices`."""
        return tuple(file.voice for file in self._files())

    def warm_up(self, style: SpeechStyle) -> None:
        """See `Synthesizer.warm_up`."""
        loaded = self._voice(style)
        manner = _manner(loaded, style, Prosody())
        for part in stretches(words_of("Hello there."), _LONGEST_STRETCH):
            _speak(loaded, part, manner)

    def synthesize(
        self, sentence: Sentence, style: SpeechStyle, cancel: CancellationToken
    ) -> Clip:
        """See `Synthesizer.synthesize`."""
        cancel.check()
        loaded = self._voice(style)
        words = words_of(sentence.spoken)
        if not words:
            return silent_clip(sentence, loaded.file.rate_hz)
        prosody = prosody_of(sentence.expression, style.intensity)
        manner = _manner(loaded, style, prosody)
        parts: list[RawSpeech] = []
        for part in stretches(words, _LONGEST_STRETCH):
            cancel.check()
            parts.append(_speak(loaded, part, manner))
        cancel.check()
        raw = join_speech(parts)
        if not len(raw.samples):  # a script the voice has no phonemes for
            raise CannotReadError(
                "This voice cannot read the text.",
                "Choose a voice of the text's language.",
            )
        pace = prosody.pace(style.rate)
        how = Finish(Alphabet.IPA, prosody, style.volume, pace, words[-1].stop)
        return finish_clip(sentence, raw, how)

    def _files(self) -> tuple[VoiceFile, ...]:
        seen = _state(self._folder)
        if seen != self._found[0]:
            self._found = (seen, find_voices(self._folder))
        return self._found[1]

    def _voice(self, style: SpeechStyle) -> _Loaded:
        files = {file.voice.name: file for file in self._files()}
        voice = pick_voice((file.voice for file in files.values()), style)
        if voice is None:
            raise CannotReadError(
                "There is no Piper voice for this language.",
                "Download one with `lumen models`.",
            )
        loaded = self._loaded.get(voice.name)
        if loaded is None or loaded.file is not files[voice.name]:
            loaded = _load(files[voice.name], self._cache, self._threads)
            self._loaded[voice.name] = loaded
        self._loaded.move_to_end(voice.name)
        while len(self._loaded) > _LOADED_AT_ONCE:
            self._loaded.popitem(last=False)
        return loaded


def _state(folder: Path) -> tuple[object, ...]:
    """Changes whenever a voice comes, goes or is replaced."""
    try:
        files = sorted([*folder.glob("*.onnx*"), *folder.glob("*/*.onnx*")])
        return tuple((f, f.stat().st_mtime_ns, f.stat().st_size) for f in files)
    except OSError:
        return (None,)


def _load(file: VoiceFile, cache: Path | None, threads: int) -> _Loaded:
    import onnxruntime
    from piper import PiperVoice
    from piper.config import PiperConfig

    network = with_alignments(file.model, cache)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # The arena keeps the largest sentence's tensors for ever. Source: peak 610 MB and
    # as much afterwards with it, 361 and 152 MB without (random medium voice, sentences
    # of 200 characters). What it costs in speed was not told apart from noise.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4  # what is wrong is said in our error
    # Waiting threads would spin for milliseconds after each sentence.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(
            network if isinstance(network, bytes) else str(network),
            sess_options=options,
            providers=["CPUExecutionProvider"],
        )
        inputs = {entry.name for entry in session.get_inputs()}
        config = PiperConfig.from_dict(file.config)
    except Exception as error:  # onnxruntime's errors share no public base class
        raise _unusable(file, error) from error
    if not {"input", "input_lengths", "scales"} <= inputs:
        raise _unusable(file, TypeError())
    return _Loaded(file, PiperVoice(session=session, config=config))


def _manner(loaded: _Loaded, style: SpeechStyle, prosody: Prosody) -> _Manner:
    config = loaded.engine.config
    semitones = max(-_MOST_SEMITONES, min(_MOST_SEMITONES, prosody.semitones / 2.0))
    pitch = 2.0 ** (semitones / 12.0)
    lively = float(np.sqrt(prosody.pitch_range))
    return _Manner(
        # Resampling by `pitch` shortens what is made longer here.
        length_scale=config.length_scale * pitch / prosody.pace(style.rate),
        noise_scale=_noise(config.noise_scale, lively),
        noise_w=_noise(config.noise_w_scale, lively),
        pitch=pitch,
    )


def _noise(own: float, factor: float) -> float:
    if own <= 0.0:
        return 0.0
    return max(min(own, _LEAST_NOISE), min(max(own, _MOST_NOISE), own * factor))


def _speak(loaded: _Loaded, words: Sequence[SpokenWord], manner: _Manner) -> RawSpeech:
    """Run the network on a stretch.

    Raises:
        SynthesisError: The voice gave something that is no speech, or failed.
    """
    engine, rate = loaded.engine, loaded.file.rate_hz
    text, _ = join(words)  # without brackets, with which Piper marks raw phonemes
    samples: list[Pcm] = []
    phonemes: list[TimedPhoneme] = []
    at = 0.0
    try:
        for spoken in engine.phonemize(text):
            known = [p for p in spoken if engine.config.phoneme_id_map.get(p)]
            if not any(not _NO_SOUND.fullmatch(p) for p in known):
                continue
            audio, lengths = _run(engine, known, manner)
            audio = _shift_pitch(audio, manner.pitch)
            seconds = len(audio) / rate
            phonemes += _timed(known, lengths, at, seconds, engine)
            samples.append(audio)
            at += seconds
        times = _word_times(words, phonemes, engine)
    except SynthesisError:
        raise
    except Exception as error:  # piper and onnxruntime share no base class
        raise _unusable(loaded.file, error) from error
    whole = np.concatenate(samples) if samples else np.zeros(0, dtype=np.float32)
    return RawSpeech(whole, rate, tuple(phonemes), times)


def _run(
    engine: PiperVoice, phonemes: Sequence[str], manner: _Manner
) -> tuple[Pcm, Pcm | None]:
    """Audio of phonemes, and how many samples each of their ids has, if told."""
    from piper.config import SynthesisConfig

    ids = engine.phonemes_to_ids(list(phonemes))
    result = engine.phoneme_ids_to_audio(
        ids,
        SynthesisConfig(
            length_scale=manner.length_scale,
            noise_scale=manner.noise_scale,
            noise_w_scale=manner.noise_w,
        ),
        include_alignments=True,
    )
    audio, lengths = result if isinstance(result, tuple) else (result, None)
    audio = np.asarray(audio, dtype=np.float32).reshape(-1)
    limit = _LONGEST_SECONDS * engine.config.sample_rate
    if not 0 < len(audio) <= limit or not np.isfinite(audio).all():
        raise SynthesisError("The voice gave broken sound.", "Choose another voice.")
    if lengths is not None:
        lengths = np.asarray(lengths, dtype=np.float32).reshape(-1)
        if len(lengths) != len(ids) or not (lengths >= 0).all() or not lengths.any():
            lengths = None
    return audio, lengths


def _shift_pitch(samples: Pcm, factor: float) -> Pcm:
    """Raise pitch (and pace) by resampling; the pace was lowered beforehand."""
    if abs(factor - 1.0) < 1e-3:
        return samples
    import soxr

    # Hertz are arbitrary here; only their ratio counts.
    return np.asarray(soxr.resample(samples, 48_000 * factor, 48_000), dtype=np.float32)


def _timed(
    phonemes: Sequence[str],
    lengths: Pcm | None,
    start: float,
    seconds: float,
    engine: PiperVoice,
) -> Iterator[TimedPhoneme]:
    """Times of phonemes; equal shares when the voice does not tell.

    The network is given ``^ _ p _ p _ $``: each phoneme's ids and a blank behind it,
    whose time belongs to the phoneme.
    """
    table = engine.config.phoneme_id_map
    blank = len(table[_PAD])
    counts = [len(table[_BOS]) + blank]
    counts += [len(table[phoneme]) + blank for phoneme in phonemes]
    counts.append(len(table[_EOS]))
    names = ["", *phonemes, ""]
    if lengths is None or len(lengths) != sum(counts):
        shares = np.array([0.0, *(_share(p) for p in phonemes), 0.0])
    else:
        shares = np.add.reduceat(lengths, np.cumsum([0, *counts[:-1]]))
    ends = start + seconds * np.cumsum(shares) / max(float(shares.sum()), 1e-9)
    begin = start
    for name, end in zip(names, ends.tolist(), strict=True):
        yield TimedPhoneme(name, begin, end)
        begin = end


def _share(phoneme: str) -> float:
    return 0.2 if _NO_SOUND.fullmatch(phoneme) else 1.0


def _word_times(
    words: Sequence[SpokenWord], phonemes: Sequence[TimedPhoneme], engine: PiperVoice
) -> tuple[WordTime, ...]:
    groups: list[SoundGroup] = []
    sounds: list[TimedPhoneme] = []
    for phoneme in [*phonemes, TimedPhoneme("", 0.0, 0.0)]:
        if phoneme.symbol and not phoneme.symbol.isspace():
            if not _NO_SOUND.fullmatch(phoneme.symbol):
                sounds.append(phoneme)
            continue
        if sounds:
            group = SoundGroup(sounds[0].start, sounds[-1].end, len(sounds))
            groups.append(group)
            sounds = []

    def measure(word: str) -> int:
        spoken = engine.phonemize(word)
        return sum(not _NO_SOUND.fullmatch(p) for part in spoken for p in part)

    return word_times(words, groups, measure)


def _unusable(file: VoiceFile, error: Exception) -> SynthesisError:
    _log.warning("a Piper voice failed: %s", type(error).__name__)
    return SynthesisError(
        f"The voice {file.voice.name} cannot speak ({type(error).__name__}).",
        "Download it again with `lumen models`, or choose another voice.",
    )
