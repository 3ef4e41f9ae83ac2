"""The one-page report of a case as HTML and PDF, from the plain values of `workbench.case_report`.

The HTML is one file: pictures are inside it, and it needs neither a network nor a script. The same text, which keeps to
what Qt's rich text understands, is laid out for the PDF.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from workstation.core.errors import Message
from workstation.core.study import Decision, Verdict
from workstation.imaging.compare import ColourPicture
from workstation.storage.atomic import write_bytes
from workstation.ui.reliability_plot import picture
from workstation.ui.slice_items import round_length
from workstation.ui.slice_pixels import colour_image, png_bytes
from workstation.ui.text import say, tr
from workstation.workbench.case_report import COLUMNS, CaseReport, PictureRow

PICTURE_PX = 640  # wide, in the files
PICTURE_WIDTH = 135  # on the page, in 96ths of an inch: five beside one another on A4
RELIABILITY_PX = (370, 230)
SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8)  # of the letters on paper
DPI = 150
_INK, _PALE = "#1a1a1a", "#666666"
_VERDICTS: dict[Verdict, str] = {"PASS": "#1d7f4c", "CHECK": "#a86a00", "FAIL": "#b8281b"}
_DECISIONS: dict[Decision, Message] = {
    "undecided": Message("not decided"),
    "accepted": Message("accepted"),
    "rejected": Message("rejected"),
    "needs work": Message("needs work"),
}


def write_report(report: CaseReport, html: Path, pdf: Path) -> None:
    """Write both files; each is whole or not there at all. Raises NotSaved if the disk refuses."""
    text = report_html(report)
    write_bytes(html, text.encode("utf-8"))
    write_bytes(pdf, _pdf_of(text))


def report_html(report: CaseReport) -> str:
    """The page as one HTML text with its pictures inside."""
    title = escape(tr("Registration report: {case}", case=report.case))
    body = "\n".join(_parts(report))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body style="font-family: sans-serif; font-size: 7.5pt; color: {_INK}">\n'
        f'<p style="font-size: 13pt; font-weight: 600; margin: 0">{title}</p>\n{body}\n</body></html>\n'
    )


def _parts(report: CaseReport) -> Iterator[str]:
    purpose = tr("For research use; not for diagnosis")
    about = tr("Study {study} · reader {reader} · {made}", study=report.study, reader=report.reader, made=report.made)
    yield f'<p style="color: {_PALE}; margin: 2px 0 6px 0">{escape(about)} · {escape(purpose)}</p>'
    yield _decision(report)
    yield _pictures(report)
    if report.no_millimetres:
        words = tr("No millimetres: {why}", why=report.no_millimetres)
        yield f'<p style="color: {_VERDICTS["CHECK"]}">{escape(words)}</p>'
    yield f'<table width="100%" cellspacing="0"><tr><td width="55%" valign="top">{_figures(report)}{_believed(report)}</td>'
    yield f'<td width="2%"></td><td width="43%" valign="top">{_gates(report)}{_measured_on(report)}</td></tr></table>'
    yield from _limits(report)
    yield _provenance(report)


def _decision(report: CaseReport) -> str:
    verdict: Verdict = report.verdict  # type: ignore[assignment]
    decided = say(_DECISIONS[report.review.decision])
    review = report.review
    signed = f" ({escape(review.by)}, {escape(review.at)})" if review.by else ""
    comment = f" – {escape(report.review.comment)}" if report.review.comment else ""
    return (
        f'<p style="font-size: 10pt; margin: 0 0 6px 0"><b style="color: {_VERDICTS[verdict]}">{tr(report.verdict)}</b> '
        f"· {escape(tr('Decision of the reader'))}: <b>{escape(decided)}</b>{signed}{comment}</p>"
    )


def _pictures(report: CaseReport) -> str:
    heads = "".join(f'<td align="center" style="color: {_PALE}">{escape(tr(title))}</td>' for title in COLUMNS)
    rows = [f"<tr>{heads}</tr>"]
    for row in report.pictures:
        cells = "".join(f"<td>{_picture(each, row)}</td>" for each in row.pictures)
        rows.append(f"<tr>{cells}</tr>")
    place = ", ".join(f"{mm:.1f}" for mm in report.place_mm)
    words = tr("Coronal, transverse and sagittal slice of the fixed volume through {place} mm (LPS). "
               "Both: fixed green, moving magenta, grey where they agree.", place=place)  # fmt: skip
    table = f'<table cellspacing="2" cellpadding="0">{"".join(rows)}</table>'
    return f'{table}<p style="color: {_PALE}; margin: 2px 0 6px 0">{escape(words)}</p>'


def _picture(picture: ColourPicture, row: PictureRow) -> str:
    high = round(PICTURE_WIDTH * row.height_mm / row.width_mm)
    data = base64.b64encode(png_bytes(_with_bar(picture, row))).decode("ascii")
    return f'<img width="{PICTURE_WIDTH}" height="{high}" src="data:image/png;base64,{data}">'


def _with_bar(picture: ColourPicture, row: PictureRow) -> QImage:
    """The picture in true proportions with a scale bar."""
    size = QSizeF(PICTURE_PX, PICTURE_PX * row.height_mm / row.width_mm).toSize()
    smooth = Qt.TransformationMode.SmoothTransformation
    image = colour_image(picture).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    length_mm = round_length(row.width_mm / 4)
    painter = QPainter(image)
    painter.setPen(QColor("#ffffff"))
    font = QFont(painter.font())
    font.setPixelSize(26)
    painter.setFont(font)
    width = length_mm / row.width_mm * PICTURE_PX
    bar = QRectF(size.width() - width - 14, size.height() - 16, width, 5)
    painter.fillRect(bar.adjusted(-2, -2, 2, 2), QColor(0, 0, 0, 160))
    painter.fillRect(bar, QColor("#ffffff"))
    painter.drawText(bar.adjusted(-80, -40, 0, -8), int(Qt.AlignmentFlag.AlignRight), f"{length_mm:g} mm")
    painter.end()
    return image


def _figures(report: CaseReport) -> str:
    titles = (tr("Figure"), tr("as scanned"), tr("aligned"), tr("limit"))
    head = "".join(f'<td align="{"left" if n == 0 else "right"}"><b>{escape(t)}</b></td>' for n, t in enumerate(titles))
    rows = [f"<tr>{head}</tr>"]
    for row in report.figures:
        after = escape(row.after)
        if row.is_beyond:
            after = f'<b style="color: {_VERDICTS["CHECK"]}">! {after}</b>'
        cells = (escape(row.before), after, escape(row.limit))
        numbers = "".join(f'<td align="right" style="padding-left: 5px">{each}</td>' for each in cells)
        rows.append(f"<tr><td>{escape(say(row.name))}</td>{numbers}</tr>")
    return f'<table width="100%" cellspacing="0" cellpadding="1">{"".join(rows)}</table>'


def _gates(report: CaseReport) -> str:
    order = ("FAIL", "CHECK", "PASS")
    gates = sorted(report.gates, key=lambda gate: order.index(gate.verdict))
    lines = [
        f'<tr><td valign="top" style="color: {_VERDICTS[gate.verdict]}"><b>{tr(gate.verdict)}</b>&nbsp;</td>'
        f"<td>{escape(say(gate.message))}</td></tr>"
        for gate in gates
    ]
    return f'<table cellspacing="0" cellpadding="1">{"".join(lines)}</table>'


def _believed(report: CaseReport) -> str:
    """The figure of predicted against true error."""
    shown = report.reliability
    if shown is None or not shown.curves:
        return ""
    title = f'<p style="margin: 6px 0 2px 0"><b>{escape(tr("Can the predicted error be believed?"))}</b></p>'
    width, height = RELIABILITY_PX
    data = base64.b64encode(png_bytes(picture(shown, width, height))).decode("ascii")
    return f'{title}<img width="{width}" height="{height}" src="data:image/png;base64,{data}">'


def _measured_on(report: CaseReport) -> str:
    """On what that figure was measured."""
    if report.reliability is None:
        return ""
    words = (f'<p style="margin: 4px 0">{escape(say(each))}</p>' for each in report.reliability.sentences())
    return f'<div style="color: {_PALE}">{"".join(words)}</div>'


def _limits(report: CaseReport) -> Iterator[str]:
    """The thresholds: each that somebody changed by itself, the others by who recommends them."""
    by_source: dict[str, list[str]] = {}
    for line in report.limits:
        words = f"{say(line.title)} {line.value}"
        if line.is_default:
            by_source.setdefault(say(line.source), []).append(words)
        else:
            text = tr("Changed threshold: {words} ({source})", words=words, source=say(line.source))
            yield f'<p style="margin: 2px 0"><b>{escape(text)}</b></p>'
    parts = [tr("{limits} ({source})", limits=", ".join(limits), source=source) for source, limits in by_source.items()]
    words = escape(tr("Thresholds: {list}", list="; ".join(parts)))
    yield f'<p style="color: {_PALE}; font-size: 7pt; margin: 4px 0">{words}</p>'


def _provenance(report: CaseReport) -> str:
    said = ((say(title), value if isinstance(value, str) else say(value)) for title, value in report.provenance)
    parts = " · ".join(f"{escape(title)}: {escape(value)}" for title, value in said if value)
    return f'<p style="color: {_PALE}; font-size: 7pt">{parts}</p>'


def _pdf_of(html: str) -> bytes:
    """The page laid out on A4: on one page, in smaller letters if it must be; on several only if they became too small."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(12, 10, 12, 10),
                       QPageLayout.Unit.Millimeter)  # fmt: skip
    writer.setPageLayout(page)
    writer.setCreator("Sonolign")
    document = QTextDocument()
    document.setHtml(html)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    room = QSizeF(page.paintRectPixels(DPI).size())
    scale = next((each for each in SCALES if _height(document, room.width() / each) <= room.height() / each), None)
    if scale is None:
        document.setPageSize(room)
        document.print_(writer)
    else:
        painter = QPainter(writer)
        painter.scale(scale, scale)
        document.drawContents(painter)
        painter.end()
    return bytes(buffer.data().data())


def _height(document: QTextDocument, width: float) -> float:
    """How high a text becomes at a width."""
    document.setTextWidth(width)
    return document.size().height()
