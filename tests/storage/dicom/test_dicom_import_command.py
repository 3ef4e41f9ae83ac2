"""`sonolign import` of DICOM, `dicom pages` and `dicom clean`: nobody is named, and nothing is passed over in silence."""

import numpy as np
import pytest
import SimpleITK as sitk
from pydicom import dcmread

from dicom_phantoms import invenia_file, picture_file, save
from said import words_found
from workstation.cli import main
from workstation.imaging.itk import to_image
from workstation.storage.dicom.pseudonyms import Pseudonyms
from workstation.storage.dicom.series import raster_of
from workstation.workbench.workbench import Workbench

NAMES = ["Zhang", "HOSP-4711", "20200618", "19700203", "Xijing", "左乳 张三"]


@pytest.fixture
def scans(tmp_path):
    """Two ultrasound volumes of one patient with a bright line of text, and an empty study."""
    values = np.random.default_rng(3).integers(1, 99, (6, 30, 40)).astype(np.uint8)
    values[:, 2:5, 3:20] = 255
    paths = []
    for n in (1, 2):
        made = picture_file(np.roll(values, n, axis=0), PatientName="Zhang^San", PatientID="HOSP-4711", StudyDate="20200618",
                            PatientBirthDate="19700203", InstitutionName="Xijing")  # fmt: skip
        paths.append(save(made, tmp_path / "左乳 张三" / f"Zhang {n}.dcm"))
    assert run("new", tmp_path / "study") == 0
    return paths


def run(*arguments):
    try:
        return main([str(each) for each in arguments])
    except SystemExit as ended:
        return ended.code


def importing(tmp_path, scans, *more):
    return run("import", tmp_path / "study", "--case", "a", "--fixed", scans[0], "--moving", scans[1], "--reader", "Li",
               *more)  # fmt: skip


def test_the_command_line_keeps_the_patient_out_and_records_what_was_said(tmp_path, scans, capsys):
    black = ("--black-out-fixed", "3,2,17,3", "--black-out-moving", "3,2,17,3")
    assert importing(tmp_path, scans, *black, "--pixels-reviewed", "--pseudonym", "ABUS 7", "--key-file",
                     tmp_path / "key.json") == 0  # fmt: skip
    told = capsys.readouterr()
    assert "The fixed scan is of ABUS 7, 050Y; no name, number or true date is kept." in told.out
    assert told.err == ""
    bench = Workbench("Li")
    bench.open_study(tmp_path / "study")
    first, second = bench.study.state.cases["a"].privacy
    assert (first.pseudonym, first.by, first.is_reviewed, first.blacked_out) == ("ABUS 7", "Li", True, ((3, 2, 17, 3),))
    assert second.study_date == first.study_date != "20200618"
    bench.show_case("a")
    assert bench.open_case.case.fixed.voxels.whole().max() < 100
    bench.close()
    assert words_found(tmp_path / "study", NAMES) == []
    assert run("info", tmp_path / "study") == 0
    assert "ABUS 7, Li found no text left in the pictures" in capsys.readouterr().out
    assert Pseudonyms.load(tmp_path / "key.json").patients["ABUS 7"]["name"] == "Zhang^San"


def test_a_missing_review_is_refused_or_said_aloud(tmp_path, scans, capsys):
    assert importing(tmp_path, scans) == 1
    assert "--pixels-reviewed" in capsys.readouterr().err
    assert importing(tmp_path, scans, "--pixels-not-reviewed") == 0
    assert "Nobody has looked for names in the pictures" in capsys.readouterr().err
    bench = Workbench("Li")
    bench.open_study(tmp_path / "study")
    assert not any(each.is_reviewed or "113101" in each.methods for each in bench.study.state.cases["a"].privacy)
    told = []
    bench.noticed.connect(told.append)
    bench.show_case("a")
    assert [str(each) for each in told] == [
        "Nobody has looked for names in the pictures of this case; do not pass it on."
    ]
    bench.close()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--black-out-fixed", "1,2,3"], "LEFT,TOP,WIDTH,HEIGHT"),
        (["--pseudonym", "zhang 1"], "name or number"),
        (["--title", "Left breast, HOSP-4711"], "name or number"),
        (["--key-file", "{study}/key.json"], "must not lie in a study"),
    ],
)
def test_what_would_lead_to_the_patient_is_refused(tmp_path, scans, capsys, more, words):
    more = [each.format(study=tmp_path / "study") for each in more]
    assert importing(tmp_path, scans, "--pixels-reviewed", *more) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "study" / "cases" / "a").exists()


def test_a_study_whose_scans_are_not_dicom_needs_no_review(tmp_path, scans, capsys):
    values = np.random.default_rng(3).integers(1, 99, (6, 30, 40)).astype(np.uint8)
    for name in ("a", "b"):
        sitk.WriteImage(sitk.GetImageFromArray(values), str(tmp_path / f"Zhang {name}.nii.gz"))
    places = [tmp_path / f"Zhang {name}.nii.gz" for name in ("a", "b")]
    assert importing(tmp_path, places) == 0
    assert words_found(tmp_path / "study", NAMES) == []
    assert importing(tmp_path, places, "--black-out-fixed", "1,1,2,2") == 1
    assert "is not DICOM" in capsys.readouterr().err


def test_the_pictures_to_look_at_are_written_pixel_by_pixel(tmp_path, scans, capsys):
    assert run("dicom", "pages", scans[0], "--out", tmp_path / "pages") == 0
    assert "1.png: darkest value of all 6 pictures" in capsys.readouterr().out
    darkest = sitk.GetArrayFromImage(sitk.ReadImage(str(tmp_path / "pages" / "1.png")))
    assert darkest.shape == (30, 40)
    assert (darkest[2:5, 3:20] == 255).all()
    assert darkest[10:].max() < 128
    assert run("dicom", "pages", scans[0], "--out", tmp_path / "pages") == 1
    assert "not an empty folder" in capsys.readouterr().err


def test_dicom_files_are_written_again_without_the_patient(tmp_path, scans, capsys):
    arguments = ("dicom", "clean", scans[0].parent, "--out", tmp_path / "clean", "--key-file", tmp_path / "key.json")
    assert run(*arguments) == 0
    told = capsys.readouterr()
    assert "Wrote 2 files of 1 patients" in told.out
    assert "Nobody has looked" in told.err
    assert words_found(tmp_path / "clean", NAMES) == []
    one = dcmread(tmp_path / "clean" / "00001.dcm")
    assert one.PatientID in Pseudonyms.load(tmp_path / "key.json").patients
    assert (one.NumberOfFrames, one.Rows, one.PatientAge) == (6, 30, "050Y")


def test_labels_are_bent_back_to_the_pictures_of_a_curved_probe(tmp_path, capsys):
    values = np.random.default_rng(3).integers(1, 99, (8, 20, 30)).astype(np.uint8)
    path = save(invenia_file(values), tmp_path / "扫描.dcm")
    raster = raster_of(path)
    grid = raster.cartesian_grid()
    labels = np.zeros(grid.shape_zyx, np.uint8)
    x, y, z = (round(v) for v in grid.to_index(raster.to_world((12, 7, 4))))
    labels[z, y - 1 : y + 2, x - 1 : x + 2] = 5
    sitk.WriteImage(to_image(labels, grid), str(tmp_path / "labels.nrrd"))
    assert (
        run("dicom", "raw", tmp_path / "labels.nrrd", "--scan", path, "--out", tmp_path / "raw.nrrd", "--labels") == 0
    )
    raw = sitk.GetArrayFromImage(sitk.ReadImage(str(tmp_path / "raw.nrrd")))
    assert raw.shape == values.shape
    assert raw[4, 7, 12] == 5
    assert raw[3].max() == raw[5].max() == 0
    other = save(picture_file(values), tmp_path / "other.dcm")
    assert run("dicom", "raw", tmp_path / "labels.nrrd", "--scan", other, "--out", tmp_path / "no.nrrd") == 1
    assert "no scan of a curved probe" in capsys.readouterr().err
