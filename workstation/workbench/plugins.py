"""Finding and loading registration methods.

A method is a folder with a `plugin.toml` and a module (see `core.plugin`). Manifests are read without importing
anything, so a method whose libraries are missing, or whose manifest is broken, is listed with its reason and nothing
else happens. Methods come from the shipped folder, the user's folder, and installed packages that name a module or
package with a `plugin.toml` beside it under the entry-point group `workstation.registration`.

plugin.toml, api version 1:

    title = "Rigid (SimpleITK)"         what people read
    entry = "rigid_sitk:Rigid"          module (a file of this folder) and class
    version = "1.0.0"                   of the method; recorded with every result
    api = 1                             of this contract
    kind = "linear"                     "landmark", "linear" or "deformable"
    summary = "…"                       one sentence; optional, like all that follow
    cites = ["…"]                       publications
    needs = ["SimpleITK"]               Python modules that must be installed
    supports = ["masks", "initial transform"]     also "labels", "landmarks", "gpu"
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workstation import paths
from workstation.core.errors import InvalidInput, UserError

API_VERSION = 1
DEFAULT_METHOD = "sonolign"  # what the window offers and the demo runs: the most precise one, and a fast one
MANIFEST = "plugin.toml"
ENTRY_POINT_GROUP = "workstation.registration"

PluginKind = Literal["landmark", "linear", "deformable"]
Support = Literal["masks", "labels", "landmarks", "initial transform", "gpu"]


class Manifest(BaseModel):
    """What a plugin.toml may and must say."""

    model_config = ConfigDict(extra="forbid", strict=True)

    title: Annotated[str, Field(min_length=1)]
    entry: Annotated[str, Field(pattern=r"^[A-Za-z_]\w*:[A-Za-z_]\w*$")]
    version: Annotated[str, Field(min_length=1)]
    api: int
    kind: PluginKind
    summary: str = ""
    cites: list[str] = []
    needs: list[Annotated[str, Field(pattern=r"^[A-Za-z_][\w.]*$")]] = []
    supports: list[Support] = []


@dataclass(frozen=True, slots=True)
class PluginInfo:
    """A registration method as listed, before anything of it is imported.

    Parameters
    ----------
    id : name of its folder; what `--method` takes
    entry : "module:Class", where the module is a file in `folder`
    missing : modules that it needs and that are not installed
    problem : why it cannot be used at all, in a sentence; "" if nothing is wrong
    """

    id: str
    title: str
    folder: Path
    summary: str = ""
    version: str = ""
    api: int = API_VERSION
    kind: PluginKind = "deformable"
    entry: str = ""
    cites: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    supports: tuple[Support, ...] = ()
    missing: tuple[str, ...] = ()
    problem: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether it can be loaded."""
        return not self.reason

    @property
    def reason(self) -> str:
        """Why it is greyed, in a sentence; "" if it can be used."""
        if self.problem:
            return self.problem
        return f"Not installed: {', '.join(self.missing)}." if self.missing else ""


def find_plugins(folders: Sequence[Path] | None = None) -> list[PluginInfo]:
    """All registration methods, sorted by kind and title; the broken ones too, with their problem.

    `folders` are searched for sub-folders with a manifest; None means the shipped ones, the user's, and installed
    packages. The first of two methods with the same id is used, the other is listed with that as its problem.
    """
    candidates: list[Path] = []
    for parent in folders if folders is not None else (paths.shipped_plugins(), paths.user_plugins()):
        candidates += sorted(path.parent for path in parent.glob(f"*/{MANIFEST}"))
    if folders is None:
        candidates += _installed_folders()
    found: dict[str, PluginInfo] = {}
    doubles = []
    for info in map(read_manifest, candidates):
        first = found.setdefault(info.id, info)
        if first is not info and first.folder != info.folder:
            problem = f"Another method with the id {info.id} was found first, in {first.folder}."
            doubles.append(replace(info, problem=problem))
    order = {"landmark": 0, "linear": 1, "deformable": 2}
    return sorted([*found.values(), *doubles], key=lambda info: (order[info.kind], info.title.casefold(), info.folder))


def plugin_by_id(plugin_id: str, plugins: Iterable[PluginInfo] | None = None) -> PluginInfo:
    """The method with an id; raises InvalidInput that lists the known ones."""
    known = list(plugins) if plugins is not None else find_plugins()
    for info in known:
        if info.id == plugin_id:
            return info
    names = ", ".join(info.id for info in known) or "none"
    raise InvalidInput("There is no registration method {id}; there are: {names}.", id=plugin_id, names=names)


def read_manifest(folder: Path) -> PluginInfo:
    """What a folder's plugin.toml says; a broken one gives an entry with its problem, never an error."""
    bare = PluginInfo(id=folder.name, title=folder.name, folder=folder)
    try:
        raw = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest.model_validate(raw)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return replace(bare, problem=f"Its {MANIFEST} cannot be read: {error}.")
    except ValidationError as error:
        return replace(bare, problem=_first_problem(error))
    info = PluginInfo(
        id=folder.name,
        title=manifest.title,
        folder=folder,
        summary=manifest.summary,
        version=manifest.version,
        api=manifest.api,
        kind=manifest.kind,
        entry=manifest.entry,
        cites=tuple(manifest.cites),
        needs=tuple(manifest.needs),
        supports=tuple(manifest.supports),
        missing=tuple(name for name in manifest.needs if not _is_installed(name)),
    )
    return replace(info, problem=_problem(info))


def load_plugin(info: PluginInfo) -> Any:
    """Import a method and make one: an object with `Settings`, `PRESETS` and `register`.

    The module gets a name of its own, so that two methods with files of the same name do not meet; loading it again
    gives the same module.

    Raises
    ------
    UserError : it cannot be used (see `PluginInfo.reason`), its module fails, or its class is not a method.
    """
    if not info.is_usable:
        raise UserError("{title} cannot be used. {reason}", title=info.title, reason=info.reason)
    module_name, class_name = info.entry.split(":")
    module = _imported(info, info.folder / f"{module_name}.py")
    made = getattr(module, class_name, None)
    if made is None or not hasattr(made, "Settings") or not callable(getattr(made, "register", None)):
        raise UserError(
            "{title} cannot be used: {entry} is not a class with Settings and register(fixed, moving, settings, run).",
            title=info.title, entry=info.entry,
        )  # fmt: skip
    return made()


def _imported(info: PluginInfo, path: Path) -> Any:
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    name = f"sonolign_plugin_{re.sub(r'[^0-9A-Za-z_]', '_', info.id)}_{place}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise UserError("{title} cannot be used: {path} is not a Python file.", title=info.title, path=path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses with postponed annotations look their module up there
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # a plugin is foreign code: its failure must not become the program's
        del sys.modules[name]
        raise UserError(
            "{title} cannot be loaded: {error}", title=info.title, error=f"{type(error).__name__}: {error}"
        ) from error
    return module


def _problem(info: PluginInfo) -> str:
    """What makes a method with a well-formed manifest unusable, "" if nothing."""
    if info.api != API_VERSION:
        newer = info.api > API_VERSION
        cure = "update the program" if newer else "ask its author for an update"
        return f"It is written for plugin interface {info.api}, this program has {API_VERSION}; {cure}."
    file = info.folder / f"{info.entry.split(':')[0]}.py"
    return "" if file.is_file() else f"Its entry says {info.entry}, but there is no file {file.name}."


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    name = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"Its {MANIFEST} has no {name}."
    if first["type"] == "extra_forbidden":
        return f"Its {MANIFEST} has an entry {name} that is not known; known are: {', '.join(Manifest.model_fields)}."
    return f"In its {MANIFEST}, {name} is {first['input']!r}, which cannot be used: {first['msg']}."


def _is_installed(name: str) -> bool:
    """Whether a module can be found, without importing it or its parents."""
    return importlib.util.find_spec(name.split(".")[0]) is not None


def _installed_folders() -> list[Path]:
    """Folders of installed packages that offer methods; found without importing them."""
    folders = []
    for entry_point in importlib.metadata.entry_points(group=ENTRY_POINT_GROUP):
        top, *rest = entry_point.module.split(".")
        spec = importlib.util.find_spec(top)
        for place in (spec.submodule_search_locations or []) if spec else []:
            folder = Path(place, *rest)
            if (folder / MANIFEST).is_file():
                folders.append(folder)
    return folders
