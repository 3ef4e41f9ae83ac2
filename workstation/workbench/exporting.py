"""Export of a case or study to files that other programs read, one folder for each case.

What a format holds stands in `export_formats`. All files are written into a hidden folder first and get their names
when the last one is there: an export that fails or is stopped leaves nothing behind. Nothing of the study is changed or
locked. Bundles, which keep everything, are made by `workbench.bundles`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workstation.core.errors import InvalidInput, Message
from workstation.storage.atomic import flush_folder, not_saved
from workstation.storage.study_folder import StudyFolder, safe_name
from workstation.workbench.bundles import Report, write_bundle
from workstation.workbench.case_export import CaseExport, Content, warp_grid
from workstation.workbench.export_formats import FORMATS
from workstation.workbench.open_case import OpenCase

BUNDLE_SUFFIX = ".sonolign.zip"
_FILES = 12  # about as many as a case has; for the progress bar only


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export.

    Parameters
    ----------
    cases : ids; empty for all
    reader : whose landmarks, labels and results
    result : id of the registration result; "" for the one in use
    warp_spacing_mm : of the grid on which warped scans are written; 0 for the fixed scan's own grid
    task : name of a Learn2Reg data set
    contents : which parts of what the format can hold; empty for all
    """

    study: Path
    format: str
    out: Path
    cases: tuple[str, ...] = ()
    reader: str = ""
    result: str = ""
    warp_spacing_mm: float = 0.0
    task: str = "Breast"
    contents: frozenset[Content] = frozenset()


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of an export in the order they were written, and what is to be said about them."""

    files: tuple[Path, ...]
    notes: tuple[Message, ...] = ()


def export(request: ExportRequest, report: Report = lambda share, note: None) -> Exported:
    """Write what was asked for; all files, or none if anything fails or `report` raises `Cancelled`.

    Raises
    ------
    UserError : there is no such study, case, result or format, there is nothing to write, or the disk refused.
    """
    if request.format not in FORMATS:
        raise InvalidInput("There is no format {format}; choose one of {known}.",
                           format=request.format, known=", ".join(FORMATS))  # fmt: skip
    if request.format == "bundle":
        target = bundle_file(request)
        with _new_folder(target.parent):
            write_bundle(request.study, target, request.cases, report)
        return Exported((target,))
    with _staged(request.out) as spare:
        asked = replace(request, out=spare)
        made = _learn2reg(asked, report) if request.format == "learn2reg" else _case_by_case(asked, report)
        files = tuple(_settled(path, spare, request.out) for path in made.files)
    return Exported(files, made.notes)


def bundle_file(request: ExportRequest) -> Path:
    """The file of a bundle: what was named if it ends in .zip, else one named after the study in that folder."""
    is_file = request.out.suffix.lower() == ".zip"
    return request.out if is_file else request.out / f"{request.study.name}{BUNDLE_SUFFIX}"


def opened_cases(request: ExportRequest, report: Report) -> Iterator[CaseExport]:
    """The cases of a request one after another; each is closed when the next is asked for."""
    folder = StudyFolder.at(request.study)
    study = folder.open_study(read_only=True).state
    entries = [study.case(each) for each in request.cases] or list(study.cases.values())
    contents = request.contents or frozenset(FORMATS[request.format].contents)
    for number, entry in enumerate(entries):
        report(number / len(entries), entry.id)
        opened = OpenCase(folder, folder.open_case(entry), request.reader, read_only=True)
        try:
            chosen = request.result or opened.reading.active_transform
            transform = opened.transform(chosen) if chosen else None
            grid = warp_grid(opened.case.fixed.grid, request.warp_spacing_mm)
            out = request.out / safe_name(entry.id)
            tell = _Teller(report, number, len(entries))
            yield CaseExport(opened.case, opened.reading, transform, out, grid, study.id, contents, tell.tell)
        finally:
            opened.close()


@dataclass
class _Teller:
    """Turns the names of files into progress within one of several cases."""

    report: Report
    number: int
    cases: int
    files: int = 0

    def tell(self, name: str) -> None:
        """Another file begins."""
        self.report((self.number + self.files / (self.files + _FILES)) / self.cases, name)
        self.files += 1


def _case_by_case(request: ExportRequest, report: Report) -> Exported:
    write = FORMATS[request.format].write
    assert write is not None  # the others have functions of their own
    written: list[Path] = []
    notes: list[Message] = []
    for each in opened_cases(request, report):
        write(each)
        written += each.written
        notes += [*each.doubts, *each.notes] if each.written else []
    if not written:
        raise InvalidInput("There is nothing to export as {format}: no landmarks, labels or result by {reader}.",
                           format=request.format, reader=request.reader or "this reader")  # fmt: skip
    return Exported(tuple(written), tuple(notes))


def _learn2reg(request: ExportRequest, report: Report) -> Exported:
    from workstation.workbench.learn2reg_export import export_learn2reg

    return export_learn2reg(request, report)


@contextlib.contextmanager
def _staged(out: Path) -> Iterator[Path]:
    """A hidden folder within `out` in which files wait until all are there; it is gone afterwards."""
    with _new_folder(out):
        spare = out / f".sonolign-{secrets.token_hex(6)}"
        try:
            spare.mkdir()
            yield spare
        except OSError as error:
            raise not_saved(out, error) from error
        finally:
            shutil.rmtree(spare, ignore_errors=True)


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[None]:
    """A folder, made with its parents if need be; what was made is taken away again if the work fails."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_saved(folder, error) from error
    try:
        yield
    except BaseException:
        for each in made:
            with contextlib.suppress(OSError):
                each.rmdir()
        raise


def _settled(path: Path, spare: Path, out: Path) -> Path:
    """A file under its final name."""
    target = out / path.relative_to(spare)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(path, target)
    flush_folder(target.parent)
    return target
