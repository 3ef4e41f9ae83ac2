"""The figures of all registration results of a study, case by case and reader by reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from workstation.core.errors import InvalidInput
from workstation.core.plugin import Report
from workstation.core.study import CaseEntry, Study
from workstation.core.tolerance import LIMITS, Tolerance
from workstation.core.transform import Transform
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.evaluate import CaseFigures, ResultFigures, evaluate_case
from workstation.workbench.loops import loops_through
from workstation.workbench.open_case import OpenCase


def study_figures(
    path: Path, case_id: str = "", reader: str = "", result_id: str = "",
    report: Callable[[float, str], None] = lambda fraction, note: None,
) -> list[CaseFigures]:  # fmt: skip
    """Evaluate the results of a study without changing or locking anything.

    Parameters
    ----------
    case_id, reader, result_id : only this case, this reader's work, this result; "" for all

    Raises
    ------
    UserError : there is no such study, case or reader, or a file of it cannot be read.
    """
    folder = StudyFolder.at(path)
    study = folder.open_study(read_only=True).state
    entries = [study.case(case_id)] if case_id else list(study.cases.values())
    readings = [(entry, name) for entry in entries for name in folder.readers(entry.id) if reader in ("", name)]
    if reader and not readings:
        raise InvalidInput("{reader} has read no such case; check the name.", reader=reader)
    return list(_figures(folder, study, readings, result_id, report))


def with_loops(
    results: Iterable[ResultFigures], folder: StudyFolder, cases: Sequence[CaseEntry], reader: str, case_id: str
) -> tuple[ResultFigures, ...]:  # fmt: skip
    """The results of a case with the gap of the shortest loop of pairs through each; see `loops`."""
    found = []
    for each in results:
        loops = loops_through(folder, cases, reader, case_id, each.id, most=1)
        found.append(replace(each, loop_mm=loops[0].median_mm) if loops else each)
    return tuple(found)


def thresholds_of(path: Path) -> dict[str, dict[str, Any]]:
    """The thresholds of a study by name: title, value, text, default, source, who set it ("" and "" if nobody did)."""
    return facts_of(tolerance_of(path))


def tolerance_of(path: Path) -> Tolerance:
    """The thresholds of a study on disk."""
    return StudyFolder.at(path).open_study(read_only=True).state.protocol.tolerance


def facts_of(tolerance: Tolerance) -> dict[str, dict[str, Any]]:
    """Thresholds as plain values, by name."""
    changed = {each.name: each for each in tolerance.not_default()}
    return {
        name: {
            "title": limit.title, "value": tolerance.value(name), "text": limit.text(tolerance.value(name)),
            "default": limit.default, "source": str(tolerance.who(name)), "default_source": limit.source,
            "by": changed[name].by if name in changed else "", "at": changed[name].at if name in changed else "",
        }
        for name, limit in LIMITS.items()
    }  # fmt: skip


def _figures(
    folder: StudyFolder, study: Study, readings: list[tuple[CaseEntry, str]], result_id: str,
    report: Callable[[float, str], None],
) -> Iterator[CaseFigures]:  # fmt: skip
    for number, (entry, reader) in enumerate(readings):
        opened = OpenCase(folder, folder.open_case(entry), reader, read_only=True)
        try:
            wanted = [each for each in opened.reading.transforms if result_id in ("", each)]
            transforms = {each: opened.transform(each) for each in wanted}
            tell = _told(report, number, len(readings), f"{entry.id}, {reader}")
            found = evaluate_case(opened.case, opened.reading, transforms, study.protocol.tolerance, tell)
            cases = list(study.cases.values())
            yield replace(found, results=with_loops(found.results, folder, cases, reader, entry.id))
        finally:
            opened.close()


def _told(report: Callable[[float, str], None], number: int, count: int, name: str) -> Report:
    """How far the evaluation of one reading is, as a part of all."""

    def tell(fraction: float, message: str = "", preview: Transform | None = None, **curves: float) -> None:
        report((number + fraction) / count, f"{name}: {message}" if message else name)

    return tell
