"""Keep the translation files complete: collects every sentence a person may read and merges it into the .ts files.

    python packaging/translations.py               add new sentences, drop those that are gone
    python packaging/translations.py --check       say whether that would change anything (exit status 1 if so)
    python packaging/translations.py --missing     print the sentences without a translation as JSON, to be filled in
    python packaging/translations.py --take FILE   take translations over from such a JSON file {english: translation}

The check also fails for a translation whose gaps or tags are not those of its sentence, and when less than LEAST_SHARE of
a language is there; a few sentences that still wait for a translator are only counted, and help pages that lag behind only
named (`help_translations.py`).

Sentences are found by reading the syntax tree: what is given to `tr`, `Message`, the UserError family and the others of
CALLS, as a literal or by a name that holds one; the values of tables whose sentences are looked up later (see TABLES);
names, choices and presets of the settings of methods; and what their manifests say. Qt's lupdate
does not know these calls. Translations that exist are only touched by --take.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from help_translations import lagging

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("workstation", "plugins")
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)
CONTEXT = "Sonolign"
LEAST_SHARE = 0.9
_GAPS = re.compile(r"\{[^{}]*\}|</?\w[^>]*>|%p")  # gaps with their formats, tags, and the share a progress bar fills in
# positions of the arguments that hold sentences, and keywords that may hold them
CALLS: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "tr": ((0,), ()),
    "Message": ((0,), ()),
    "UserError": ((0,), ()), "InvalidInput": ((0,), ()), "UnreadableFile": ((0,), ()), "UnreadableStudy": ((0,), ()),
    "NewerFormat": ((0,), ()), "ReadOnly": ((0,), ()), "NotSaved": ((0,), ()), "MethodFailed": ((0,), ()),
    "Gate": ((0, 2), ()), "_gate": ((0, 2), ()),
    "Group": ((0,), ()),
    "ExportFormat": ((0, 1), ()),
    "Action": ((1, 2, 4), ("title", "menu", "tooltip")),
    "Gesture": ((0, 1, 2), ("title", "annotator", "reader")),
    "Hint": ((0, 1, 2), ("help", "unit", "title")),
    "Limit": ((1, 2, 3, 8), ()),
    "doubtful": ((3,), ()), "unknown": ((1,), ()),
    "TaskRow": ((1, 2, 3), ("size", "unit")),
    "report": ((1,), ("message",)), "tell": ((1,), ()), "Reported": ((1,), ()),
    "Spot": ((0,), ()),
}  # fmt: skip
# names of module constants whose string values are sentences, wherever they are assigned
TABLES = frozenset({
    "_READ_OUTS", "_SAID", "COLUMNS", "HINTS", "_MOVE_TITLES", "_EDIT_TITLES", "_PAINT_TITLES", "_INSIDE",
    "DEVICES", "WIPES", "DEFORMATIONS", "_SLABS", "SHORT",
    "SENTENCES", "MATCH_SENTENCES", "DARK_SENTENCE", "DEPTH_WORDS", "HEIGHT_WORDS", "SIDE_WORDS", "ROW_WORDS",
    "COLUMN_WORDS", "HALF_WORDS", "RECOGNITION_SENTENCES",
    "_SHAPE_WORDS", "DECISIONS", "_DECISIONS", "_ORIENTATIONS", "_HEADERS", "_TITLES", "_SIDES", "BENT",
    "PREDICTED_SENTENCES", "OTHER_LIMITS", "STUDY_LIMITS", "VERDICT", "JOINED", "LABEL_NAMES", "doubt",
})  # fmt: skip
# names of Literal types whose words are shown
LITERALS = frozenset({
    "State", "Role", "Verdict", "Progress", "Decision", "Orientation", "PluginKind", "OverlayMode", "Direction",
})  # fmt: skip
RESOURCES: dict[str, tuple[str, ...]] = {  # keys whose values are shown
    "error_reliability.json": ("title",),
    "templates/breast_ultrasound.json": ("hint", "name"),
}
FUNCTIONS = frozenset({"_nifti_geometry", "_nrrd_geometry", "_difference"})  # that return sentences
PLAIN = (
    "its file",
    "convention",
    "Imported {file}",
    "calcification",
)  # sources and titles that layers below keep as text
ENUMERATIONS = frozenset({"JobState"})  # whose values are shown


def sentences() -> list[str]:
    """Every sentence of the program, in the order of the files."""
    found: dict[str, None] = dict.fromkeys(PLAIN)
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            found.update(dict.fromkeys(text for text in _in_tree(tree) if any(map(str.isalpha, text))))
        for path in sorted((ROOT / folder).rglob("plugin.toml")):
            manifest = tomllib.loads(path.read_text(encoding="utf-8"))
            found.update(dict.fromkeys((manifest["title"], manifest["summary"])))
    for name, keys in RESOURCES.items():
        found.update(dict.fromkeys(_in_json(json.loads((ROOT / "resources" / name).read_text(encoding="utf-8")), keys)))
    return list(found)


def _in_json(value: object, keys: tuple[str, ...]) -> Iterator[str]:
    """The texts that stand under some keys, however deep."""
    if isinstance(value, dict):
        yield from (text for name, text in value.items() if name in keys and isinstance(text, str))
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _in_json(each, keys)


def _in_tree(tree: ast.AST) -> Iterator[str]:
    named = _named(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node, named)
        elif isinstance(node, ast.ClassDef):
            yield from _in_class(node)
        elif isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS:
            returned = (
                each.value for each in ast.walk(node) if isinstance(each, ast.Return) and each.value is not None
            )
            yield from (text for value in returned for text in _values(value))
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            assigned = {each.id for each in targets if isinstance(each, ast.Name)}
            if assigned & TABLES or (assigned & LITERALS and "Literal" in names):
                yield from _values(node.value)


def _named(tree: ast.AST) -> dict[str, list[str]]:
    """The literals that a name is given anywhere in a module."""
    named: dict[str, list[str]] = defaultdict(list)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=False))
            for one, value in pairs:
                if isinstance(one, ast.Name):
                    named[one.id] += _texts(value, {})
    return named


def _in_class(node: ast.ClassDef) -> Iterator[str]:
    """Names and choices of a method's settings, names of its presets, words of an enumeration."""
    fields = [each for each in node.body if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)]
    if node.name in ENUMERATIONS:
        yield from (text for each in node.body if isinstance(each, ast.Assign) for text in _texts(each.value, {}))
    is_form = node.name.endswith("Settings") and "Hint(" in ast.unparse(node)
    for each in fields:
        assert isinstance(each.target, ast.Name)
        if is_form:
            unit = "_(mm|voxels)$" if "unit='voxels'" in ast.unparse(each.annotation) else "_mm$"
            words = re.sub(unit, "", each.target.id).replace("_", " ")
            yield words[:1].upper() + words[1:]
            yield from _choices(each.annotation)
        elif each.target.id == "PRESETS" and isinstance(each.value, ast.Dict):
            yield from (text for key in each.value.keys if key is not None for text in _texts(key, {}))


def _choices(annotation: ast.expr) -> Iterator[str]:
    """The words of the Literals inside an annotation."""
    for each in ast.walk(annotation):
        if isinstance(each, ast.Subscript) and isinstance(each.value, ast.Name) and each.value.id == "Literal":
            yield from _values(each.slice)


def _in_call(node: ast.Call, named: Mapping[str, list[str]]) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    positions, keywords = CALLS.get(name, ((), ()))
    chosen = [node.args[n] for n in positions if n < len(node.args)]
    chosen += [each.value for each in node.keywords if each.arg in keywords]
    for each in chosen:
        for text in _texts(each, named):
            yield text.lstrip("|") if name == "Action" else text


def _texts(node: ast.expr, named: Mapping[str, list[str]]) -> Iterator[str]:
    """The literal itself, both sides of a choice between two, what a name holds; numbers of an f-string become gaps."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, named)
        yield from _texts(node.orelse, named)
    elif isinstance(node, ast.BoolOp):
        yield from (text for each in node.values for text in _texts(each, named))
    elif isinstance(node, ast.Name):
        yield from named.get(node.id, ())
    elif isinstance(node, ast.JoinedStr):
        gap = iter("abcdefgh")
        parts = [str(each.value) if isinstance(each, ast.Constant) else f"{{{next(gap)}}}" for each in node.values]
        yield from ("".join(parts) for part in parts[:1] if any(map(str.isalpha, _GAPS.sub("", "".join(parts)))))


def _values(node: ast.expr) -> Iterator[str]:
    """The strings of a table: values of a dict, members of a tuple, words of a Literal."""
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _values(value)
    elif isinstance(node, (ast.Tuple, ast.List)):
        for each in node.elts:
            yield from _values(each)
    elif isinstance(node, ast.Subscript):
        yield from _values(node.slice)
    elif isinstance(node, ast.Call):
        yield from _in_call(node, {})
    else:
        yield from _texts(node, {})


def merged(path: Path, language: str, wanted: list[str], taken: Mapping[str, str]) -> str:
    """The text of a .ts file with exactly the wanted sentences; translations it has are kept unless others are taken."""
    known: dict[str, str] = translations(path) | dict(taken)
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in wanted:
        entry = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(entry, "source").text = text
        if known.get(text):
            ElementTree.SubElement(entry, "translation").text = known[text]
        else:
            ElementTree.SubElement(entry, "translation", type="unfinished")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def translations(path: Path) -> dict[str, str]:
    """The finished translations of a .ts file, by sentence; none where there is no file."""
    if not path.is_file():
        return {}
    entries = ElementTree.fromstring(path.read_text(encoding="utf-8")).iter("message")
    pairs = {each.findtext("source") or "": each.find("translation") for each in entries}
    return {text: there.text for text, there in pairs.items() if there is not None and there.text and not there.attrib}


def gaps(text: str) -> Counter[str]:
    """What a translation must have exactly as its sentence has it: gaps with their formats, and tags."""
    return Counter(_GAPS.findall(text))


def is_complete(path: Path, wanted: list[str]) -> bool:
    """Tell what a language lacks; whether it is whole enough and each translation has the gaps of its sentence."""
    there = translations(path)
    missing = [text for text in wanted if text not in there]
    broken = [text for text in wanted if text in there and gaps(text) != gaps(there[text])]
    for text in broken:
        print(f"{path.name}: the gaps or tags differ: {text!r}: {there[text]!r}")
    if missing:
        print(f"{path.name}: {len(missing)} of {len(wanted)} sentences are not translated (--missing lists them)")
    return not broken and len(missing) <= (1 - LEAST_SHARE) * len(wanted)


def main() -> int:
    """Update the files, or only check or list."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 if a file is out of date")
    parser.add_argument("--missing", action="store_true", help="change nothing; print what is not translated as JSON")
    parser.add_argument("--take", type=Path, metavar="FILE", help="take translations over from a JSON file")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of --missing and --take")
    told = parser.parse_args()
    wanted = sentences()
    if told.missing:
        there = translations(TRANSLATIONS / f"sonolign_{told.language}.ts")
        print(json.dumps({text: "" for text in wanted if text not in there}, ensure_ascii=False, indent=1))
        return 0
    taken = json.loads(told.take.read_text(encoding="utf-8")) if told.take else {}
    for line in (line for each in LANGUAGES for line in lagging(each)):
        print(line)
    fit = [_brought_up(each, wanted, taken if each == told.language else {}, told.check) for each in LANGUAGES]
    return int(told.check and not all(fit))


def _brought_up(language: str, wanted: list[str], taken: Mapping[str, str], only_check: bool) -> bool:
    """Whether a language's file is as it should be; unless only checked, it is written anew."""
    path = TRANSLATIONS / f"sonolign_{language}.ts"
    text = merged(path, language, wanted, taken)
    is_current = path.is_file() and path.read_text(encoding="utf-8") == text
    if not is_current:
        print(f"{path.relative_to(ROOT)} {'is out of date' if only_check else 'updated'}: {len(wanted)} sentences")
        if not only_check:
            path.write_text(text, encoding="utf-8")
    return is_complete(path, wanted) and is_current


if __name__ == "__main__":
    sys.exit(main())
