"""Registration results in words and colours: the verdict with its reasons, errors before and after, and how it was made."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.core.study import Gate, TransformRecord, Verdict
from workstation.ui import theme
from workstation.ui.text import say, tr
from workstation.workbench.case_report import made_words

SIGNS: dict[Verdict, str] = {"PASS": "✓", "CHECK": "!", "FAIL": "✕"}
BACKGROUNDS: dict[str, str] = {
    "PASS": theme.DARK.good_back, "CHECK": theme.DARK.warn_back, "FAIL": theme.DARK.bad_back,
}  # fmt: skip
VERDICT_ROLE = Qt.ItemDataRole.UserRole + 1


def result_name(record: TransformRecord) -> str:
    """Method and preset of a result."""
    return " · ".join(tr(part) for part in (record.title, record.preset) if part)


def verdict_word(record: TransformRecord) -> str:
    """The verdict with a sign, so that it does not depend on colour alone."""
    return f"{SIGNS[record.verdict]} {tr(record.verdict)}"


def verdict_tip(record: TransformRecord) -> str:
    """Every question that the result was asked, with its answer; the doubtful ones first."""
    lines = [f"{SIGNS[gate.verdict]}  {tr(gate.name)}: {say(gate.message)}" for gate in _worst_first(record)]
    return "\n".join(lines) or tr("This result was not judged.")


def error_text(record: TransformRecord) -> str:
    """Mean error of the landmarks that did not drive it, before and after; "" where none can be stated."""
    gate = _gate(record, "error")
    if gate is None or "after" not in gate.values:
        return ""
    return tr("{before:.1f} → {after:.1f} mm (n = {count})", **gate.values)


def fit_text(record: TransformRecord) -> str:
    """How closely the landmarks that drove it are met: a fit, not an accuracy; "" if none drove it."""
    gate = _gate(record, "fit")
    return tr("{mm:.2f} mm (n = {count})", **gate.values) if gate is not None and "mm" in gate.values else ""


def duration_text(seconds: float) -> str:
    """A time as people say it."""
    return tr("{s:.1f} s", s=seconds) if seconds < 100 else tr("{m:.1f} min", m=seconds / 60)


def record_html(record: TransformRecord) -> str:
    """Everything about a result as a page: its gates, then how it came about."""
    gates = "".join(
        f'<tr><td style="color: {theme.VERDICT_COLOURS[gate.verdict]}; padding-right: 8px">{SIGNS[gate.verdict]}</td>'
        f'<td style="padding-right: 14px; color: {theme.DARK.muted}">{escape(tr(gate.name))}</td>'
        f"<td>{escape(say(gate.message))}</td></tr>"
        for gate in _worst_first(record)
    )
    settings = ", ".join(f"{name} = {value}" for name, value in record.settings.items())
    versions = ", ".join(f"{name} {value}" for name, value in record.versions.items())
    made = made_words(record)
    facts = {
        tr("Settings"): settings,
        tr("Made"): made if isinstance(made, str) else say(made),
        tr("Seed"): str(record.seed),
        tr("Versions"): versions,
        tr("Id"): record.id,
    }
    rows = "".join(
        f'<tr><td style="padding-right: 14px; color: {theme.DARK.muted}">{escape(name)}</td><td>{escape(value)}</td></tr>'
        for name, value in facts.items()
        if value
    )
    return f'<table cellpadding="2">{gates}</table><br><table cellpadding="2">{rows}</table>'


class ChipDelegate(QStyledItemDelegate):
    """Draws a verdict as a chip: a coloured ground under a sign and a word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:  # fmt: skip
        """Draw the cell."""
        verdict = index.data(VERDICT_ROLE)
        if verdict not in theme.VERDICT_COLOURS:
            super().paint(painter, option, index)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme.DARK.accent_dim))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        metrics = option.fontMetrics
        high = metrics.height() + 4
        area = QRectF(option.rect)
        chip = QRectF(area.left() + 4, area.center().y() - high / 2, metrics.horizontalAdvance(text) + 18, high)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(BACKGROUNDS[verdict]))
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.setPen(QColor(theme.VERDICT_COLOURS[verdict]))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the chip."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 22, size.height() + 4)


def _gate(record: TransformRecord, name: str) -> Gate | None:
    return next((gate for gate in record.gates if gate.name == name), None)


def _worst_first(record: TransformRecord) -> list[Gate]:
    order = {"FAIL": 0, "CHECK": 1, "PASS": 2}
    return sorted(record.gates, key=lambda gate: order[gate.verdict])
