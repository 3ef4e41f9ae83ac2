import sys

import pytest
from PySide6.QtGui import QColor, QImage, QPainter, QPen


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_painting_does_not_lose_references_to_none(qapp):
    """PySide6 6.12.0 lost one a call and so ended the program with a fatal error after some minutes of drawing."""
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    pen = QPen(QColor("red"))
    before = sys.getrefcount(None)
    for _ in range(500):
        painter.setPen(pen)
        painter.drawRect(0, 0, 5, 5)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 100
