"""An open case: its volumes, one reader's history on it, and the transforms it has looked through."""

from __future__ import annotations

from dataclasses import replace

from workstation.core.geometry import Side
from workstation.core.landmarks import Mark
from workstation.core.study import Case, Reading
from workstation.core.tolerance import Tolerance
from workstation.core.transform import Transform
from workstation.storage.study_folder import StudyFolder, now
from workstation.storage.volume_store import close_volumes
from workstation.workbench.history import History
from workstation.workbench.judged import as_of_now


class OpenCase:
    """One case as one reader has it open. Edits go through `history`."""

    def __init__(self, folder: StudyFolder, case: Case, reader: str, read_only: bool = False) -> None:
        self.folder = folder
        self.case = case
        self.history: History[Reading] = History(folder.open_reading(case, reader, read_only))
        self.tolerance = Tolerance()  # the thresholds of the study, for whoever opens the case to set
        self.hide_share = 0.0  # of expected landmark places that are kept from the reader
        self._transforms: dict[str, Transform] = {}

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.case.id

    @property
    def reading(self) -> Reading:
        """The reader's marks, labels, results and review, for looking at only."""
        return self.history.state

    @property
    def reading_as_judged(self) -> Reading:
        """The reading with the verdicts of its results as they hold now, for geometry and thresholds of today."""
        records = {id: as_of_now(record, self.case, self.tolerance) for id, record in self.reading.transforms.items()}
        return replace(self.reading, transforms=records)

    def transform(self, transform_id: str) -> Transform:
        """The fixed→moving transform of a registration result, read once."""
        if transform_id not in self._transforms:
            self.reading.transform(transform_id)
            self._transforms[transform_id] = self.folder.read_transform(self.id, transform_id)
        return self._transforms[transform_id]

    @property
    def fixed_to_moving(self) -> Transform | None:
        """The active transform, None while no result is in use."""
        active = self.reading.active_transform
        return self.transform(active) if active else None

    @property
    def moving_to_fixed(self) -> Transform | None:
        """The inverse of the active transform."""
        forward = self.fixed_to_moving
        return forward.inverse() if forward is not None else None

    def mark_at(self, side: Side, point_mm: tuple[float, float, float], **more: str) -> Mark:
        """A mark of the reader, put now, with the native voxel it lies at: one of the raw raster for a curved probe."""
        voxel = self.case.volume(side).native_voxel(point_mm)
        return Mark(point_mm, voxel, by=self.reading.reader, at=now(), **more)  # type: ignore[arg-type]

    def close(self) -> None:
        """Write a snapshot, release the lock and the voxels; may raise NotSaved."""
        try:
            self.history.close()
        finally:
            close_volumes(self.case.fixed, self.case.moving)
