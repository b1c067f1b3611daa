"""The style sheet, made from the tokens of a palette."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lumen.ui.theme import Tokens

MARKS = ("up", "down", "left", "right", "check")
"""Small pictures that a style sheet can only name as files."""

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; }
QMainWindow, QDialog, #page { background: $window; }
QToolTip {
    background: $text; color: $surface; border: none; padding: 6px 8px;
    font-size: ${caption}pt;
}
QBalloonTip QLabel { color: black; } /* its ground is light in both themes */
QBalloonTip QPushButton { background: transparent; border: none; padding: 0; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox QLabel#qt_msgbox_informativelabel { min-width: 280px; }
#title { font-size: ${title}pt; font-weight: 600; }
#display { font-size: ${display}pt; font-weight: 600; }
#heading { font-size: ${heading}pt; font-weight: 600; }
#muted, #caption { color: $muted; }
#caption, #day { font-size: ${caption}pt; }
#day { color: $muted; padding: 8px 0; }
#fault { color: $warm_text; font-size: ${caption}pt; font-weight: 600; }
#badge {
    background: $warm_soft; color: $warm_text; border: 1px solid $warm;
    border-radius: 10px; padding: 3px 10px; font-size: ${caption}pt; font-weight: 600;
}
#card { background: $surface; border: 1px solid $line; border-radius: 14px; }
#advice { background: $surface; border: 1px solid $line; border-radius: 12px; }
#notice { background: $warm_soft; border: 1px solid $warm; border-radius: 12px; }
#toast { background: $text; border-radius: 12px; }
#toast QLabel { color: $surface; }
#toast QPushButton {
    background: transparent; color: $surface; border: 1px solid $surface;
}
#toast QPushButton:focus { border: 2px solid $surface; }
#heard {
    color: $muted; background: transparent; border: 1px dashed $edge;
    border-radius: 16px; padding: 8px 14px; font-style: italic;
}
#scroll, #scroll > #qt_scrollarea_viewport, #list { background: transparent; }

#composer { background: $surface; border: 1px solid $edge; border-radius: 22px; }
#composer[focused="true"] { border: 2px solid $focus; }
#composer QPlainTextEdit, #composer QPlainTextEdit:focus {
    background: transparent; border: none; padding: 0; min-height: 0;
    placeholder-text-color: $muted;
}

QPushButton {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 10px;
    padding: 7px 16px; min-height: 20px;
}
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $focus; padding: 6px 15px; }
QPushButton:disabled { color: $edge; border-color: $line; background: $window; }
QPushButton[kind="main"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600;
}
QPushButton[kind="main"]:hover, QPushButton[kind="main"]:pressed {
    background: $accent_strong;
}
QPushButton[kind="main"]:focus { border: 2px solid $text; }
QPushButton[kind="main"]:disabled {
    background: $raised; color: $muted; border-color: $raised;
}
QPushButton[kind="quiet"] {
    background: transparent; border: 1px solid transparent; color: $accent;
    font-weight: 600; padding: 7px 12px;
}
QPushButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus { border: 2px solid $focus; padding: 6px 11px; }

QToolButton {
    background: transparent; border: 2px solid transparent; border-radius: 10px;
    padding: 6px;
}
QToolButton:hover { background: $raised; }
QToolButton:pressed { background: $line; }
QToolButton:focus { border: 2px solid $focus; }
QToolButton:checked { background: $raised; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="mark"] { padding: 0; border-radius: 8px; }
QToolButton[kind="small"] { padding: 3px; border-radius: 8px; }
QToolButton[kind="round"] { border-radius: 20px; padding: 0; }
QToolButton[kind="send"] {
    border-radius: 20px; padding: 0; background: $accent; border: 2px solid $accent;
}
QToolButton[kind="send"]:hover { background: $accent_strong; }
QToolButton[kind="send"]:focus { border: 2px solid $text; }
QToolButton[kind="send"]:disabled { background: $raised; border-color: $raised; }
QToolButton[kind="on"] { border-radius: 20px; padding: 0; background: $warm; }
QToolButton[kind="on"]:hover { background: $warm; }
QToolButton[kind="on"]:focus { border: 2px solid $text; }

QToolButton[kind="media"] { border-radius: 15px; padding: 0; }
QToolButton[kind="chooser"] {
    padding: 1px 20px 1px 0; margin-left: -6px; border-radius: 6px;
    font-size: ${caption}pt; font-weight: 600; color: $accent;
}
QToolButton[kind="chooser"]::menu-indicator {
    image: url("$down"); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: right center;
}
QToolButton[kind="word"] {
    padding: 4px 8px; border-radius: 8px; font-size: ${caption}pt; font-weight: 600;
    color: $accent;
}
QToolButton[kind="word"]:disabled { color: $edge; }
QPushButton[kind="link"] {
    background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 2px 8px; color: $accent; font-weight: 600;
}
QPushButton[kind="link"]:hover { background: $raised; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; }
QPushButton[kind="link"]:disabled { color: $edge; }
#results { background: transparent; border: none; }
#folders {
    background: $surface; border: 1px solid $edge; border-radius: 9px; padding: 2px;
}
#folders:focus { border: 2px solid $focus; padding: 1px; }
#folders[fault="true"] { border: 2px solid $warm; padding: 1px; }
#folders::item { padding: 6px 8px; border-radius: 7px; }
#folders::item:selected { background: $bubble; color: $on_bubble; }

QMenu {
    background: $surface; border: 1px solid $edge; border-radius: 10px; padding: 6px;
}
QMenu::item { padding: 8px 28px 8px 12px; border-radius: 7px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 6px 8px; }
QMenu::icon { padding-left: 8px; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit {
    background: $surface; color: $text; border: 1px solid $edge; border-radius: 9px;
    padding: 6px 10px; min-height: 22px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus,
QPlainTextEdit:focus { border: 2px solid $focus; padding: 5px 9px; }
QLineEdit[fault="true"], QSpinBox[fault="true"], QDoubleSpinBox[fault="true"],
QComboBox[fault="true"] { border: 2px solid $warm; padding: 5px 9px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$down"); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: $surface; color: $text; border: 1px solid $edge;
    selection-background-color: $raised; selection-color: $text; padding: 4px;
}
QSpinBox::up-button, QSpinBox::down-button,
QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 20px; border: none; background: transparent;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    image: url("$up"); width: 11px; height: 11px;
}
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url("$down"); width: 11px; height: 11px;
}
QCheckBox { spacing: 10px; padding: 4px 0; border: 2px solid transparent; }
QCheckBox:focus { border: 2px solid $focus; border-radius: 8px; }
QCheckBox::indicator {
    width: 18px; height: 18px; border-radius: 5px; border: 1px solid $edge;
    background: $surface;
}
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$check");
}

QListWidget#pages {
    background: transparent; border: none; font-size: ${body}pt;
}
QListWidget#pages::item { padding: 10px 12px; border-radius: 10px; margin: 1px; }
QListWidget#pages::item:hover { background: $raised; }
QListWidget#pages::item:selected { background: $bubble; color: $on_bubble; }
QListWidget#pages:focus::item:selected { border: 2px solid $focus; }
#times {
    background: $surface; border: 1px solid $line; border-radius: 12px; padding: 2px;
    selection-background-color: $bubble; selection-color: $on_bubble;
}
#times:focus { border: 2px solid $focus; padding: 1px; }
#times QHeaderView { background: $surface; border: none; font-size: ${caption}pt; }
#times QHeaderView::section {
    background: $surface; color: $muted; border: none; padding: 0 6px;
}
#times::item { padding: 0 4px; border: none; }
QTabWidget::pane { border: none; }
QTabBar::tab {
    padding: 9px 14px; margin-right: 4px; border-radius: 10px; color: $muted;
    background: transparent; border: 2px solid transparent;
}
QTabBar::tab:hover { background: $raised; }
QTabBar::tab:selected { background: $bubble; color: $on_bubble; font-weight: 600; }
QTabBar::tab:selected:focus { border: 2px solid $focus; }
QTabBar { qproperty-drawBase: 0; border: none; }
QTabBar::scroller { width: 32px; }
QTabBar::tear { width: 0; border: none; image: none; }
QTabBar QToolButton {
    background: $window; border: none; border-radius: 8px; padding: 0;
}
QTabBar QToolButton:hover { background: $raised; }
QTabBar QToolButton::left-arrow { image: url("$left"); width: 20px; height: 20px; }
QTabBar QToolButton::right-arrow { image: url("$right"); width: 20px; height: 20px; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }
QScrollArea > #qt_scrollarea_viewport > QWidget { background: transparent; }
QTextBrowser { background: transparent; border: none; }
#help { padding: 8px 12px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical {
    background: $edge; border-radius: 3px; min-height: 36px; margin: 0;
}
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal {
    background: $edge; border-radius: 4px; min-width: 36px;
}

QProgressBar {
    background: $raised; border: none; border-radius: 4px; height: 8px; color: $text;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
""")


def stylesheet(tokens: Tokens, points: float, marks: dict[str, str]) -> str:
    """The application's style sheet.

    Args:
        tokens: Colours.
        points: Size of the body text.
        marks: Paths of the pictures in `MARKS`.
    """
    values: dict[str, object] = {
        name: getattr(tokens, name) for name in tokens.__slots__ if name != "spans"
    }
    return _SHEET.substitute(
        values,
        **marks,
        caption=f"{points * 0.88:.1f}",
        body=f"{points:.1f}",
        heading=f"{points * 1.12:.1f}",
        title=f"{points * 1.25:.1f}",
        display=f"{points * 1.6:.1f}",
    )
