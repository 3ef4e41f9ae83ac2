"""Confirming the geometry of a case that is already in the study, now or by undoing and redoing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workstation.core.commands import Command, Group
from workstation.core.errors import InvalidInput
from workstation.core.geometry import SIDES
from workstation.core.study import Case, GeometryDecision, Reading, Study
from workstation.core.study_commands import ConfirmGeometry, WithdrawGeometry
from workstation.storage.study_folder import StudyFolder
from workstation.storage.volume_store import close_volumes
from workstation.workbench.open_case import OpenCase


def confirm_command(case_id: str, decisions: Sequence[GeometryDecision]) -> Command:
    """The edit of the study that records decisions about one or both volumes as one step."""
    return Group("", tuple(ConfirmGeometry(case_id, each) for each in decisions))


def case_concerned(command: Command | None) -> str:
    """The id of the case whose geometry a command changes, "" if it changes none."""
    if isinstance(command, Group):
        return next((found for each in command.commands if (found := case_concerned(each))), "")
    return command.case_id if isinstance(command, (ConfirmGeometry, WithdrawGeometry)) else ""


def check_free(command: Command, study: Study, folder: StudyFolder, opened: OpenCase | None) -> None:
    """Refuse an edit that would change the spacing under marks or registrations, which are kept in millimetres.

    Raises
    ------
    InvalidInput
        A reader has marked or registered something in the case, and the spacing would be another one afterwards.
    """
    case_id = case_concerned(command)
    if not case_id:
        return
    trial = study.copy()
    command.apply(trial)
    is_open = opened is not None and opened.id == case_id
    case = opened.case if opened is not None and is_open else folder.open_case(study.case(case_id))
    try:
        if _same_spacing(case, case.decided(trial.case(case_id).decisions)):
            return
        for reader, reading in _readings(folder, case, opened if is_open else None):
            if _is_used(reading):
                raise InvalidInput(
                    "{reader} has landmarks or registrations in this case, which rest on the present spacing; import the "
                    "pair again as a new case to give it another one.",
                    reader=reader,
                )
    finally:
        if not is_open:
            close_volumes(case.fixed, case.moving)


def _same_spacing(case: Case, other: Case) -> bool:
    return all(case.volume(side).grid == other.volume(side).grid for side in SIDES)


def _readings(folder: StudyFolder, case: Case, opened: OpenCase | None) -> Iterator[tuple[str, Reading]]:
    """Every reader's reading; the one that is open comes from memory, where the newest edit may not be on disk yet."""
    if opened is not None:
        yield opened.reading.reader, opened.reading
    for reader in folder.readers(case.id):
        if opened is not None and opened.reading.reader == reader:
            continue
        document = folder.open_reading(case, reader, read_only=True)
        try:
            yield reader, document.state
        finally:
            document.close()


def _is_used(reading: Reading) -> bool:
    return bool(reading.transforms) or any(row.fixed or row.moving for row in reading.landmarks)
