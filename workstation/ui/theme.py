"""The look of the whole program in one place: near-black neutral greys, one accent, amber and red for states.

A reading room is dark; nothing here is bright unless it says something. Colours are named by what they are for. The style
sheet lies in resources/themes and gets the colours filled in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

import pyqtgraph as pg
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from workstation import paths

FONTS = (
    "Segoe UI", "Inter", "Noto Sans", "SF Pro Text", "Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC",
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "SimSun", "DejaVu Sans",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme."""

    picture: str  # behind volumes
    window: str
    panel: str
    raised: str  # buttons, fields
    hover: str
    line: str
    text: str
    muted: str  # second-rank text
    faint: str  # disabled
    accent: str
    accent_dim: str  # selection
    on_accent: str
    good: str
    warn: str
    bad: str
    warn_back: str
    bad_back: str
    info_back: str
    good_back: str


DARK = Colours(
    picture="#000000",
    window="#131415",
    panel="#1a1b1d",
    raised="#26282a",
    hover="#303335",
    line="#35383b",
    text="#dcdedf",
    muted="#9a9fa3",
    faint="#65696d",
    accent="#3fbfd4",
    accent_dim="#17454d",
    on_accent="#061214",
    good="#5fbf8a",
    warn="#e0a33c",
    bad="#e5695c",
    warn_back="#33270f",
    bad_back="#3a1a17",
    info_back="#12282c",
    good_back="#14291d",
)

VERDICT_COLOURS = {"PASS": DARK.good, "CHECK": DARK.warn, "FAIL": DARK.bad}


def apply(app: QApplication) -> None:
    """Give the application its style, palette, fonts and style sheet."""
    app.setStyle("Fusion")
    app.setPalette(palette(DARK))
    app.setFont(font(app.font()))
    app.setStyleSheet(style_sheet(DARK))
    pg.setConfigOptions(background=DARK.panel, foreground=DARK.muted, antialias=True)


def font(system: QFont) -> QFont:
    """The system's size in a family that has what we write, Chinese included."""
    chosen = QFont(system)
    chosen.setFamilies([system.family(), *FONTS] if system.family() in FONTS else list(FONTS))
    chosen.setPointSizeF(max(system.pointSizeF(), 9.5))
    return chosen


def bold() -> QFont:
    """The program's font in bold."""
    chosen = QFont(QApplication.font())
    chosen.setBold(True)
    return chosen


def style_sheet(colours: Colours) -> str:
    """The style sheet with its colours filled in."""
    folder = paths.resources()
    text = (folder / "themes" / "dark.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(colours), icons=(folder / "themes").as_posix())


def palette(colours: Colours) -> QPalette:
    """The colours where no style sheet reaches."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    result = QPalette()
    for each, value in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.panel,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.faint,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.bad,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent_dim,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.hover,
        role.Midlight: colours.raised,
        role.Mid: colours.line,
        role.Dark: colours.window,
        role.Shadow: colours.picture,
        role.Accent: colours.accent,
    }.items():
        result.setColor(each, QColor(value))
    for each in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(group.Disabled, each, QColor(colours.faint))
    return result
