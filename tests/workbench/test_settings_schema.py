"""Settings dataclasses as forms, command-line options, checks and records."""

from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from annotated_types import Gt, Interval, Lt
from hypothesis import given
from hypothesis import strategies as st

from workstation.core.errors import InvalidInput
from workstation.core.plugin import Hint
from workstation.workbench.settings_schema import describe, from_json, parse, to_json


@dataclass(frozen=True)
class Settings:
    metric: Annotated[Literal["correlation", "mutual information"], Hint("What is compared.")] = "correlation"
    iterations: Annotated[int, Interval(ge=1, le=100), Hint("How many.", title="Steps")] = 10
    step_mm: Annotated[float, Gt(0), Lt(5), Hint("How far.", unit="mm")] = 0.5
    masked: bool = False
    note: str = ""


SPECS = {spec.name: spec for spec in describe(Settings)}


def test_a_form_learns_everything_from_the_annotations():
    metric, steps, step = SPECS["metric"], SPECS["iterations"], SPECS["step_mm"]
    assert (metric.kind, metric.choices, metric.help) == (
        "choice", ("correlation", "mutual information"), "What is compared.",
    )  # fmt: skip
    assert (steps.kind, steps.title, steps.minimum, steps.maximum, steps.default) == ("int", "Steps", 1, 100, 10)
    assert (step.kind, step.title, step.unit) == ("float", "Step", "mm")
    assert 0 < step.minimum < 1e-6
    assert 4.999 < step.maximum < 5
    assert [SPECS[name].kind for name in ("masked", "note")] == ["bool", "text"]


def test_texts_of_the_command_line_become_settings_on_top_of_a_preset():
    base = Settings(iterations=50)
    made = parse(Settings, {"metric": "mutual information", "masked": "yes", "step_mm": "1.25"}, base)
    assert made == Settings("mutual information", 50, 1.25, True)


@pytest.mark.parametrize(
    ("texts", "problem"),
    [
        ({"itterations": "3"}, "there are: metric, iterations, step_mm, masked, note"),
        ({"iterations": "0"}, "a whole number from 1 up to 100, got 0"),
        ({"iterations": "3.5"}, "a whole number from 1 up to 100, got 3.5"),
        ({"iterations": "many"}, "got many"),
        ({"step_mm": "nan"}, "mm, got nan"),
        ({"step_mm": "5"}, "mm, got 5"),
        ({"metric": "ssd"}, "one of: correlation, mutual information, got ssd"),
        ({"masked": "perhaps"}, "true or false, got perhaps"),
    ],
)
def test_a_wrong_text_is_answered_with_what_was_expected(texts, problem):
    with pytest.raises(InvalidInput, match=problem):
        parse(Settings, texts)


@given(
    st.builds(
        Settings,
        st.sampled_from(["correlation", "mutual information"]),
        st.integers(1, 100),
        st.floats(0.001, 4.9),
        st.booleans(),
        st.text(),
    )
)
def test_settings_survive_the_record_of_a_run(settings):
    assert from_json(Settings, to_json(settings)) == settings


def test_a_record_with_an_unknown_or_wrong_value_is_refused():
    with pytest.raises(InvalidInput, match="no setting colour"):
        from_json(Settings, {"colour": "red"})
    with pytest.raises(InvalidInput, match="got 1000"):
        from_json(Settings, {"iterations": 1000})


def test_a_setting_without_a_form_is_refused():
    @dataclass(frozen=True)
    class Odd:
        thing: list[int] = ()  # type: ignore[assignment]

    with pytest.raises(InvalidInput, match="for which there is no form"):
        describe(Odd)
    with pytest.raises(InvalidInput, match="must be a dataclass"):
        describe(int)
