"""The day above the first message of each day."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class DayLabels:
    """Labels in the list of messages, by the key of the message below.

    Args:
        rows: Where the messages are.
    """

    def __init__(self, rows: QVBoxLayout) -> None:
        self._rows = rows
        self._labels: dict[int, QLabel] = {}

    def above(self, key: int) -> QLabel | None:
        """What stands above a message."""
        return self._labels.get(key)

    def show(self, key: int, row: QWidget, day: str) -> None:
        """Have a day stand above a message; empty: none does.

        Args:
            key: Of the message.
            row: The message itself, as it is in the list.
            day: In words.
        """
        label = self._labels.get(key)
        if not day:
            if label is not None:
                del self._labels[key]
                self._rows.removeWidget(label)
                label.hide()
                label.deleteLater()
            return
        if label is None:
            label = QLabel()
            label.setObjectName("day")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._labels[key] = label
            self._rows.insertWidget(self._rows.indexOf(row), label)
        label.setText(day)


def day_of(at: float) -> str:
    """The day of a moment in words; empty where it is not known."""
    if not at:
        return ""
    day = dt.datetime.fromtimestamp(at, tz=dt.UTC).astimezone().date()
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    if day == today:
        return "Today"
    if day == today - dt.timedelta(days=1):
        return "Yesterday"
    return f"{day:%A}, {day.day} {day:%B %Y}"
