"""The HTML of a figure reads without a script, and nothing in it can break out of it."""

import json
import re

from matplotlib.figure import Figure

from nncourse.explore import build
from nncourse.explore.choices import study_of
from nncourse.explore.pack import unpack
from nncourse.explore.report import figures_in, lines_of, too_heavy, weigh

EVIL = '</script><script>alert("1")</script>'


def shown(function, describe=None, labels=None, play="step", **lists):
    return build.html_of(study_of(function, play, describe, labels or {}, lists))


def test_the_default_picture_and_a_sentence_stand_in_the_page(figures):
    html = shown(figures.wave, **figures.WAVE)
    assert html.count("<svg") == 1
    assert "frequency 2, shape sine, grid yes, step 0" in html
    sentence = re.search(r"<noscript><p>(.*?)</p>", html).group(1)
    assert sentence.startswith("This figure has 60 settings; turning it needs JavaScript.")
    assert 'class="explore-controls" autocomplete="off" hidden' in html
    for control in ('type="range"', 'type="radio"', 'type="checkbox"', "explore-play"):
        assert control in html


def test_every_control_has_a_label(figures):
    html = shown(figures.heat, **figures.HEAT)
    for ident in re.findall(r'<(?:input|select)[^>]* id="([^"]*)"', html):
        assert f'<label for="{ident}">' in html
    assert "falling by" in html


def test_the_frames_in_the_page_are_all_the_pictures(figures):
    html = shown(figures.heat, **figures.HEAT)
    ((_, state),) = figures_in(html)
    pictures = unpack(state["frames"])
    assert len(set(pictures)) == 30
    assert [c["name"] for c in state["choices"]] == ["size", "palette", "falling_by"]
    assert pictures[1 * 10 + 0 * 2 + 1] in html


def test_names_values_and_descriptions_cannot_break_out():
    def figure(word=EVIL):
        drawn = Figure(figsize=(2, 2))
        drawn.suptitle(word)
        return drawn

    html = shown(figure, labels={"word": EVIL}, word=[EVIL, "b"])
    assert html.count("<script") == html.count("</script>") == 1
    assert "alert(&quot;1&quot;)" in html
    assert json.loads(re.search(r"json\">(.*?)</script>", html).group(1))


def test_the_same_function_twice_gets_two_names(figures, monkeypatch):
    monkeypatch.setattr(build, "shown", build.Counter())
    first, second = (shown(figures.heat, size=[4, 8]) for _ in range(2))
    assert 'id="explore-heat"' in first
    assert 'id="explore-heat-2"' in second
    ids = [set(re.findall(r' id="([^"]*)"', html)) for html in (first, second)]
    assert not ids[0] & ids[1]


def test_the_report_weighs_every_page_and_names_what_is_too_heavy(figures, tmp_path):
    (tmp_path / "a.html").write_text(shown(figures.wave, **figures.WAVE), encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>nothing</p>", encoding="utf-8")
    pages = weigh(tmp_path)
    assert list(pages) == ["a.html"]
    assert too_heavy(pages) == []
    assert "a.html: frames" in next(lines_of(pages))
    pages["a.html"]["frames"] = 600_001
    assert too_heavy(pages) == ["a.html"]
