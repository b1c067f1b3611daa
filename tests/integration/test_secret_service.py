"""What a real gnome-keyring says before it is asked for a key."""

from __future__ import annotations

from contextlib import closing

import pytest
from keyring.backends.SecretService import Keyring

from integration.secret_service import SessionBus
from lumen.storage.secret_service import KeyringLocked, responds, unlock

pytestmark = pytest.mark.integration


@pytest.fixture
def bus(session_bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> SessionBus:
    """The bus of this process, too."""
    address = session_bus.environment["DBUS_SESSION_BUS_ADDRESS"]
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    return session_bus


def lock() -> None:
    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        secretstorage.get_default_collection(connection).lock()


def test_it_responds_while_it_is_there_and_awake(bus: SessionBus) -> None:
    assert not responds()
    bus.start_keyring()
    assert responds()
    bus.hold_keyring()
    assert not responds()
    bus.go_on()
    assert responds()
    bus.stop_keyring()
    assert not responds()


def test_a_service_that_never_starts_is_not_started_by_asking(bus: SessionBus) -> None:
    bus.get_stuck()
    assert not responds()


def test_without_a_bus_nothing_responds(bus: SessionBus) -> None:
    bus.stop_bus()
    assert not responds()


def test_an_open_keyring_asks_nothing(bus: SessionBus) -> None:
    bus.start_keyring()
    asked: list[bool] = []
    unlock(Keyring(), asked.append)
    assert asked == []


@pytest.mark.parametrize("there", [False, True])
def test_without_a_screen_it_stays_locked_at_once(bus: SessionBus, there: bool) -> None:
    bus.start_keyring(unlocked=there)
    if there:
        lock()
    asked: list[bool] = []
    with pytest.raises(KeyringLocked):
        unlock(Keyring(), asked.append)
    assert asked == [True, False]


def test_a_chosen_keyring_that_is_gone_is_no_new_one(bus: SessionBus) -> None:
    from secretstorage.exceptions import ItemNotFoundException

    bus.start_keyring()
    backend = Keyring()
    backend.preferred_collection = "/org/freedesktop/secrets/collection/gone"
    asked: list[bool] = []
    with pytest.raises(ItemNotFoundException):
        unlock(backend, asked.append)
    assert asked == []
