"""The desktop's Secret Service where it asks the person something itself.

A keyring that is locked, or not there yet, makes the desktop show a question of its
own, and the call that needs it waits for as long as that stays on the screen. What is
here finds out beforehand and tells, so that the wait is not taken for a silence.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final

from lumen.core.errors import StorageError
from lumen.core.units import Seconds

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

MODULE: Final = "keyring.backends.SecretService"
PING_TIMEOUT = Seconds(0.5)

_NAME: Final = "org.freedesktop.secrets"
_DEFAULT: Final = "/org/freedesktop/secrets/aliases/default"
_LABEL, _ALIAS = "Default", "default"
"""Of a keyring that is made: those that the library `keyring` uses."""


class KeyringLocked(StorageError):  # noqa: N818 - a state of the keyring
    """The keyring is locked and was not unlocked."""


def locked() -> KeyringLocked:
    """The keyring stays locked: its question was declined, or could not be shown."""
    return KeyringLocked(
        "The keyring is locked.",
        "Unlock it and start Lumen again, or enter a passphrase.",
    )


def unlock(backend: KeyringBackend, on_question: Callable[[bool], None]) -> None:
    """Have the keyring unlocked, or made; waits for the person without a limit.

    Nothing happens for back ends other than the Secret Service.

    Args:
        backend: What will be asked next.
        on_question: Called with True when the desktop asks the person, and with False
            when that is over.

    Raises:
        KeyringLocked: The person declined, or there is no screen to ask on.
    """
    if type(backend).__module__ != MODULE:
        return
    import secretstorage
    from secretstorage.exceptions import (
        ItemNotFoundException,
        PromptDismissedException,
    )

    with closing(secretstorage.dbus_init()) as bus:
        chosen = getattr(backend, "preferred_collection", "")
        try:
            keyring = secretstorage.Collection(bus, chosen or _DEFAULT)
        except ItemNotFoundException:
            if chosen:
                raise
            keyring = None
        if keyring is not None and not keyring.is_locked():
            return
        on_question(True)
        try:
            if keyring is None:
                keyring = secretstorage.create_collection(bus, _LABEL, _ALIAS)
            else:
                keyring.unlock()
        except PromptDismissedException:
            raise locked() from None
        finally:
            on_question(False)
        if keyring.is_locked():
            raise locked()


def responds() -> bool:
    """Whether the Secret Service is there and answers within half a second."""
    from jeepney import (  # type: ignore[import-untyped]  # it has no types
        DBusAddress,
        MessageFlag,
        MessageType,
        new_method_call,
    )
    from jeepney.io.blocking import (  # type: ignore[import-untyped]  # the same
        open_dbus_connection,
    )

    peer = DBusAddress("/", _NAME, "org.freedesktop.DBus.Peer")
    ping = new_method_call(peer, "Ping")
    ping.header.flags |= MessageFlag.no_auto_start
    try:
        with open_dbus_connection("SESSION") as bus:
            answer = bus.send_and_get_reply(ping, timeout=PING_TIMEOUT)
    except Exception:  # noqa: BLE001 - whatever a bus that ends just now raises
        return False
    return bool(answer.header.message_type == MessageType.method_return)
