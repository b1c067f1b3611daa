"""Who of several running Lumens keeps timers and volumes: the first that claims them.

The kernel vouches for the lock: it ends with the process that holds it, however that
ends (flock(2)).
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
from pathlib import Path

_log = logging.getLogger(__name__)
_OWNER_ONLY = 0o600
_HELD = (errno.EWOULDBLOCK, errno.EACCES)


class Claim:
    """A claim that one at a time can hold.

    Args:
        file: Stands for what is claimed; it stays when the claim has ended.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Hold the claim from now on.

        Returns:
            False when another one holds it. Where nothing can be locked, as on a disk
            that may only be read, everybody holds it: better two than none.
        """
        if self._descriptor is not None:
            return True
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        try:
            descriptor = os.open(self._file, flags, _OWNER_ONLY)
        except OSError as error:
            _log.warning("no claim can be made: %s", error.strerror)
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            return error.errno not in _HELD
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let another one hold it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
