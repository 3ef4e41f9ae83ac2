"""The report says what evaluation says, names its limits, and its pictures show the slices that they claim."""

from __future__ import annotations

import numpy as np
import pytest

from small_study import READER, make_study
from workstation.core.errors import InvalidInput
from workstation.core.study_commands import UseTransform
from workstation.imaging.compare import window
from workstation.imaging.sampling import sample_plane
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.case_report import COLUMNS, report_of_study
from workstation.workbench.open_case import OpenCase
from workstation.workbench.study_figures import study_figures
from workstation.workbench.view import ViewState, auto_window, pane_plane


@pytest.fixture
def study(tmp_path):
    return make_study(tmp_path / "study", ("a",)).path


@pytest.fixture
def opened(study):
    folder = StudyFolder.at(study)
    opened = OpenCase(folder, folder.open_case(folder.open_study(read_only=True).state.case("a")), READER)
    yield opened
    opened.close()


def test_its_figures_are_those_of_the_evaluation(study):
    report = report_of_study(study, "a", READER)
    (figures,) = study_figures(study, "a", READER)
    (result,) = (each for each in figures.results if each.id in [value for _, value in report.provenance])
    rows = {str(row.name): row for row in report.figures}
    (error,) = (row for name, row in rows.items() if name.startswith("Landmark error"))
    assert error.after.startswith(f"{result.error.mean:.2f}")
    assert error.before.startswith(f"{result.error_before.mean:.2f}")
    assert error.limit == "≤ 2"
    limits = {str(line.title): line for line in report.limits}
    assert "TG-132" in str(limits["Landmark error, mean"].source)
    overlap = rows["· lesion"]
    assert next(row for name, row in rows.items() if "Dice" in name).limit == "≥ 0.8 (≤ 3)"
    assert overlap.is_beyond == (not result.labels[0].tolerance_met)
    assert error.is_beyond == (result.error.mean > 2)
    assert overlap.after.startswith(f"{result.labels[0].dice:.3f}")


def test_its_pictures_are_the_slices_through_the_place(study, opened):
    report = report_of_study(study, "a", READER)
    case = opened.case
    for row in report.pictures:
        assert len(row.pictures) == len(COLUMNS)
        plane = pane_plane(ViewState(fixed_cursor_mm=report.place_mm), case, "fixed", row.orientation)
        levels = auto_window(case.fixed)
        expected = window(sample_plane(case.fixed.voxels, case.fixed.grid, plane), levels.low, levels.high)
        np.testing.assert_array_equal(row.pictures[0][..., 0], expected)
        assert row.width_mm == pytest.approx(plane.columns * np.linalg.norm(plane.right_mm))
        assert (row.pictures[1] != row.pictures[2]).any()


def test_without_a_registration_in_use_there_is_nothing_to_report(study, opened):
    opened.history.do(UseTransform(""))
    opened.history.flush()
    with pytest.raises(InvalidInput, match="nothing to report"):
        report_of_study(study, "a", READER)


def test_a_reader_who_was_never_there_is_named(study):
    with pytest.raises(InvalidInput, match="Wang has not read a"):
        report_of_study(study, "a", "Wang")
