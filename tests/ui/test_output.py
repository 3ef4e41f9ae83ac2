"""The report as files, and figures of panes: whole, sharp, in their places, or not written at all."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtGui import QImage

from hands import open_blobs, use_transform
from small_study import READER, make_study
from workstation.cli import main
from workstation.core.errors import InvalidInput
from workstation.core.study import Gate
from workstation.core.transform import Affine
from workstation.ui.figure import CAPTION_PX, SHARPER, write_figure


@pytest.fixture
def window(show_window, tmp_path):
    return show_window(open_blobs(tmp_path))


def register(bench):
    gates = (Gate("a", "PASS", "All is well."),)
    use_transform(bench, Affine.translation((3.0, 0, 0)), title="Shift <b>", gates=gates)


def test_the_report_is_one_html_without_links_and_a_pdf_of_one_page(qtbot, window, tmp_path):
    assert "nothing to report" in str(window.why_disabled("case.report"))
    register(window.workbench)
    assert window.why_disabled("case.report") is None
    window.output.save_report(tmp_path / "out.html")
    qtbot.waitUntil(lambda: not window.background.is_busy and (tmp_path / "out.pdf").exists(), timeout=60_000)
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "All is well." in text
    assert "Shift &lt;b&gt;" in text
    assert "not for diagnosis" in text
    assert not re.search(r"https?:|<script|<link", text)
    assert text.count("data:image/png;base64,") == 15
    pdf = (tmp_path / "out.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1


def test_a_figure_shows_the_panes_where_they_are_three_times_as_sharp(window, tmp_path):
    path = tmp_path / "figure.png"
    window.output.save_figure(path)
    panes = [pane for pane in window._panes() if pane.isVisible()]
    assert len(panes) == 6
    image = QImage(str(path))
    corners = [pane.canvas.mapTo(window, pane.canvas.rect().topLeft()) for pane in panes]
    left, top = min(c.x() for c in corners), min(c.y() for c in corners)
    right = max(c.x() + p.canvas.width() for c, p in zip(corners, panes, strict=True))
    bottom = max(c.y() + p.canvas.height() for c, p in zip(corners, panes, strict=True))
    assert (image.width(), image.height()) == (SHARPER * (right - left), SHARPER * (bottom - top + CAPTION_PX))
    pane, corner = panes[0], corners[0]
    seen = pane.grab().toImage()
    middle = pane.canvas.rect().center()
    for dx, dy in ((40, 30), (-60, 45), (25, -70)):
        x, y = middle.x() + dx, middle.y() + dy
        there = image.pixelColor(SHARPER * (corner.x() - left + x) + 1, SHARPER * (corner.y() - top + y) + 1)
        here = seen.pixelColor(x, y)
        assert np.abs(np.subtract(there.getRgb()[:3], here.getRgb()[:3])).max() <= 40  # finer, so not quite the same


def test_a_figure_as_pdf_keeps_its_letters_as_letters(window, tmp_path):
    window.output.save_figure(tmp_path / "figure.pdf")
    assert b"/Font" in (tmp_path / "figure.pdf").read_bytes()


def test_a_figure_needs_a_known_ending_and_something_to_show(window, tmp_path):
    with pytest.raises(InvalidInput, match=r"\.png or \.pdf"):
        write_figure(list(window._panes()), "", tmp_path / "figure.bmp")
    with pytest.raises(InvalidInput, match="no picture"):
        write_figure([], "", tmp_path / "figure.png")
    assert not list(tmp_path.glob("figure*"))
    window.show_workspace("cases")
    assert "Annotate or Check" in str(window.why_disabled("case.figure"))


def test_the_command_line_writes_the_same_report(tmp_path, capsys, qapp):
    study = make_study(tmp_path / "study", ("a",)).path
    with pytest.raises(SystemExit) as end:
        main(["report", str(study), "--case", "a", "--reader", READER, "--out", str(tmp_path / "a.html")])
    assert end.value.code == 0
    assert capsys.readouterr().out.splitlines() == [f"Wrote {tmp_path / 'a.html'}", f"Wrote {tmp_path / 'a.pdf'}"]
    assert "case a" in (tmp_path / "a.html").read_text(encoding="utf-8")
