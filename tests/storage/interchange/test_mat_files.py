"""Matrix files of greedy and ITK-SNAP, and MATLAB files of ANTs, take points where their makers do."""

import struct

import numpy as np
import pytest
import SimpleITK

from interchange_strategies import oblique_grid
from workstation.core.errors import UserError
from workstation.core.transform import Affine, displacement_on
from workstation.storage.interchange.itk_transforms import read_itk
from workstation.storage.interchange.mat_files import is_matrix_text, read_matrix_text, write_matrix_text

GRID = oblique_grid((14, 12, 10), (1.5, 1.1, 2.0))
AFFINE = Affine.about(GRID.centre_mm, [[1.02, 0.1, 0.0], [-0.08, 0.97, 0.05], [0.02, 0.0, 1.01]], (1.0, -2.0, 0.5))
POINTS = GRID.to_world(np.random.default_rng(0).uniform(0, 9, (20, 3)))
GRIDS = {"fixed": GRID, "moving": GRID}


def test_a_matrix_takes_ras_points_of_the_fixed_scan_to_the_moving_one(tmp_path):
    write_matrix_text(tmp_path / "a.mat", AFFINE)
    matrix = np.loadtxt(tmp_path / "a.mat")
    ras = POINTS * (-1, -1, 1)
    there = ras @ matrix[:3, :3].T + matrix[:3, 3]
    np.testing.assert_allclose(there * (-1, -1, 1), AFFINE(POINTS), atol=1e-9)
    read = read_matrix_text(tmp_path / "a.mat")
    assert (read.frame, read.direction) == ("RAS", "fixed to moving")
    np.testing.assert_allclose(read.stated(GRIDS)(POINTS), AFFINE(POINTS), atol=1e-9)


@pytest.mark.parametrize(
    "kind", ["AffineTransform", "Euler3DTransform", "VersorRigid3DTransform", "Similarity3DTransform"]
)
def test_a_matlab_file_of_itk_is_read_as_simpleitk_means_it(tmp_path, kind):
    made = SimpleITK.AffineTransform(3) if kind == "AffineTransform" else getattr(SimpleITK, kind)()
    made.SetParameters([value + 0.05 * n for n, value in enumerate(made.GetParameters())])
    made.SetCenter((5.0, -6.0, 7.0))
    SimpleITK.WriteTransform(made, str(tmp_path / "0GenericAffine.mat"))
    assert not is_matrix_text(tmp_path / "0GenericAffine.mat")
    theirs = np.array([made.TransformPoint(point) for point in POINTS.tolist()])
    read = read_itk(tmp_path / "0GenericAffine.mat")
    assert read.frame == "LPS"
    np.testing.assert_allclose(read.transform(POINTS), theirs, atol=1e-9)


def test_a_deformation_has_no_matrix(tmp_path):
    with pytest.raises(UserError, match="matrix only"):
        write_matrix_text(tmp_path / "a.mat", displacement_on(AFFINE, GRID))
    assert not (tmp_path / "a.mat").exists()


BAD = ("", "1 2 3", "a b c d\n" * 4, "0 0 0 0\n" * 3 + "0 0 0 1", "1 0 0 0\n0 1 0 0\n0 0 1 nan\n0 0 0 1",
       "1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 1 1")  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_matrix_is_refused(tmp_path, text):
    (tmp_path / "a.mat").write_text(text)
    with pytest.raises(UserError) as error:
        read_matrix_text(tmp_path / "a.mat")
    assert "\n" not in str(error.value)


HEAD = struct.Struct("<5i")


@pytest.mark.parametrize("head", [(0, 1 << 30, 1 << 30, 0, 5), (0, -3, 1, 0, 5), (0, 3, 1, 0, -1), (0, 3, 1, 0, 1 << 30),
                                  (10, 3, 1, 0, 5), (0, 3, 1, 1, 5), (0, 0, 0, 0, 5)])  # fmt: skip
def test_a_matlab_file_that_lies_is_refused_before_memory_is_taken(tmp_path, head):
    (tmp_path / "a.mat").write_bytes(HEAD.pack(*head) + b"Affi\0" + bytes(24))
    with pytest.raises(UserError):
        read_itk(tmp_path / "a.mat")
