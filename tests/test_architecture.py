"""The rules of who may know whom that import-linter cannot express; the others stand in pyproject.toml."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
WORKSTATION, PLUGINS = CHECKOUT / "workstation", CHECKOUT / "plugins"
SLOW_LIBRARIES = ("torch", "SimpleITK", "PySide6", "pyqtgraph", "h5py", "scipy", "numba", "numpy", "pydicom")
FILE_ACCESS = {
    "ReadImage", "WriteImage", "ReadTransform", "WriteTransform", "ImageFileReader", "ImageFileWriter",
    "ImageSeriesReader", "ImageSeriesWriter",
}  # fmt: skip


def python_files(*folders):
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imports_of(nodes):
    """Full names of the modules that these statements import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def everywhere(path):
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def at_module_level(path):
    """The statements that run when the module is imported: not those inside functions."""
    waiting = list(ast.parse(path.read_text(encoding="utf-8")).body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not is_for_types_only(node):
            waiting.extend(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))


def is_for_types_only(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def test_core_knows_numpy_and_the_standard_library_only():
    allowed = sys.stdlib_module_names | {"numpy"}
    for path in python_files(WORKSTATION / "core"):
        for name in imports_of(everywhere(path)):
            assert name.startswith("workstation.core") or name.split(".")[0] in allowed, f"{path.name}: {name}"


def test_torch_and_simpleitk_are_loaded_only_by_what_computes_with_them():
    """A module called torch_… is torch throughout; such modules are loaded, like torch itself, inside functions only."""
    for path in python_files(WORKSTATION):
        names = imports_of(at_module_level(path))
        loaded = {name.split(".")[0] for name in names}
        allowed = {"torch"} if path.name.startswith("torch_") else set()
        assert not loaded & {"torch", "SimpleITK"} - allowed, f"{path}: import them inside the functions that use them"
        twins = [name for name in names if name.split(".")[-1].startswith("torch_") or ".torch_" in name]
        assert not twins or path.name.startswith("torch_"), f"{path}: import {twins} inside the functions that use them"


def test_image_files_are_read_and_written_in_storage_only():
    for path in python_files(WORKSTATION, PLUGINS):
        if path.is_relative_to(WORKSTATION / "storage"):
            continue
        named = {node.attr for node in everywhere(path) if isinstance(node, ast.Attribute)}
        assert not named & FILE_ACCESS, f"{path}: reading and writing files belongs to workstation/storage"


def test_plugins_import_the_api_and_nothing_else_of_ours():
    ours = {path.stem for path in python_files(PLUGINS)}
    for path in python_files(PLUGINS):
        own = {each.stem for each in path.parent.rglob("*.py")}
        for name in imports_of(everywhere(path)):
            top = name.split(".")[0]
            assert top != "workstation" or name == "workstation.api", f"{path}: {name}"
            assert top not in {"PySide6", "pyqtgraph"}, f"{path}: {name}"
            assert top not in ours - own, f"{path}: {name}"


def test_every_file_says_what_it_is_responsible_for():
    for path in python_files(WORKSTATION, PLUGINS, CHECKOUT / "packaging"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_packaging_does_not_shadow_the_library_of_that_name():
    assert not (CHECKOUT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("module", ["workstation.cli", "workstation.__main__"])
def test_the_command_line_starts_without_loading_anything_slow(module):
    program = f"import sys, {module}; print(*sorted(set({SLOW_LIBRARIES!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_core_and_workbench_start_without_qt_torch_and_simpleitk():
    program = (
        "import sys, workstation.workbench.workbench, workstation.api; "
        f"print(*sorted({set(SLOW_LIBRARIES[:4])!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
