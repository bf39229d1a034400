"""What a learner has solved is kept and never lost; what is next; the solution."""

import threading

import pytest

from nncourse.exercises import check, json_lines, progress, saved_progress, solution
from nncourse.exercises.course import chapters
from nncourse.exercises.messages import MESSAGES
from tests.exercises.answers import QUESTIONS, softmax


@pytest.fixture
def shown(capsys):
    """Calls `progress` and returns what it printed."""

    def call():
        capsys.readouterr()
        progress()
        return capsys.readouterr().out

    return call


def test_progress_is_kept_and_never_lost(progress_file, shown):
    check("chance_loss", 2.302585)
    check("chance_loss", 1.0)  # worse, later
    check("softmax", lambda z: z)
    assert saved_progress.read()[0] == {"chance_loss": 10, "softmax": 0}
    size = progress_file.stat().st_size
    check("chance_loss", 2.302585)
    assert progress_file.stat().st_size == size  # run again, nothing new to save
    with open(progress_file, "ab") as f:
        f.write(b'{"question": "one_h')  # the plug was pulled here
    check("one_hot", QUESTIONS["one_hot"].reference)
    assert saved_progress.read() == ({"chance_loss": 10, "softmax": 0, "one_hot": 15}, 1)
    text = shown()
    assert "1  Reading digits                          25 of 100" in text
    assert "25 of 900" in text
    assert "Next: softmax in chapter 1, 20 points." in text
    assert "1 unreadable lines" in text


def test_what_is_next_is_in_the_chapter_at_hand(shown):
    check("ten_slopes", 1.0)
    check("logits_grow", 1.5**12)
    assert "Next: step_length in chapter 4, 10 points." in shown()
    check("ten_slopes", 0.25**10)
    assert "Next: sigmoid_backward in chapter 3, 15 points." in shown()
    for question in chapters()[2].questions:
        saved_progress.save(question.name, question.points)
    assert "Next: chance_loss in chapter 1, 10 points." in shown()


def test_all_done_is_said(shown):
    for name, question in QUESTIONS.items():
        saved_progress.save(name, question.points)
    assert MESSAGES["done"] in shown()


def test_a_file_that_is_no_progress_is_left_where_it_is(progress_file):
    progress_file.parent.mkdir()
    progress_file.write_bytes(b"\x00\xffnot ours\n[1]\n{}\n")
    check("chance_loss", 2.302585)
    assert progress_file.read_bytes().startswith(b"\x00\xffnot ours\n[1]\n{}\n")
    assert saved_progress.read() == ({"chance_loss": 10}, 3)


def test_a_place_that_cannot_be_written_is_said(monkeypatch, tmp_path, checked):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NNCOURSE_PROGRESS", str(tmp_path / "file" / "progress.jsonl"))
    points, text = checked("chance_loss", 2.302585)
    assert points == 10 and "could not be saved" in text
    progress()


def test_two_notebooks_at_once_lose_nothing():
    names = [f"q{i}" for i in range(40)]
    threads = [
        threading.Thread(target=saved_progress.save, args=(name, 5)) for name in names
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert saved_progress.read() == (dict.fromkeys(names, 5), 0)


def test_a_row_stands_on_a_line_of_its_own_whatever_came_before(tmp_path):
    path = tmp_path / "rows.jsonl"
    json_lines.append(path, {"a": "ü\n"})
    with open(path, "ab") as f:
        f.write(b'{"cut o')
    json_lines.append(path, [1])
    assert path.read_bytes() == b'{"a": "\\u00fc\\n"}\n{"cut o\n[1]\n'


def test_the_solution_is_the_reference_and_comes_after_an_attempt(capsys):
    question = QUESTIONS["softmax"]
    solution("softmax")
    assert "try it first" in capsys.readouterr().out
    check("softmax", lambda z: z)
    capsys.readouterr()
    solution(softmax)
    assert question.solution.rstrip() in capsys.readouterr().out
