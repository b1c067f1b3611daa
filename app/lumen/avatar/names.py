"""Names that a rig gives a meaning to, beside expressions, visemes and phases.

They are the published vocabularies: whoever knows the Facial Action Coding System,
VRM or the circumplex of affect can read and write a rig.
"""

from __future__ import annotations

from enum import StrEnum


class Presence(StrEnum):
    """Whether Lumen is with the person, or has its eyes elsewhere.

    WATCHING and SLEEPING give way to a turn and come back after it; PRIVACY does not.
    """

    HERE = "here"
    WATCHING = "watching"
    """Looks at a film together with the person."""
    SLEEPING = "sleeping"
    """Dozes until it is needed."""
    PRIVACY = "privacy"
    """Neither listens nor looks, and shows it: the eyes are covered."""


class ActionUnit(StrEnum):
    """Single movements of the face.

    Source: Ekman and Friesen, "Facial Action Coding System", 1978.
    """

    INNER_BROW_RAISER = "1"
    OUTER_BROW_RAISER = "2"
    BROW_LOWERER = "4"
    UPPER_LID_RAISER = "5"
    CHEEK_RAISER = "6"
    LID_TIGHTENER = "7"
    NOSE_WRINKLER = "9"
    UPPER_LIP_RAISER = "10"
    LIP_CORNER_PULLER = "12"
    DIMPLER = "14"
    LIP_CORNER_DEPRESSOR = "15"
    LOWER_LIP_DEPRESSOR = "16"
    CHIN_RAISER = "17"
    LIP_PUCKERER = "18"
    TONGUE_SHOW = "19"
    LIP_STRETCHER = "20"
    LIP_FUNNELER = "22"
    LIP_TIGHTENER = "23"
    LIP_PRESSOR = "24"
    LIPS_PART = "25"
    JAW_DROP = "26"
    MOUTH_STRETCH = "27"
    LIP_SUCK = "28"
    CHEEK_PUFFER = "34"
    EYES_CLOSED = "43"
    BLINK = "45"
    WINK = "46"


class Affect(StrEnum):
    """Directions of mood: the two axes, and what their corners add.

    Source: Russell, "A circumplex model of affect", 1980.
    """

    PLEASED = "pleased"
    DISPLEASED = "displeased"
    ALERT = "alert"
    DROWSY = "drowsy"
    EXCITED = "excited"
    """Pleased and alert."""
    DISTRESSED = "distressed"
    """Displeased and alert."""
    SERENE = "serene"
    """Pleased and drowsy."""
    GLOOMY = "gloomy"
    """Displeased and drowsy."""


class VrmPreset(StrEnum):
    """The preset expressions of VRM 1.0.

    Source: VRMC_vrm-1.0, "expressions", presets.
    """

    HAPPY = "happy"
    ANGRY = "angry"
    SAD = "sad"
    RELAXED = "relaxed"
    SURPRISED = "surprised"
    NEUTRAL = "neutral"
    AA = "aa"
    IH = "ih"
    OU = "ou"
    EE = "ee"
    OH = "oh"
    BLINK = "blink"
    BLINK_LEFT = "blinkLeft"
    BLINK_RIGHT = "blinkRight"
    LOOK_UP = "lookUp"
    LOOK_DOWN = "lookDown"
    LOOK_LEFT = "lookLeft"
    LOOK_RIGHT = "lookRight"
