"""A prediction asks what can be answered, and reads without a script."""

import json
import re
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.figure import Figure

from nncourse.explore import (
    ExploreError,
    asked,
    book_build,
    display,
    explore,
    predict_choice,
    predict_curve,
    predict_number,
)
from nncourse.explore.number_text import number_text


def decay(depth=10, bold=False):
    return Figure(figsize=(1, 1))


@pytest.fixture(autouse=True)
def new_notebook(monkeypatch):
    monkeypatch.setattr(asked, "questions", {})
    monkeypatch.setattr(book_build, "id_counts", book_build.Counter())
    monkeypatch.setattr(book_build, "frame_bytes", {})


@pytest.fixture
def kernel(monkeypatch):
    """What a kernel publishes, as a list."""
    bundles = []
    publisher = SimpleNamespace(publish=bundles.append)
    shell = SimpleNamespace(kernel=object(), display_pub=publisher, user_ns={})
    for module in (display, predict_choice.__globals__):
        module = module if isinstance(module, dict) else vars(module)
        monkeypatch.setitem(module, "ipython_shell", lambda: shell)
    return bundles


def choice(**changes):
    values = {"choices": ["ten", "a thousand"], "answer": "ten", "measured": "It is 9."}
    predict_choice("How many?", **{**values, **changes})


def number(**changes):
    predict_number("How many?", **{"answer": 9, "low": 1, "high": 100, **changes})


def curve(**changes):
    values = {"x": [1, 2, 3], "y": [1, 10, 100], "x_label": "layer", "y_label": "norm"}
    predict_curve("What shape?", **{**values, "y_range": (1, 1000), **changes})


WRONG = [
    (choice, {"answer": "9"}, "the answer '9' is not among the choices"),
    (choice, {"choices": "ten"}, "a list of texts, not 'ten'"),
    (choice, {"choices": ["ten", 9]}, r"a list of texts, not \['ten', 9\]"),
    (choice, {"choices": ["ten"]}, r"two choices at least, not \['ten'\]"),
    (choice, {"choices": ["ten", "ten"]}, "list 'ten' more than once"),
    (choice, {"depth": 3}, "depth=... is a choice of no figure"),
    (choice, {"how": "guessed"}, "how must be one of .*, not 'guessed'"),
    (choice, {"figure": "decay"}, "draws, not 'decay'"),
    (choice, {"figure": decay, "width": 3}, "decay has no choice 'width'; it takes depth"),
    (number, {"low": 100}, "low=100 is not below high=100"),
    (number, {"low": 0, "log": True}, "low=0 does not fit a logarithmic axis"),
    (number, {"answer": 101}, "the answer 101 is outside low=1 to high=100"),
    (number, {"answer": "9"}, "the answer must be finite numbers, not '9'"),
    (number, {"answer": np.nan}, "not nan"),
    (curve, {"x": [1, 2]}, "as many values, two at least, not 2 and 3"),
    (curve, {"x": [1, 3, 2]}, "x must increase, but 2 comes after 3"),
    (curve, {"y": [1, 10, 2000]}, "value 2000 is outside y_range=1 to 1000"),
    (curve, {"y": [1, 10, np.inf]}, "y must be finite numbers, not inf"),
    (curve, {"y_range": 5}, r"y_range must be \(lowest, highest\), not 5"),
    (curve, {"y_range": (5, 1)}, r"y_range\[0\]=5 is not below y_range\[1\]=1"),
    (curve, {"y_range": (0, 1e3), "log": True}, r"y_range\[0\]=0 does not fit a log"),
]


@pytest.mark.parametrize(("ask", "changes", "message"), WRONG)
def test_what_cannot_be_asked_is_named(ask, changes, message):
    with pytest.raises(ExploreError, match=f"^predict_{ask.__name__}: .*{message}"):
        ask(**changes)


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"depth": 7}, "asks for depth=7, which is not among 2, 10"),
        ({"bold": True}, "asks for bold=True; the choices are depth"),
    ],
)
def test_a_setting_that_the_figure_does_not_offer_is_named(setting, message):
    choice(figure=decay, **setting)
    with pytest.raises(ExploreError, match=message):
        explore(decay, depth=[2, 10])
    explore(decay, depth=[2, 10])  # asked once, told once


def test_it_reads_without_a_script_and_the_answer_stands_behind_a_click(kernel):
    choice(measured="It is <9> & more.")
    number(unit="units")
    curve()
    for bundle, question in zip(kernel, ["How many?"] * 2 + ["What shape?"], strict=True):
        assert bundle["text/plain"] == question
        html = bundle["text/html"]
        assert f"<fieldset><legend>{question}</legend>" in html
        assert 'class="prediction-buttons" hidden' in html
        assert html.count("<script") == html.count("</script>") == 1
        before_answer, answer = html.split("<details")
        assert "<form" not in html  # it would leave the notebook at a press of Enter
        assert "prediction-true" not in before_answer
        assert "Answer</summary>" in answer
    answers = [re.search(r"<p>([^>]*>?[^>]*>?.*?)</p></d", b["text/html"]) for b in kernel]
    assert [match.group(1) for match in answers] == [
        "<strong>ten.</strong> It is &lt;9&gt; &amp; more.",
        "9 units.",
        "norm 1 at layer 1 and 100 at layer 3.",
    ]
    assert 'class="prediction-true"' in kernel[2]["text/html"]


def test_what_was_not_measured_is_called_by_its_name(kernel):
    for ask in choice, number, curve:
        ask(how="worked out")
        messages = json.loads(
            re.search(r"json\">(.*)</script>", kernel[-1]["text/html"])[1]
        )
        said = messages["messages"]
        assert said["shown"] == "Worked out: {measured}"
        assert said["said"] == "You said: {guess}. Worked out: {measured}"
        assert said["both"] == "{yours}, as worked out"
        assert not [text for text in said.values() if "{how}" in text.lower()]
        assert not [text for text in said.values() if "easured." in text]


def test_in_a_terminal_it_prints_the_question(capsys):
    choice()
    assert capsys.readouterr().out == "How many?\n"


def test_it_names_the_next_figure_of_the_function_and_that_one_is_covered(
    kernel, monkeypatch
):
    monkeypatch.setenv(book_build.MODE, "static")
    explore(decay, depth=[2, 10], bold=[False, True])
    choice(figure=decay, depth=np.int64(2), bold=True)
    explore(decay, depth=[2, 10], bold=[False, True])
    explore(decay, depth=[2, 10])
    first, question, second, third = (bundle["text/html"] for bundle in kernel)
    assert 'data-figure="explore-decay-2"' in question
    assert 'data-setting="decay-2.depth=2&amp;decay-2.bold=yes"' in question
    assert 'id="explore-decay-2"' in second
    covered = [" data-asked>" in html for html in (first, second, third)]
    assert covered == [False, True, False]


def test_a_second_curve_comes_with_the_answer_and_both_have_names(kernel):
    curve(y_range=(0, 100), also=(("one", "the other"), [100, 50, 0]))
    html = kernel[0]["text/html"]
    data = re.search(r"json\">(.*)</script>", html).group(1)
    other = {"names": ["one", "the other"], "curve": [[0, 1], [0.5, 0.5], [1, 0]]}
    assert json.loads(data)["also"] == other
    pad, answer = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    for name in ("one", "the other"):
        assert name not in pad and f">{name}</text>" in answer
    with pytest.raises(ExploreError, match="value 200 is outside"):
        curve(y_range=(0, 100), also=(("one", "the other"), [100, 50, 200]))


def test_a_second_curves_name_lies_on_no_axis(kernel):
    for last in (100, 0):
        curve(y_range=(0, 100), also=(("one", "the other"), [100, 50, last]))
    heights = [
        float(re.search(r'y="([\d.]+)"[^>]*>the other<', shown["text/html"]).group(1))
        for shown in kernel
    ]
    assert heights == [42, 201]  # below the plane's top, above its bottom at 208


def test_places_may_stand_on_a_logarithmic_axis(kernel):
    predict_curve("What?", [1, 10, 100], [1, 2, 3], "x", "y", (1, 3), log_x=True)
    html = kernel[0]["text/html"]
    data = json.loads(re.search(r"json\">(.*)</script>", html).group(1))
    assert (
        [at for at, _ in data["curve"]] == [at for at, _ in data["handles"]] == [0, 0.5, 1]
    )
    assert all(f">{place}</text>" in html for place in (1, 10, 100))
    with pytest.raises(ExploreError, match="logarithmic"):
        predict_curve("What?", [0, 1], [1, 2], "x", "y", (1, 3), log_x=True)


def test_a_curve_keeps_its_places_on_the_pad(kernel):
    curve(log=True, y_range=(1, 1e4))
    data = re.search(r"json\">(.*)</script>", kernel[0]["text/html"]).group(1)
    assert json.loads(data)["curve"] == [[0, 0], [0.5, 0.25], [1, 0.5]]
    assert json.loads(data)["handles"] == [[0, "1"], [0.5, "2"], [1, "3"]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.2264, "0.226"),
        (-0.5, "−0.5"),
        (316227.8, "316,000"),
        (1e-8, "10⁻⁸"),
        (-3.16e-6, "−3.2 × 10⁻⁶"),
        (2.5e12, "2.5 × 10¹²"),
    ],
)
def test_numbers_are_written_as_one_reads_them(value, text):
    assert number_text(value) == text
