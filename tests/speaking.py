"""A voice for tests: CMU flite, where its library is installed."""

from __future__ import annotations

import ctypes
from functools import cache

import numpy as np
import soxr

from lumen.core.audio import SPEECH_RATE_HZ, Pcm

VOICES = ("slt", "rms", "awb", "kal16")


class _Wave(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_char_p),
        ("rate_hz", ctypes.c_int),
        ("frames", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


@cache
def _voice(name: str) -> tuple[ctypes.CDLL, int]:
    flite = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
    for part in ("usenglish", "cmulex"):
        ctypes.CDLL(f"libflite_{part}.so.1", mode=ctypes.RTLD_GLOBAL)
    flite.flite_init()
    register = getattr(
        ctypes.CDLL(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}"
    )
    register.restype = ctypes.c_void_p
    register.argtypes = [ctypes.c_void_p]
    flite.flite_text_to_wave.restype = ctypes.POINTER(_Wave)
    flite.flite_text_to_wave.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    flite.delete_wave.restype = None
    flite.delete_wave.argtypes = [ctypes.POINTER(_Wave)]
    return flite, register(None)


def can_speak() -> bool:
    """Whether flite is installed."""
    try:
        _voice(VOICES[0])
    except OSError:
        return False
    return True


def say(text: str, voice: str = "slt") -> Pcm:
    """Speak.

    Returns:
        float32[n] at 16 kHz with 0.3 s of near silence before and 0.2 s behind.
    """
    flite, register = _voice(voice)
    wave = flite.flite_text_to_wave(text.encode("ascii", "replace"), register)
    content = wave.contents
    samples = np.ctypeslib.as_array(content.samples, (content.frames,)) / 32768.0
    rate_hz = content.rate_hz
    flite.delete_wave(wave)
    if rate_hz != SPEECH_RATE_HZ:
        samples = soxr.resample(samples, rate_hz, SPEECH_RATE_HZ)
    room = np.random.default_rng(0).standard_normal(SPEECH_RATE_HZ // 2) * 3e-4
    before = SPEECH_RATE_HZ * 3 // 10
    padded = np.concatenate([room[:before], samples, room[before:]])
    return padded.astype(np.float32)
