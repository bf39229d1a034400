"""The HTML of a figure reads without a script, and nothing in it can break out of it."""

import json
import re

import pytest
from matplotlib.figure import Figure

from nncourse.explore import ExploreError, book_build
from nncourse.explore.compression import decompress_frames
from nncourse.explore.frame import draw_frame
from nncourse.explore.interactive_figure import interactive_figure
from nncourse.explore.page_sizes import figures_in

MARKUP = '</script><script>alert("1")</script>'


@pytest.fixture(autouse=True)
def new_notebook(monkeypatch):
    """Figures are counted and weighed by kernel, which has one notebook."""
    monkeypatch.setattr(book_build, "id_counts", book_build.Counter())
    monkeypatch.setattr(book_build, "frame_bytes", {})


def test_the_default_frame_and_a_sentence_stand_in_the_page(activity, html):
    assert draw_frame(activity, activity.start, "activity") in html
    assert html.count("<svg") == 1
    sentence = re.search(r"<noscript><p>(.*?)</p>", html).group(1)
    assert sentence == (
        "This figure has 120 settings; turning it needs JavaScript. Shown here: "
        "depth 10, activation relu, palette magma, batch norm yes, step 0."
    )
    assert 'class="explore-controls" autocomplete="off" hidden' in html


def test_every_control_is_there_at_its_default_and_has_a_label(html):
    assert 'name="depth" min="0" max="1" step="1" value="1"' in html
    assert 'name="activation" value="0" checked> relu</label>' in html
    assert '<option value="1" selected>magma</option>' in html
    assert 'name="batch_norm" checked>' in html
    assert re.search('name="step".*explore-play', html)
    assert html.count("explore-play") == 1
    for name in ("depth", "palette", "batch_norm", "step"):
        assert re.search(rf'<(?:input|select)[^>]* id="explore-activity-{name}"', html)
        label = name.replace("_", " ")
        assert f'<label for="explore-activity-{name}">{label}</label>' in html
    assert "<legend>activation</legend>" in html


def test_the_frames_in_the_page_are_all_the_frames(activity, html):
    ((figure_id, data),) = figures_in(html)
    frames = decompress_frames(data["frames"])
    assert figure_id == "activity"
    assert [c["name"] for c in data["choices"]] == [c.name for c in activity.choices]
    assert len(set(frames)) == 120
    for setting in ((0, 0, 0, 0, 0), (1, 0, 3, 1, 2)):
        assert frames[activity.index(setting)] == draw_frame(activity, setting, "activity")


def test_names_values_and_descriptions_cannot_break_out():
    def title(word=MARKUP):
        drawn = Figure(figsize=(2, 2))
        drawn.suptitle(word)
        return drawn

    figure = interactive_figure(title, {"word": [MARKUP, "b"]}, labels={"word": MARKUP})
    html = book_build.static_html(figure)
    assert html.count("<script") == html.count("</script>") == 1
    assert "alert(&quot;1&quot;)" in html
    data = json.loads(re.search(r"json\">(.*?)</script>", html).group(1))
    assert data["choices"][0]["label"] == MARKUP


def small(height=1):
    return Figure(figsize=(1, height))


def test_the_same_function_twice_gets_two_names():
    figure = interactive_figure(small, {"height": [1, 2]})
    first, second = (book_build.static_html(figure) for _ in range(2))
    assert 'id="explore-small"' in first
    assert 'id="explore-small-2"' in second
    ids = [set(re.findall(r' id="([^"]*)"', html)) for html in (first, second)]
    assert not ids[0] & ids[1]


def test_a_page_over_its_budget_names_its_figures(monkeypatch):
    figure = interactive_figure(small, {"height": [1, 2]})
    book_build.static_html(figure)
    (size,) = book_build.frame_bytes.values()
    monkeypatch.setattr(book_build, "PAGE_BUDGET", size * 3 // 2)
    message = r"explore\(small\): the page's frames come to more than .* small .* small-2 "
    with pytest.raises(ExploreError, match=message):
        book_build.static_html(figure)
