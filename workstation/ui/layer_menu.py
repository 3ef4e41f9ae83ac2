"""The menu that says on which layer a label lies and moves it to another, after asking where voxels would change hands."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from workstation.core.errors import Message, UserError
from workstation.core.labels import LAYERS
from workstation.core.study import Reading
from workstation.ui.text import say, tr
from workstation.workbench.label_layers import free_layer, move_to_layer, why_not_move
from workstation.workbench.workbench import Workbench


def layer_menu(workbench: Workbench, value: int, owner: QWidget, parent: QWidget) -> QMenu:
    """The layers in use with what lies on them, and a layer of the label's own; the one it lies on is ticked.

    Questions are asked over `owner`, which outlives the menu.
    """
    menu = QMenu(tr("Layer"), parent)
    opened = workbench.open_case
    if opened is None or value not in opened.reading.segments:
        menu.setEnabled(False)
        return menu
    reading = opened.reading
    group = QActionGroup(menu)
    for number in _in_use(reading):
        entry = menu.addAction(_layer_title(reading, number), partial(move, workbench, value, number, owner))
        entry.setCheckable(True)
        entry.setChecked(number == reading.segments[value].layer)
        entry.setEnabled(number != reading.segments[value].layer)
        group.addAction(entry)
    menu.addSeparator()
    own = menu.addAction(tr("A layer of its own"), lambda: move_to_own(workbench, value, owner))
    own.setEnabled(not _is_alone(reading, value))
    return menu


def move_to_own(workbench: Workbench, value: int, parent: QWidget) -> None:
    """Move a label to a layer on which no other lies."""
    opened = workbench.open_case
    if opened is None:
        return
    try:
        number = free_layer(opened.reading)
    except UserError as error:
        workbench.noticed.emit(error)
        return
    move(workbench, value, number, parent)


def move(workbench: Workbench, value: int, layer: int, parent: QWidget) -> None:
    """Move a label to another layer as one edit; what speaks against it goes to the notice bar."""
    opened = workbench.open_case
    if opened is None:
        return
    try:
        wanted = move_to_layer(opened.reading, value, layer)
        doubt = why_not_move(opened.reading, value, wanted)
        if doubt is None or _agreed(doubt, parent):
            workbench.do(wanted.command)
    except UserError as error:
        workbench.noticed.emit(error)


def _agreed(doubt: Message, parent: QWidget) -> bool:
    text = say(doubt) + " " + tr("Undo gives them back.")
    box = QMessageBox(QMessageBox.Icon.Question, tr("Move to another layer"), text, parent=parent)
    box.addButton(tr("Move and overwrite"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is not cancel and box.clickedButton() is not None


def _in_use(reading: Reading) -> list[int]:
    """The layers on which labels of the table lie, and the lowest."""
    used = {each.layer for each in reading.segments.values()} | {0}
    return [number for number in range(LAYERS) if number in used]


def _is_alone(reading: Reading, value: int) -> bool:
    layer = reading.segments[value].layer
    return layer > 0 and all(each.layer != layer or each.value == value for each in reading.segments.values())


def _layer_title(reading: Reading, number: int) -> str:
    names = [tr(each.name) for each in reading.segments.values() if each.layer == number]
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return tr("Layer {n}: {names}", n=number + 1, names=shown) if names else tr("Layer {n}", n=number + 1)
