"""Colleagues' files on the command line: landmarks, labels or a transform into a case, and bundles into a study."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.cli.console import bar, reader_name, say, warn
from workstation.cli.studies import open_study
from workstation.core.errors import InvalidInput

if TYPE_CHECKING:
    from workstation.core.commands import Group
    from workstation.workbench.bundles import Report
    from workstation.workbench.open_case import OpenCase
    from workstation.workbench.readings_of_files import Candidate
    from workstation.workbench.work_files import Arrival


class KeepName(StrEnum):
    """Who has a voxel that both have drawn; with layers, both."""

    FILE = "file"
    MINE = "mine"
    REPLACE = "replace"
    LAYER = "layer"


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What a person says about a file.

    Parameters
    ----------
    side : the scan that labels belong to; "" for the one whose grid they have
    frame, inverse : how the numbers are meant; "" and None where the figures decide
    keep : for labels, who has a voxel that both have drawn
    same_names : whether landmarks of the same name are the same
    driven : whether a transform was made from landmarks of the case, so that their distance is a fit
    """

    side: str = ""
    frame: str = ""
    inverse: bool | None = None
    keep: str = "file"
    same_names: bool = True
    driven: bool = False


def import_files(study: Path, files: Sequence[Path], case: str, how: HowToRead, reader: str) -> None:
    """Bring a bundle into a study (which is made if it is not there), or colleagues' work into one of its cases."""
    if len(files) == 1 and files[0].suffix.lower() == ".zip":
        _import_bundle(study, files[0], reader)
    elif not case:
        raise InvalidInput("Say with --case which case {names} belongs to.", names=", ".join(map(str, files)))
    else:
        _import_work(study, files, case, how, reader)


def _import_bundle(study: Path, bundle: Path, reader: str) -> None:
    from workstation.workbench.bundle_merge import merge_bundle
    from workstation.workbench.bundles import read_bundle

    if not (study / "study.json").is_file():
        with bar("Unpacking") as advance:
            read_bundle(bundle, study, advance)
        say(f"Made the study {study} from {bundle}")
        return
    with open_study(study, reader) as bench:
        assert bench.folder is not None
        assert bench.study is not None
        with bar("Adding") as advance:
            merged = merge_bundle(bundle, bench.folder, bench.study, advance)
    for each in merged:
        (warn if each.fate == "renamed" else say)(str(each.message))


def _import_work(study: Path, files: Sequence[Path], case: str, how: HowToRead, reader: str) -> None:
    from workstation.workbench.work_files import look_into

    with open_study(study, reader) as bench:
        bench.show_case(case)
        opened = bench.open_case
        assert opened is not None
        with bar("Importing") as advance:
            arrival = look_into(files, opened, lambda share, note: advance(share / 2, note))
            edit, told = _edit(arrival, how, opened, lambda share, note: advance(0.5 + share / 2, note))
        for note in arrival.notes:
            warn(str(note))
        if edit is None:
            say(f"Everything in {arrival.name} is in case {case} already; nothing was changed.")
            return
        bench.do(edit)
        say(told)
        say(f"Imported {arrival.name} into case {case} as {reader_name(reader)}; Undo takes it back.")


def _edit(arrival: Arrival, how: HowToRead, opened: OpenCase, report: Report) -> tuple[Group | None, str]:
    """The edit, and how the file was read."""
    from workstation.workbench import work_files

    if arrival.kind == "labels":
        side = how.side or work_files.proposed_side(arrival, opened)
        plan = work_files.plan_labels(arrival, side, opened)  # type: ignore[arg-type]
        edit = work_files.label_edit(arrival, plan, plan.proposed, how.keep, opened)  # type: ignore[arg-type]
        lost = f", {plan.lost} drawn voxels lie outside" if plan.lost else ""
        return edit, f"Labels of the {side} scan, {plan.fit}{lost}"
    chosen = _chosen(arrival, how)
    if arrival.kind == "transform":
        edit = work_files.transform_edit(arrival, chosen, opened, report, how.driven)
        return edit, f"Read as {chosen.message}"
    return work_files.landmark_edit(arrival, chosen, opened, how.same_names), f"Read as {chosen.message}"


def _chosen(arrival: Arrival, how: HowToRead) -> Candidate:
    """The reading that was asked for, else the proposal if nothing comes near it."""
    tested = arrival.tested
    assert tested is not None
    wanted = [
        each
        for each in tested.candidates
        if how.frame in ("", each.frame)
        and (how.inverse is None or how.inverse == (each.direction == "moving to fixed"))
    ]
    if tested.is_clear or (how.frame and how.inverse is not None):
        return wanted[0]
    first = wanted[0].message
    second = next(each for each in tested.candidates if each != wanted[0]).message
    raise InvalidInput(
        "It is not clear how {file} is meant. As {first}? As {second}? Ask whoever made it, and say which with --frame and "
        "--inverse or --no-inverse.",
        file=arrival.name, first=first, second=second,
    )  # fmt: skip
