"""The questions about colleagues' files: which ones to import, where a bundle goes, and what becomes of its cases."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workstation.ui.text import tr
from workstation.workbench.exporting import BUNDLE_SUFFIX

_WORK = (
    "*.mrk.json *.fcsv *.annot *.csv *.tfm *.txt *.mat *.h5 *.hdf5 *.npy *.npz *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd "
    "*.dcm"
)


class BundleUse(Enum):
    """What a person wants with a bundle."""

    ADD = auto()
    OPEN = auto()
    CANCEL = auto()


def choose_work(parent: QWidget) -> list[Path]:
    """Files of landmarks, labels or a transform."""
    words = f"{tr('Landmarks, labels, transforms')} ({_WORK});;{tr('All files')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Import landmarks, labels or a transform"), "", words)
    return [Path(name) for name in names]


def choose_bundle(parent: QWidget) -> Path | None:
    """An existing bundle."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open bundle"), "", f"{tr('Bundles')} (*.zip)")
    return Path(name) if name else None


def choose_new_bundle(parent: QWidget, study_name: str) -> Path | None:
    """A file for a new bundle."""
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Bundle"), str(Path.home() / f"{study_name}{BUNDLE_SUFFIX}"), f"{tr('Bundles')} (*.zip)"
    )
    return None if not name else Path(name) if name.lower().endswith(".zip") else Path(name + BUNDLE_SUFFIX)


def ask_bundle_use(parent: QWidget, bundle: Path, study_title: str) -> BundleUse:
    """Whether the cases of a bundle are added to the open study, or it is opened as a study of its own."""
    box = QMessageBox(parent)
    box.setWindowTitle(tr("Bundle"))
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(tr("What should be done with {name}?", name=bundle.name))
    box.setInformativeText(
        tr("Its cases can be added to the open study, {title}: cases that are there already are skipped, and a case that "
           "differs from one of the same id gets an id of its own. Nothing of yours is changed.", title=study_title)
    )  # fmt: skip
    add = box.addButton(tr("Add to this study"), QMessageBox.ButtonRole.AcceptRole)
    own = box.addButton(tr("Open as a study of its own…"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(add)
    box.exec()
    if box.clickedButton() is add:
        return BundleUse.ADD
    return BundleUse.OPEN if box.clickedButton() is own else BundleUse.CANCEL
