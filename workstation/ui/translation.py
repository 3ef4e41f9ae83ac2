"""The user's language: which one it is, and translations read straight from the .ts files in resources/translations.

The .ts files are what translators edit; reading them needs no compiler and takes milliseconds, so there is no second
form of them that could be out of date. `packaging/translations.py` keeps them complete.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from workstation import paths
from workstation.core.errors import UnreadableFile
from workstation.ui.filled_sentences import FilledSentences
from workstation.ui.text import CONTEXT

SYSTEM = "system"
ENGLISH = "en"


class TsTranslator(QTranslator):
    """Looks templates up in a table, and sentences that were made of them already."""

    def __init__(self, table: dict[str, str]) -> None:
        super().__init__()
        self._table = table
        self._filled = FilledSentences(table)

    def isEmpty(self) -> bool:
        """Whether there is nothing to look up."""
        return not self._table

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """The translated template, None where there is none."""
        return self._table.get(source) or self._filled.translated(source) if context == CONTEXT else None


def install(app: QCoreApplication, choice: str = SYSTEM) -> str:
    """Show what is made from now on in the chosen language, if there is a file for it; returns the code of that in use.

    Qt's own words (buttons of its dialogs, menus of text fields) come in the same language, as do dates.
    """
    for each in app.findChildren(QTranslator):
        QCoreApplication.removeTranslator(each)
        each.deleteLater()
    code = QLocale.system().name() if choice == SYSTEM else choice
    found = _file_for(code)
    used = found.stem.removeprefix("sonolign_") if found is not None else ENGLISH
    QLocale.setDefault(QLocale.system() if choice == SYSTEM else QLocale(used))
    if found is not None:
        of_qt = QTranslator(app)
        if of_qt.load(f"qtbase_{used}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(of_qt)
        translator = TsTranslator(read_ts(found))
        translator.setParent(app)
        QCoreApplication.installTranslator(translator)
    app.setProperty("language", used)
    return used


def _file_for(code: str) -> Path | None:
    """The translations into a language, or into the same language as another country speaks it."""
    if ts_file(code).is_file():
        return ts_file(code)
    return next(iter(sorted(ts_file(code).parent.glob(f"sonolign_{code.split('_')[0]}*.ts"))), None)


def language() -> str:
    """The code of the language in use, such as "zh_CN"."""
    app = QCoreApplication.instance()
    return str((app.property("language") if app is not None else None) or ENGLISH)


def ts_file(code: str) -> Path:
    """Where the translations into a language lie."""
    return paths.resources() / "translations" / f"sonolign_{code}.ts"


def read_ts(path: Path) -> dict[str, str]:
    """The finished translations of a .ts file, by English template."""
    try:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        raise UnreadableFile("The translations in {name} cannot be read: {why}.", name=path.name, why=error) from error
    table = {}
    for message in root.iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        if source and translation is not None and translation.text and translation.get("type") is None:
            table[source] = translation.text
    return table
