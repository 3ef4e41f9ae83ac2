"""Help in the window: the page of the tool at hand (F1), and the sheet of all keys and mouse gestures that work here (?)."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from workstation import paths
from workstation.ui import theme
from workstation.ui.action_set import key_text
from workstation.ui.actions import BY_ID, GESTURES, MENUS, MousePreset, WorkspaceId, actions_in
from workstation.ui.text import tr
from workstation.ui.translation import language

FIRST_PAGE = "start"


class HelpWindow(QDialog):
    """Shows the pages of resources/help; stays open beside the work."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.browser = QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.fontMetrics().height() * 36)

    @classmethod
    def show_page(cls, parent: QWidget, page: str) -> HelpWindow:
        """Show a page in the help window, which is made when first needed."""
        window = parent.findChild(cls) or cls(parent)
        window.read(page)
        window.show()
        window.raise_()
        return window

    def read(self, page: str) -> None:
        """Turn to a page."""
        self.browser.setMarkdown(page_text(page))

    def _follow(self, link: QUrl) -> None:
        self.read(link.path().removesuffix(".md"))


class KeySheet(QDialog):
    """All keys and gestures that are valid in a workspace."""

    def __init__(self, parent: QWidget, workspace: WorkspaceId, preset: MousePreset) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys and mouse: {workspace}", workspace=tr(BY_ID[f"workspace.{workspace}"].title)))
        self.browser = QTextBrowser()
        self.browser.setHtml(sheet_html(workspace, preset))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.browser)
        self.resize(parent.size() * 0.85)


def page_text(page: str) -> str:
    """A help page in the user's language, in English where there is no translation."""
    folder = paths.resources() / "help"
    for path in (folder / language() / f"{page}.md", folder / f"{page}.md", folder / f"{FIRST_PAGE}.md"):
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def sheet_html(workspace: WorkspaceId, preset: MousePreset) -> str:
    """The sheet as a page of three columns."""
    blocks = [_block(title, rows) for title, rows in sheet_rows(workspace, preset).items() if rows]
    heights = [block.count("<tr>") for block in blocks]
    columns: list[list[str]] = [[], [], []]
    filled = [0, 0, 0]
    for block, height in zip(blocks, heights, strict=True):
        shortest = filled.index(min(filled))
        columns[shortest].append(block)
        filled[shortest] += height
    cells = "".join(f'<td style="padding-right: 28px">{"".join(column)}</td>' for column in columns)
    return f'<table width="100%"><tr>{cells}</tr></table>'


def sheet_rows(workspace: WorkspaceId, preset: MousePreset) -> dict[str, list[tuple[str, str]]]:
    """What the sheet lists: (what it does, keys or gesture) under each heading."""
    groups: dict[str, list[tuple[str, str]]] = {
        tr("Mouse"): [
            (tr(each.title), tr(each.reader if preset == "reader" else each.annotator))
            for each in GESTURES
            if workspace in each.workspaces
        ]
    }
    for menu in MENUS:
        rows = [row for row in actions_in(workspace) if row.menu_title == menu and row.keys]
        groups[tr(menu)] = [(tr(row.title), key_text(row)) for row in rows]
    return groups


def _block(title: str, rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<tr><td style="padding: 2px 14px 2px 0">{escape(words)}</td>'
        f'<td style="color: {theme.DARK.accent}; padding: 2px 0">{escape(keys)}</td></tr>'
        for words, keys in rows
    )
    return f'<h4 style="color: {theme.DARK.muted}; margin-bottom: 4px">{escape(title)}</h4><table>{lines}</table>'
