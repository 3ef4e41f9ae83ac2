from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from annotated_types import Interval
from PySide6.QtCore import Qt

from workstation.core.plugin import Hint
from workstation.ui.settings_form import SettingsForm
from workstation.workbench.settings_schema import describe, from_json, to_json


@dataclass(frozen=True)
class Settings:
    metric: Literal["correlation", "mutual information"] = "correlation"
    iterations: Annotated[int, Interval(ge=1, le=1000), Hint("How many steps are tried.")] = 100
    smoothing_mm: Annotated[float, Interval(ge=0.0, le=50.0), Hint("Width of the blur.", unit="mm")] = 2.5
    tolerance: Annotated[float, Interval(gt=0.0)] = 1e-6
    robust: bool = False
    note: str = ""


@pytest.fixture
def form(qtbot):
    form = SettingsForm()
    qtbot.addWidget(form)
    form.show_settings(describe(Settings), to_json(Settings()))
    form.show()
    return form


def test_an_untouched_form_gives_the_defaults_back(form):
    assert from_json(Settings, form.values()) == Settings()


def test_what_a_person_enters_comes_back_and_is_announced_once_each(qtbot, form):
    changes = []
    form.changed.connect(lambda: changes.append(1))
    form.fields["metric"].setCurrentIndex(1)
    qtbot.mouseClick(form.fields["robust"], Qt.MouseButton.LeftButton, pos=form.fields["robust"].rect().center() * 0.2)
    form.fields["robust"].setChecked(True)
    form.fields["iterations"].setValue(7)
    form.fields["smoothing_mm"].clear()
    qtbot.keyClicks(form.fields["smoothing_mm"], "0.75")
    values = form.values()
    assert (values["metric"], values["robust"], values["iterations"]) == ("mutual information", True, 7)
    assert values["smoothing_mm"] == 0.75
    assert changes


def test_bounds_hold(qtbot, form):
    form.fields["iterations"].setValue(5000)
    field = form.fields["smoothing_mm"]
    field.clear()
    qtbot.keyClicks(field, "99")
    assert form.values()["iterations"] == 1000
    assert form.values()["smoothing_mm"] <= 50


def test_a_text_that_is_no_number_gives_way_to_the_last_good_one(qtbot, form):
    field = form.fields["smoothing_mm"]
    field.setText("")
    assert field.property("wrong")
    form.fields["iterations"].setFocus()
    field.focusOutEvent(_focus_out())
    assert field.text() == "2.5"


def test_small_numbers_keep_their_digits(form):
    assert form.fields["tolerance"].text() == "1e-06"
    assert form.values()["tolerance"] == 1e-6


def test_tool_tips_say_what_a_setting_means_and_may_be(form):
    assert form.fields["iterations"].toolTip() == "How many steps are tried.\nFrom 1 to 1000"
    assert form.fields["smoothing_mm"].toolTip() == "Width of the blur.\nFrom 0 to 50 mm"


def test_filling_the_form_is_not_a_change_by_the_person(form):
    changes = []
    form.changed.connect(lambda: changes.append(1))
    form.set_values({"iterations": 5, "metric": "mutual information", "smoothing_mm": 1.0})
    assert changes == []
    assert form.values()["iterations"] == 5


def _focus_out():
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent

    return QFocusEvent(QEvent.Type.FocusOut)
