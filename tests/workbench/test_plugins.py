"""Finding registration methods by their manifests, and loading them."""

import subprocess
import sys
import textwrap

import pytest

from workstation import paths
from workstation.core.errors import InvalidInput, UserError
from workstation.workbench.plugins import find_plugins, load_plugin, plugin_by_id, read_manifest

MANIFEST = """
title = "Still"
entry = "still:Still"
version = "0.1"
api = 1
kind = "linear"
"""
MODULE = """
from dataclasses import dataclass
from workstation.api import Affine

@dataclass(frozen=True)
class StillSettings:
    pass

class Still:
    Settings = StillSettings
    PRESETS = {}

    def register(self, fixed, moving, settings, run):
        return Affine.identity()
"""


def write(parent, id="still", manifest=MANIFEST, module=MODULE):
    folder = parent / id
    folder.mkdir(parents=True)
    (folder / "plugin.toml").write_text(manifest, encoding="utf-8")
    (folder / "still.py").write_text(module, encoding="utf-8")
    return folder


def test_the_shipped_methods_are_listed_without_a_problem():
    found = {info.id: info for info in find_plugins()}
    for name in ("landmarks", "linear_sitk", "bspline_sitk", "demons_sitk"):
        assert found[name].reason == ""
        assert found[name].cites


def test_listing_imports_no_plugin_and_none_of_its_libraries():
    code = """
        import sys
        from workstation.workbench.plugins import find_plugins
        assert find_plugins()
        loaded = {"SimpleITK", "torch", "PySide6", "scipy"} & set(sys.modules)
        assert not loaded, loaded
        assert not [name for name in sys.modules if name.startswith("sonolign_plugin")]
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_a_method_in_the_users_folder_is_found_and_loaded():
    write(paths.user_plugins())
    info = plugin_by_id("still")
    assert info.title == "Still"
    assert load_plugin(info).register(None, None, None, None)([(1, 2, 3)]).tolist() == [[1, 2, 3]]


def test_a_method_of_an_installed_package_is_found_without_importing_it(tmp_path, monkeypatch):
    package = write(tmp_path, "still_package")
    (package / "__init__.py").write_text("raise RuntimeError('imported')", encoding="utf-8")
    info_folder = tmp_path / "still_package-1.dist-info"
    info_folder.mkdir()
    (info_folder / "METADATA").write_text("Metadata-Version: 2.1\nName: still-package\nVersion: 1\n", encoding="utf-8")
    entry = "[workstation.registration]\nstill = still_package\n"
    (info_folder / "entry_points.txt").write_text(entry, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert plugin_by_id("still_package").folder == package


def test_two_methods_with_files_of_the_same_name_do_not_meet(tmp_path):
    one = read_manifest(write(tmp_path, "one"))
    other = read_manifest(write(tmp_path, "other", module=MODULE.replace("identity()", "translation((1, 0, 0))")))
    results = [load_plugin(info).register(None, None, None, None)([(0, 0, 0)]).tolist() for info in (one, other)]
    assert results == [[[0, 0, 0]], [[1, 0, 0]]]


def test_of_two_methods_with_one_id_the_first_is_used_and_the_other_says_why(tmp_path):
    first, second = write(tmp_path / "a"), write(tmp_path / "b")
    found = find_plugins([tmp_path / "a", tmp_path / "b"])
    assert {info.folder: bool(info.problem) for info in found} == {first: False, second: True}
    assert plugin_by_id("still", found).folder == first


def test_a_missing_library_is_named_and_the_method_not_loaded(tmp_path):
    info = read_manifest(write(tmp_path, manifest=MANIFEST + 'needs = ["numpy", "no_such_library"]'))
    assert info.missing == ("no_such_library",)
    with pytest.raises(UserError, match="Not installed: no_such_library"):
        load_plugin(info)


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ("title = ", "cannot be read"),
        ("", "has no title"),
        (MANIFEST.replace('"linear"', '"magic"'), "kind is 'magic'"),
        (MANIFEST.replace("api = 1", "api = 99"), "update the program"),
        (MANIFEST.replace("api = 1", "api = 0"), "ask its author"),
        (MANIFEST.replace("still:", "missing:"), "no file missing.py"),
        (MANIFEST.replace("still:Still", "../evil:Still"), "entry is"),
        (MANIFEST + 'colour = "red"', "colour that is not known"),
        (MANIFEST + 'supports = ["telepathy"]', "telepathy"),
    ],
)
def test_a_broken_manifest_is_listed_with_its_problem(tmp_path, manifest, problem):
    write(tmp_path, manifest=manifest)
    [info] = find_plugins([tmp_path])
    assert problem in info.problem
    assert not info.is_usable


@pytest.mark.parametrize(
    ("module", "problem"),
    [
        ("import no_such_library", "ModuleNotFoundError"),
        ("1 / 0", "ZeroDivisionError"),
        ("def nothing(: pass", "SyntaxError"),
        ("Still = 3", "not a class"),
    ],
)
def test_a_module_that_fails_gives_a_sentence(tmp_path, module, problem):
    with pytest.raises(UserError, match=problem):
        load_plugin(read_manifest(write(tmp_path, module=module)))


def test_an_unknown_id_lists_the_known_ones(tmp_path):
    write(tmp_path)
    with pytest.raises(InvalidInput, match="there are: still"):
        plugin_by_id("stil", find_plugins([tmp_path]))
