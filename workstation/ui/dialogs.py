"""The few questions that need a dialog: places on disk, the reader's name, and where an unnamed study goes."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from workstation.ui.text import tr

VOLUME_SUFFIXES = ("nii", "nii.gz", "nrrd", "nhdr", "mha", "mhd")


class UnnamedChoice(Enum):
    """What a person wants to happen to a study without a name."""

    SAVE_AS = auto()
    KEEP = auto()
    CANCEL = auto()


def choose_study(parent: QWidget) -> Path | None:
    """An existing study folder."""
    return choose_folder(parent, tr("Open study folder"))


def choose_new_folder(parent: QWidget, title: str) -> Path | None:
    """A new or empty folder."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home()), "", options=QFileDialog.Option.ShowDirsOnly)
    return Path(name) if name else None


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """An existing folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(Path.home()))
    return Path(name) if name else None


def choose_volume(parent: QWidget, title: str) -> Path | None:
    """One image file."""
    name, _ = QFileDialog.getOpenFileName(parent, title, "", _filter())
    return Path(name) if name else None


def choose_key_file(parent: QWidget, title: str) -> Path | None:
    """A key file, which may be there already and is then added to."""
    options = QFileDialog.Option.DontConfirmOverwrite
    name, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / "sonolign key.json"), "", options=options)
    return Path(name) if name else None


def choose_file_to_write(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """A file for something new; without an ending it gets that of the proposed name."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)
    if not chosen:
        return None
    return Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(Path(name).suffix)


def choose_volumes(parent: QWidget) -> list[Path]:
    """One or two image files."""
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Choose the fixed and the moving volume"), "", _filter())
    return [Path(name) for name in names]


def ask_reader(parent: QWidget, now: str) -> str:
    """The name of the person who works here; "" if it stays as it is."""
    words = tr("Your work is saved under this name, apart from that of other readers:")
    name, said_yes = QInputDialog.getText(parent, tr("Reader"), words, QLineEdit.EchoMode.Normal, now)
    return name.strip() if said_yes and name.strip() != now else ""


def ask_text(parent: QWidget, title: str, words: str, proposed: str = "") -> str:
    """A short text; "" if the person thought better of it."""
    text, said_yes = QInputDialog.getText(parent, title, words, QLineEdit.EchoMode.Normal, proposed)
    return text.strip() if said_yes else ""


def ask_unnamed(parent: QWidget) -> UnnamedChoice:
    """What to do with a study that has no name when it is closed; nothing is lost either way."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Unnamed study"))
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("This study has no name yet."))
    box.setInformativeText(tr("It is saved. Give it a place of its own, or keep it among the recent studies."))
    save = box.addButton(tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(tr("Keep unnamed"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.exec()
    if box.clickedButton() is save:
        return UnnamedChoice.SAVE_AS
    return UnnamedChoice.KEEP if box.clickedButton() is keep else UnnamedChoice.CANCEL


def is_volume(path: Path) -> bool:
    """Whether a file name looks like that of an image volume."""
    return path.name.lower().endswith(tuple(f".{suffix}" for suffix in VOLUME_SUFFIXES))


def _filter() -> str:
    patterns = " ".join(f"*.{suffix}" for suffix in VOLUME_SUFFIXES)
    return f"{tr('Volumes')} ({patterns});;{tr('All files')} (*)"
