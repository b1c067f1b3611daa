"""Expressions and visemes: the words that voice and face share."""

from __future__ import annotations

from enum import StrEnum


class Expression(StrEnum):
    """Facial and vocal expressions: the presets of VRM 1.0."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    ANGRY = "angry"
    SAD = "sad"
    RELAXED = "relaxed"
    SURPRISED = "surprised"


class Viseme(StrEnum):
    """Mouth shapes: the 15 visemes of Oculus Lipsync (also MPEG-4 FBA)."""

    SIL = "sil"
    PP = "PP"
    FF = "FF"
    TH = "TH"
    DD = "DD"
    KK = "kk"
    CH = "CH"
    SS = "SS"
    NN = "nn"
    RR = "RR"
    AA = "aa"
    E = "E"
    IH = "ih"
    OH = "oh"
    OU = "ou"
