"""What a file, a DICOM folder or a study folder is, in named facts: for `sonolign info`."""

from __future__ import annotations

from pathlib import Path

from workstation.core.errors import UnreadableFile
from workstation.core.study import CaseEntry
from workstation.storage.describe import Facts, describe_file
from workstation.storage.study_folder import StudyFolder


def describe(path: Path, names: bool = False) -> Facts:
    """Facts about an image, a DICOM file or folder, a file of ours, or a study folder.

    Errors as of the readers in `storage`. Who the patient of DICOM files is, is told only with `names`.
    """
    if not path.exists():
        raise UnreadableFile("{path} does not exist; check the name.", path=path)
    if path.name == "study.json" or (path / "study.json").exists():
        return _study(StudyFolder.at(path))
    from workstation.storage.dicom.files import looks_like_dicom

    if path.is_dir() or looks_like_dicom(path):
        from workstation.storage.dicom.facts import dicom_facts

        size = {} if path.is_dir() else {"bytes": path.stat().st_size}
        return {"file": path.name, **size, **dicom_facts(path, names)}
    return describe_file(path)


def _privacy(entry: CaseEntry) -> Facts:
    """How the DICOM volumes of a case were de-identified, for each a sentence."""
    told = {}
    for each in entry.privacy:
        looked = f"{each.by} found no text left in the pictures" if each.is_reviewed else (
            "nobody has looked for names in the pictures" if each.needs_review else "no text is expected in the pictures"
        )  # fmt: skip
        told[each.side] = f"{each.pseudonym}, {looked}, {each.at}, {len(each.blacked_out)} parts blacked out"
    return {"privacy": told} if told else {}


def _study(folder: StudyFolder) -> Facts:
    study = folder.open_study(read_only=True).state
    cases = {
        entry.id: {"title": entry.title, "note": entry.note, "read by": folder.readers(entry.id), **_privacy(entry)}
        for entry in study.cases.values()
    }
    return {"kind": "study", "title": study.title, "id": study.id, "protocol": study.protocol.name, "cases": cases}
