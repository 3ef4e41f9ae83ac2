import threading

import numpy as np
import pytest
from PySide6.QtCore import QObject

from hands import SHIFT_MM, open_blobs
from workstation.core.errors import UserError
from workstation.core.planes import plane_through
from workstation.core.study import TransformRecord
from workstation.core.study_commands import AddTransform
from workstation.core.transform import Affine
from workstation.ui.case_renderer import CaseRenderer
from workstation.workbench.slices import SliceRequest


@pytest.fixture
def opened(tmp_path):
    bench = open_blobs(tmp_path)
    bench.folder.write_transform("case", "t1", Affine.translation(SHIFT_MM), {})
    bench.do(AddTransform(TransformRecord("t1", "shift", "Shift")))
    yield bench.open_case
    bench.close()


@pytest.fixture
def renderer(qapp):
    parent = QObject()
    renderer = CaseRenderer(parent, beforehand=lambda name, picture: seen_in.append(threading.current_thread()))
    seen_in: list[threading.Thread] = []
    renderer.seen_in = seen_in
    yield renderer
    renderer.close()
    parent.deleteLater()


def wanted(opened, transform_id):
    grid = opened.case.fixed.grid
    return SliceRequest("moving", "case", plane_through(grid, "coronal", grid.centre_mm), transform_id=transform_id)


def test_a_picture_is_prepared_on_a_render_thread_and_arrives_in_the_window_s(qtbot, opened, renderer):
    arrived = []
    renderer.arrived.connect(lambda name, picture: arrived.append((name, picture, threading.current_thread())))
    renderer.show({"moving": opened.case.moving})
    renderer.know(opened, "t1")
    renderer.ask("pane", wanted(opened, "t1"))
    qtbot.waitUntil(lambda: bool(arrived))
    name, picture, thread = arrived[0]
    assert (name, thread) == ("pane", threading.main_thread())
    assert renderer.seen_in[0] is not threading.main_thread()
    assert picture is renderer.peek(wanted(opened, "t1"))
    assert np.ptp(picture.pixels) > 0


def test_what_cannot_be_rendered_is_told_as_a_sentence(qtbot, opened, renderer):
    troubles = []
    renderer.failed.connect(troubles.append)
    renderer.show({"moving": opened.case.moving})
    renderer.ask("pane", wanted(opened, "unknown"))
    qtbot.waitUntil(lambda: bool(troubles))
    assert "unknown" in str(troubles[0])
    with pytest.raises(UserError):
        renderer.know(opened, "unknown")
