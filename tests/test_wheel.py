"""The wheel: what is inside, and that the program runs from it alone."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run_from_wheel(wheel, tmp_path_factory):
    """Runs Python with the unpacked wheel before the checkout."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)

    def run(*arguments):
        environment = {**os.environ, "PYTHONPATH": str(unpacked)}
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=unpacked, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_everything_travels_inside_the_workstation_package(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"workstation"}
    assert not [name for name in names if "__pycache__" in name]


@pytest.mark.parametrize("folder", ["plugins", "resources"])
def test_every_file_of_plugins_and_resources_is_in_the_wheel(wheel, folder):
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (CHECKOUT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert files
    for path in files:
        assert f"workstation/{path.relative_to(CHECKOUT).as_posix()}" in names


def test_the_wheel_carries_its_licence_and_its_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (entry_points,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "sonolign = workstation.cli:main" in archive.read(entry_points).decode()
        assert any(name.endswith("licenses/LICENSE") for name in archive.namelist())


def test_the_program_finds_its_files_inside_the_wheel(run_from_wheel):
    out = run_from_wheel("-c", "from workstation import paths; print(paths.shipped_plugins(), paths.resources())")
    plugins, resources = out.split()
    assert Path(plugins).parts[-2:] == ("workstation", "plugins")
    assert Path(resources).parts[-2:] == ("workstation", "resources")
    assert CHECKOUT not in Path(plugins).parents


def test_the_installed_program_lists_its_methods_and_its_commands(run_from_wheel):
    assert "register" in run_from_wheel("-m", "workstation", "--help")
    assert "linear_sitk" in run_from_wheel("-m", "workstation", "methods")
