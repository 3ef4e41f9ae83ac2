"""Edits of a reading beyond marks and labels (results, review), and of the study's work-list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workstation.core.commands import Command, command
from workstation.core.errors import InvalidInput, Message
from workstation.core.geometry import Grid
from workstation.core.study import (
    CaseEntry,
    GeometryDecision,
    ImportRecord,
    Reading,
    Review,
    Study,
    StudyProtocol,
    TransformRecord,
)
from workstation.core.tolerance import Tolerance

IMPORTED = "imported"  # stands as the method of a transform that came from a file


@command
@dataclass(frozen=True, slots=True)
class AddTransform:
    """List a registration result; its file is already written."""

    record: TransformRecord
    index: int = -1

    def apply(self, target: Reading) -> Command:
        """Add the row."""
        if self.record.id in target.transforms:
            raise InvalidInput("The registration result {id} is already listed.", id=self.record.id)
        rows = list(target.transforms.items())
        rows.insert(len(rows) if self.index < 0 else self.index, (self.record.id, self.record))
        target.transforms = dict(rows)
        return RemoveTransform(self.record.id)

    def title(self, target: Reading) -> Message:
        """Such as "Register with Demons"."""
        if self.record.method == IMPORTED:
            return Message("Import transform")
        return Message("Register with {method}", {"method": self.record.title})


@command
@dataclass(frozen=True, slots=True)
class RemoveTransform:
    """Take a registration result off the list; its file stays, so that undo can bring it back."""

    transform_id: str

    def apply(self, target: Reading) -> Command:
        """Remove the row; the result in use must be put aside first."""
        record = target.transform(self.transform_id)
        if target.active_transform == self.transform_id:
            raise InvalidInput("{name} is in use; choose another result or none first.", name=record.title)
        index = list(target.transforms).index(self.transform_id)
        del target.transforms[self.transform_id]
        return AddTransform(record, index)

    def title(self, target: Reading) -> Message:
        """Such as "Remove result Demons"."""
        return Message("Remove result {method}", {"method": target.transform(self.transform_id).title})


@command
@dataclass(frozen=True, slots=True)
class UseTransform:
    """Choose the result through which both volumes are linked; "" for none."""

    transform_id: str

    def apply(self, target: Reading) -> Command:
        """Make it the active one."""
        if self.transform_id:
            target.transform(self.transform_id)
        before = target.active_transform
        target.active_transform = self.transform_id
        return UseTransform(before)

    def title(self, target: Reading) -> Message:
        """Such as "Use result Demons"."""
        if not self.transform_id:
            return Message("Use no registration")
        return Message("Use result {method}", {"method": target.transform(self.transform_id).title})


@command
@dataclass(frozen=True, slots=True)
class SetReview:
    """Set how far the work on a case is, and what the reader decided."""

    review: Review

    def apply(self, target: Reading) -> Command:
        """Replace the review."""
        before = target.review
        target.review = self.review
        return SetReview(before)

    def title(self, target: Reading) -> Message:
        """Such as "Decide: accepted"."""
        if self.review.decision != target.review.decision:
            return Message("Decide: {decision}", {"decision": self.review.decision})
        if self.review.progress != target.review.progress:
            return Message("Mark case as {progress}", {"progress": self.review.progress})
        return Message("Edit review")


@command
@dataclass(frozen=True, slots=True)
class NoteImport:
    """Keep how a file was read that marks, labels or a transform came from."""

    record: ImportRecord

    def apply(self, target: Reading) -> Command:
        """Add the note."""
        if self.record.id in target.imports:
            raise InvalidInput("The import {id} is already listed.", id=self.record.id)
        target.imports[self.record.id] = self.record
        return ForgetImport(self.record.id)

    def title(self, target: Reading) -> Message:
        """Such as "Import points.csv"."""
        return Message("Import {file}", {"file": self.record.file})


@command
@dataclass(frozen=True, slots=True)
class ForgetImport:
    """Take the last note about an import back, together with what was imported."""

    import_id: str

    def apply(self, target: Reading) -> Command:
        """Remove the note; notes are taken back in reverse order."""
        if not target.imports or list(target.imports)[-1] != self.import_id:
            raise InvalidInput("{id} is not the last import; the edits are out of order.", id=self.import_id)
        return NoteImport(target.imports.pop(self.import_id))

    def title(self, target: Reading) -> Message:
        """Such as "Forget import of points.csv"."""
        return Message("Forget import of {file}", {"file": target.imports[self.import_id].file})


@command
@dataclass(frozen=True, slots=True)
class AddCase:
    """List a case whose volumes are already written."""

    entry: CaseEntry
    index: int = -1

    def apply(self, target: Study) -> Command:
        """Add the row."""
        if self.entry.id in target.cases:
            raise InvalidInput("The study already has a case {id}.", id=self.entry.id)
        rows = list(target.cases.items())
        rows.insert(len(rows) if self.index < 0 else self.index, (self.entry.id, self.entry))
        target.cases = dict(rows)
        return RemoveCase(self.entry.id)

    def title(self, target: Study) -> Message:
        """Such as "Import case 7"."""
        return Message("Import case {id}", {"id": self.entry.id})


@command
@dataclass(frozen=True, slots=True)
class RemoveCase:
    """Take a case off the work-list; its folder stays, so that undo can bring it back."""

    case_id: str

    def apply(self, target: Study) -> Command:
        """Remove the row."""
        entry = target.case(self.case_id)
        index = list(target.cases).index(self.case_id)
        del target.cases[self.case_id]
        return AddCase(entry, index)

    def title(self, target: Study) -> Message:
        """Such as "Remove case 7"."""
        return Message("Remove case {id}", {"id": self.case_id})


@command
@dataclass(frozen=True, slots=True)
class EditCase:
    """Change the title or note of a case."""

    entry: CaseEntry

    def apply(self, target: Study) -> Command:
        """Replace the row of the same id."""
        before = target.case(self.entry.id)
        target.cases[self.entry.id] = self.entry
        return replace(self, entry=before)

    def title(self, target: Study) -> Message:
        """Such as "Edit case 7"."""
        return Message("Edit case {id}", {"id": self.entry.id})


@command
@dataclass(frozen=True, slots=True)
class ConfirmGeometry:
    """Record what a person decided about the geometry of a volume; the voxels on disk stay as they are."""

    case_id: str
    decision: GeometryDecision

    def apply(self, target: Study) -> Command:
        """Add the decision, which counts from now on."""
        before = target.case(self.case_id)
        if not self.decision.by.strip():
            raise InvalidInput("A decision about geometry needs the name of who made it.")
        if self.decision.spacing_mm is not None:
            Grid((1, 1, 1), self.decision.spacing_mm)  # raises if these are no lengths
        target.cases[self.case_id] = replace(before, decisions=(*before.decisions, self.decision))
        return WithdrawGeometry(self.case_id)

    def title(self, target: Study) -> Message:
        """Such as "Confirm geometry of case 7"."""
        return Message("Confirm geometry of case {id}", {"id": self.case_id})


@command
@dataclass(frozen=True, slots=True)
class WithdrawGeometry:
    """Take the last decision about the geometry of a case back."""

    case_id: str

    def apply(self, target: Study) -> Command:
        """Remove the decision; the one before it counts again."""
        before = target.case(self.case_id)
        if not before.decisions:
            raise InvalidInput("Nothing was decided about the geometry of case {id}.", id=self.case_id)
        target.cases[self.case_id] = replace(before, decisions=before.decisions[:-1])
        return ConfirmGeometry(self.case_id, before.decisions[-1])

    def title(self, target: Study) -> Message:
        """Such as "Withdraw geometry of case 7"."""
        return Message("Withdraw geometry of case {id}", {"id": self.case_id})


@command
@dataclass(frozen=True, slots=True)
class RenameStudy:
    """Give the study another title."""

    study_title: str

    def apply(self, target: Study) -> Command:
        """Rename it; an empty title is refused."""
        if not self.study_title.strip():
            raise InvalidInput("A study needs a title.")
        before = target.title
        target.title = self.study_title
        return RenameStudy(before)

    def title(self, target: Study) -> Message:
        """Always "Rename study"."""
        return Message("Rename study")


@command
@dataclass(frozen=True, slots=True)
class SetProtocol:
    """Replace what the readers are asked to mark."""

    protocol: StudyProtocol

    def apply(self, target: Study) -> Command:
        """Replace the protocol."""
        before = target.protocol
        target.protocol = self.protocol
        return SetProtocol(before)

    def title(self, target: Study) -> Message:
        """Always "Change protocol"."""
        return Message("Change protocol")


@command
@dataclass(frozen=True, slots=True)
class SetTolerance:
    """Set the thresholds that verdicts are held to."""

    tolerance: Tolerance

    def apply(self, target: Study) -> Command:
        """Replace them in the protocol."""
        before = target.protocol.tolerance
        target.protocol = replace(target.protocol, tolerance=self.tolerance)
        return SetTolerance(before)

    def title(self, target: Study) -> Message:
        """Always "Change thresholds"."""
        return Message("Change thresholds")
