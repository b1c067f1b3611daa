"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
import sys


def give_back_memory() -> None:
    """Return freed memory that the C library keeps for later.

    Loading a model frees about as much as it keeps, and every thread has a store of
    its own where that stays. Does nothing on systems whose C library has no such call.

    Source: 2 ms; 25 MB after Whisper base, 10 MB after a medium Piper voice.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
