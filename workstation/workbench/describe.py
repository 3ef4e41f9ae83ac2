"""What a file or a study folder is, in named facts: for `sonolign info`."""

from __future__ import annotations

from pathlib import Path

from workstation.core.errors import UnreadableFile
from workstation.storage.describe import Facts, describe_file
from workstation.storage.study_folder import StudyFolder


def describe(path: Path) -> Facts:
    """Facts about an image, a file of ours, or a study folder; errors as of the readers in `storage`."""
    if not path.exists():
        raise UnreadableFile("{path} does not exist; check the name.", path=path)
    if path.is_dir() or path.name == "study.json":
        return _study(StudyFolder.at(path))
    return describe_file(path)


def _study(folder: StudyFolder) -> Facts:
    study = folder.open_study(read_only=True).state
    cases = {
        entry.id: {"title": entry.title, "note": entry.note, "read by": folder.readers(entry.id)}
        for entry in study.cases.values()
    }
    return {"kind": "study", "title": study.title, "id": study.id, "protocol": study.protocol.name, "cases": cases}
