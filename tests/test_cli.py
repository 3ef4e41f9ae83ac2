"""The command line as a person or a script uses it; what the commands do underneath is tested beside the workbench."""

import json
import signal
from contextlib import contextmanager

import numpy as np
import pytest

from phantoms import shifted_blobs, tiny_simulated_pair
from workstation.cli import headless_demo, registering
from workstation.storage.images import write_labels, write_volume
from workstation.workbench import demo


@pytest.fixture
def run(shell, monkeypatch, tmp_path):
    """Runs a command in an empty folder and home; gives its exit status, what it printed, and its complaints."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    return shell


@pytest.fixture
def pair(tmp_path):
    """A small pair that differs by a shift, also as files fixed.nrrd, moving.nrrd and label maps."""
    pair = shifted_blobs((3.0, 0.0, 0.0))
    for side in ("fixed", "moving"):
        volume = getattr(pair, side)
        write_volume(tmp_path / f"{side}.nrrd", volume)
        write_labels(tmp_path / f"{side}_labels.nrrd", getattr(pair, f"{side}_labels"), volume.grid)
    return pair


FILES = ("--fixed", "fixed.nrrd", "--moving", "moving.nrrd")
LABELS = ("--fixed-labels", "fixed_labels.nrrd", "--moving-labels", "moving_labels.nrrd")


@pytest.fixture
def study(run, pair, tmp_path):
    assert run("new", "study", "--title", "研究", "--reader", "Li")[0] == 0
    assert run("import", "study", "--case", "a", *FILES, *LABELS, "--reader", "Li")[0] == 0
    return tmp_path / "study"


def is_one_line(text):
    return text.endswith("\n") and text.count("\n") == 1


def test_a_study_is_made_filled_described_and_verified(run, study):
    status, out, _ = run("info", study, "--json")
    assert status == 0
    facts = json.loads(out)
    assert facts["title"] == "研究"
    assert facts["cases"]["a"]["read by"] == ["Li"]
    status, out, _ = run("verify", study)
    assert status == 0
    assert "a/volumes.h5" in out


def test_damage_is_found_and_told_by_the_exit_status(run, study):
    journal = study / "cases" / "a" / "readings" / "Li.journal"
    journal.write_bytes(journal.read_bytes().replace(b"Import", b"Export"))
    status, out, err = run("verify", study)
    assert status == 1
    assert "damaged" in out
    assert is_one_line(err)


def test_info_tells_the_geometry_of_an_image_and_where_it_comes_from(run, pair):
    status, out, _ = run("info", "fixed.nrrd")
    assert status == 0
    assert "1.5, 1.2, 2" in out
    assert "NRRD" in out


def test_a_failure_is_one_clear_line_and_nothing_is_written(run, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    for arguments in (("info", "nothing.nii"), ("verify", "nowhere"), ("open", "nowhere"),
                      ("import", "nowhere", "--case", "a", *FILES)):  # fmt: skip
        status, out, err = run(*arguments)
        assert (status, out) == (1, "")
        assert is_one_line(err)
        assert "Traceback" not in err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("import", "study"),
        ("register", "--method", "linear_sitk"),
        ("register", "study", "--case", "a", "--method", "linear_sitk", *FILES, "--out", "x"),
        ("register", "--method", "linear_sitk", *FILES),
        ("open", "study", *FILES),
        ("open", "--fixed", "fixed.nrrd"),
        ("register", "study", "--case", "a", "--method", "linear_sitk", "--device", "abacus"),
    ],
)
def test_a_wrong_call_has_status_2_and_does_nothing(run, arguments):
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert "Error" in err


def test_a_second_case_with_the_same_id_and_labels_of_another_grid_are_refused(run, study, tmp_path):
    status, _, err = run("import", study, "--case", "a", *FILES)
    assert status == 1
    assert "already has a case a" in err
    odd = shifted_blobs(shape=(5, 6, 7))
    write_labels(tmp_path / "odd.nrrd", odd.fixed_labels, odd.fixed.grid)
    status, _, err = run("import", study, "--case", "b", *FILES, "--fixed-labels", "odd.nrrd")
    assert status == 1
    assert is_one_line(err)
    assert not (study / "cases" / "b").exists()


def test_a_window_without_a_display_is_refused_in_one_line(run, study):
    status, _, err = run("open", study)
    assert status == 1
    assert "display" in err


def test_methods_are_listed_for_people_and_for_programs(run):
    status, out, _ = run("methods")
    assert status == 0
    assert "linear_sitk" in out
    listed = json.loads(run("methods", "--json")[1])
    assert {"landmarks", "linear_sitk", "bspline_sitk", "demons_sitk"} <= {each["id"] for each in listed}
    one = json.loads(run("methods", "linear_sitk", "--json")[1])
    assert "fast" in one["presets"]
    assert "iterations" in {each["name"] for each in one["settings"]}


def test_register_writes_files_that_simpleitk_applies_as_we_do(run, pair, tmp_path):
    import SimpleITK as sitk

    status, out, err = run("register", *FILES, "--out", "out", "--method", "linear_sitk", "--preset", "fast",
                           "--set", "transform=rigid", "--threads", 1, "--device", "cpu")  # fmt: skip
    assert (status, err) == (0, ""), out + err
    result = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert {"method", "settings", "versions", "seconds", "peak_memory_mb", "device", "gates", "verdict"} <= set(result)
    assert (result["method"], result["settings"]["transform"], result["device"]) == ("linear_sitk", "rigid", "cpu")
    assert result["verdict"] in out

    field = sitk.ReadImage(str(tmp_path / "out" / "displacement.nii.gz"), sitk.sitkVectorFloat64)
    assert field.GetSize() == pair.fixed.grid.size_xyz
    points = np.array([pair.fixed.grid.centre_mm, (2.5, -3.0, 4.0)])
    transform = sitk.DisplacementFieldTransform(field)
    moved = np.array([transform.TransformPoint(point) for point in points.tolist()])
    assert np.abs(moved - pair.fixed_to_moving(points)).max() < 0.3
    warped = sitk.ReadImage(str(tmp_path / "out" / "warped.nii.gz"))
    assert (warped.GetSize(), warped.GetPixelID()) == (pair.fixed.grid.size_xyz, sitk.sitkUInt8)
    assert run("info", tmp_path / "out" / "transform.h5")[0] == 0


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--method", "magic"), "magic"),
        (("--method", "linear_sitk", "--set", "iterations=many"), "iterations"),
        (("--method", "linear_sitk", "--set", "wings=2"), "wings"),
        (("--method", "linear_sitk", "--set", "iterations"), "KEY=VALUE"),
        (("--method", "linear_sitk", "--preset", "sloppy"), "sloppy"),
        (("--method", "linear_sitk", "--fixed-mask", "nothing.nrrd"), "nothing.nrrd"),
    ],
)
def test_a_registration_that_cannot_start_says_why_and_writes_nothing(run, pair, tmp_path, more, word):
    status, _, err = run("register", *FILES, "--out", "out", *more)
    assert status == 1
    assert word in err
    assert is_one_line(err)
    assert not (tmp_path / "out").exists()


def test_a_case_is_registered_evaluated_and_verified(run, study, pair):
    how = ("--method", "linear_sitk", "--set", "transform=rigid", "--threads", 1, "--reader", "Li")
    status, out, err = run("register", study, "--case", "a", *how)
    assert (status, err) == (0, ""), out + err
    (case,) = json.loads(run("evaluate", study, "--json")[1])["cases"]
    (result,) = case["results"]
    assert (case["case"], case["reader"], result["method"]) == ("a", "Li", "linear_sitk")
    assert all(each["dice"] > 0.9 > each["dice_before"] for each in result["labels"])
    assert "linear_sitk" in run("evaluate", study, "--case", "a")[1]
    assert run("verify", study)[0] == 0


def test_two_scans_that_do_not_belong_together_fail_with_status_1_and_are_kept_for_inspection(run, tmp_path):
    for side, seed in (("fixed", 1), ("moving", 2)):
        write_volume(tmp_path / f"{side}.nrrd", getattr(shifted_blobs(seed=seed, noise=8.0), side))
    status, out, _ = run("register", *FILES, "--out", "out", "--method", "linear_sitk", "--set", "transform=rigid")
    assert status == 1
    assert "FAIL" in out
    assert json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))["verdict"] == "FAIL"


def test_a_case_that_is_open_elsewhere_is_not_registered(run, study):
    from workstation.workbench.workbench import Workbench

    other = Workbench("Li")
    other.open_study(study)
    other.show_case("a")
    try:
        status, _, err = run("register", study, "--case", "a", "--method", "linear_sitk", "--reader", "Li")
    finally:
        other.close()
    assert status == 1
    assert "another window" in err


def test_ctrl_c_cancels_a_registration_and_nothing_is_written(run, pair, tmp_path, monkeypatch):
    before = signal.getsignal(signal.SIGINT)

    @contextmanager
    def bar_during_which_ctrl_c_is_pressed(title):
        yield lambda fraction, note: signal.raise_signal(signal.SIGINT) if fraction == 0 else None

    monkeypatch.setattr(registering, "bar", bar_during_which_ctrl_c_is_pressed)
    status, out, err = run("register", *FILES, "--out", "out", "--method", "linear_sitk")
    assert (status, out) == (130, "")
    assert "Cancelled" in err
    assert not (tmp_path / "out").exists()
    assert signal.getsignal(signal.SIGINT) == before


def test_the_demo_without_a_display_prints_its_figures(run, tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "simulate_pair", lambda *_, **__: tiny_simulated_pair())
    monkeypatch.setattr(headless_demo, "draw_pictures", lambda study, case, reader, folder: [folder / "check.png"])
    for _ in range(2):  # the second run finds the study of the first
        status, out, err = run("demo")
        assert err == ""
        assert "(TRE)" in out
        assert "Dice" in out
        assert "Folded" in out
        assert "demo-pictures" in out
        assert status == (1 if "FAIL  is the verdict" in out else 0)
    assert (tmp_path / "demo-study" / "study.json").exists()
