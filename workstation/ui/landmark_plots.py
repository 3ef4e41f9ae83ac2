"""Whether the rings of the landmark tool hold what they claim: stated share across, seen share upwards, with intervals."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.core.geometry import FloatArray
from workstation.ui import theme
from workstation.ui.text import tr
from workstation.workbench.landmark_judging import Judgement
from workstation.workbench.landmark_reliability import errors_at_the_time, left_out_errors, reliability
from workstation.workbench.open_case import OpenCase

COLOURS = ("#4cc9f0", "#ffb000")
SYMBOLS = ("o", "s")
ASIDE = 0.6  # per cent by which the second curve stands beside the first, so that intervals do not cover one another
Curve = tuple[str, FloatArray]


def ring_errors(opened: OpenCase, judgement: Judgement | None) -> list[Curve]:
    """The two kinds of marks that can tell, with their errors in standard deviations (see `landmark_reliability`)."""
    if judgement is None:
        return []
    found = [(tr("each pair from all others"), left_out_errors(judgement.samples, judgement.knowledge))]
    found.append((tr("when a mark was put"),
                  errors_at_the_time(opened.reading.landmarks, judgement.knowledge.click_mm)))  # fmt: skip
    return [(words, errors) for words, errors in found if len(errors)]


class RingPlot(QWidget):
    """The curves beside the diagonal, on which they lie if 95 % means 95 %; hidden while there is nothing to show."""

    def __init__(self, curves: list[Curve]) -> None:
        super().__init__()
        self.plot = pg.PlotWidget()
        self.plot.setAccessibleName(tr("Reliability of the rings"))
        self.plot.setBackground(theme.DARK.panel)
        self.plot.setMouseEnabled(False, False)
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setLabel("bottom", tr("stated share"), units="%")
        self.plot.setLabel("left", tr("seen share"), units="%")
        for name in ("bottom", "left"):
            self.plot.getAxis(name).enableAutoSIPrefix(False)
        self.plot.setRange(xRange=(0, 100), yRange=(0, 100), padding=0.03)
        self.plot.addLegend(offset=(-10, -10))
        self.plot.plot([0, 100], [0, 100], pen=pg.mkPen(theme.DARK.muted, style=pg.QtCore.Qt.PenStyle.DashLine))
        for number, (words, errors) in enumerate(curves):
            self._draw(number, words, errors)
        self.plot.setMinimumHeight(14 * self.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.setVisible(bool(curves))

    def _draw(self, number: int, words: str, errors: FloatArray) -> None:
        found = reliability(errors)
        across = 100 * np.array([each.stated for each in found]) + ASIDE * number
        seen, low, high = (100 * np.array([getattr(each, part) for each in found]) for part in ("seen", "low", "high"))
        colour = COLOURS[number % len(COLOURS)]
        self.plot.addItem(pg.ErrorBarItem(x=across, y=seen, top=high - seen, bottom=seen - low, pen=pg.mkPen(colour)))
        self.plot.plot(
            across, seen, pen=pg.mkPen(colour, width=2), symbol=SYMBOLS[number % len(SYMBOLS)], symbolSize=7,
            symbolBrush=colour, symbolPen=None, name=tr("{which} (n = {n})", which=words, n=len(errors)),
        )  # fmt: skip
