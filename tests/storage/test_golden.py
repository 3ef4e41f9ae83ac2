import shutil
from pathlib import Path

import numpy as np
import pytest

from storage.golden_study import GRID, READER, RECORD, transform, voxels
from workstation.core.study import CaseEntry, Review
from workstation.storage.study_folder import StudyFolder
from workstation.workbench.open_case import OpenCase
from workstation.workbench.verify import verify_study

VERSIONS = sorted((Path(__file__).parent / "golden").glob("v*"))


@pytest.fixture(params=VERSIONS, ids=lambda path: path.name)
def folder(request, tmp_path):
    shutil.copytree(request.param, tmp_path / "study")
    return StudyFolder.at(tmp_path / "study")


def test_a_study_of_every_released_version_opens_with_everything_in_it(folder):
    study = folder.open_study()
    assert study.state.title == "Golden 乳房"
    assert study.state.cases == {"case 1": CaseEntry("case 1", "Title", "note")}
    assert study.state.protocol.landmarks[0].hint == "centre"
    study.close()
    opened = OpenCase(folder, folder.open_case(CaseEntry("case 1", "Title")), READER)
    case, reading = opened.case, opened.reading
    np.testing.assert_array_equal(case.fixed.voxels.whole(), voxels(1))
    np.testing.assert_array_equal(case.moving.voxels.whole(), voxels(2))
    assert case.fixed.grid == GRID
    assert (case.fixed.name, case.fixed.provenance.state) == ("scan A", "doubtful")
    assert reading.landmarks["a"].moving.position_mm == (1.5, 2.0, 3.0)
    assert reading.landmarks["a"].comment == ""
    assert list(reading.landmarks.trash) == ["b"]
    assert reading.segments[4].code == "SCT 52988006"
    assert reading.labels["moving"].whole().sum() == 4 * 54
    assert reading.transforms == {"t1": RECORD}
    assert reading.review == Review("done", "accepted", "t1", "fits")
    points = np.random.default_rng(0).uniform(-3, 8, (20, 3))
    np.testing.assert_allclose(opened.fixed_to_moving(points), transform()(points), atol=1e-6)
    assert str(opened.history.redo_title) == "Comment on L1"
    while opened.history.undo():
        pass
    assert len(reading.landmarks) == 0
    opened.history.document.close()


def test_a_golden_study_passes_verification(folder):
    findings = verify_study(folder.path)
    assert len(findings) >= 5
    assert {finding.state for finding in findings} == {"good"}
