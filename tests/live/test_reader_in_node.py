"""The lines of the reader's network carry what numpy computes, and its words say that."""

import json
import subprocess
from pathlib import Path

import numpy as np
import playwright
import pytest

from nncourse import softmax_cross_entropy
from nncourse.live.show_bench import DIGITS
from nncourse.live.show_reader import logits, reader_data

HERE = Path(__file__).parent
NODE = Path(playwright.__file__).parent / "driver" / "node"
MANY = {"pixels": 12, "votes": 7}
LIT = 0.01


@pytest.fixture(scope="module")
def at_work():
    """(what the reader says, the label, what numpy computes) of each of three images."""
    data = reader_data()
    images = [data["digits"]["test"][0], *data["digits"]["wrong"][:2]]
    cases = [
        {"network": data["network"], "letters": letters, "meant": label, "many": MANY}
        | {"messages": data["messages"]}
        for label, letters in images
    ]
    found = in_node("reader_at_work.js", cases)
    computed = [compute(letters) for _, letters in images]
    labels = [label for label, _ in images]
    return list(zip(found, labels, computed, strict=True))


def in_node(runner, cases):
    """What a runner in this folder makes of each case, in Node."""
    node = subprocess.run(
        [NODE, HERE / "in_node.js", HERE / runner],
        input=json.dumps(cases),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert node.returncode == 0, node.stderr
    return json.loads(node.stdout)


def compute(letters):
    """{"into": pixel times weight, "b", "h", "votes": h times weight, "logits", "p"} of
    an image.
    """
    first, _, second = reader_data()["network"]["layers"]
    x = np.array([(ord(letter) - 97) / 16 for letter in letters])
    into, b = x[:, None] * first["W"], np.array(first["b"])
    h = np.maximum(0, into.sum(axis=0) + b)
    z = logits(x[None])
    p = softmax_cross_entropy(z, np.array([0]))[1][0] + np.eye(10)[0]
    votes = h[:, None] * second["W"]
    return {"into": into, "b": b, "h": h, "votes": votes, "logits": z[0], "p": p}


def test_what_is_lit_is_what_says_something(at_work):
    for found, _, numbers in at_work:
        assert found["lit"]["units"] == np.flatnonzero(numbers["h"]).tolist()
        assert found["lit"]["outputs"] == np.flatnonzero(numbers["p"] >= LIT).tolist()


def test_the_strongest_lines_into_what_is_lit_are_drawn(at_work):
    for found, label, numbers in at_work:
        outputs = sorted({*np.flatnonzero(numbers["p"] >= LIT), label})
        layers = (
            (numbers["into"], np.flatnonzero(numbers["h"]), MANY["pixels"]),
            (numbers["votes"], outputs, MANY["votes"]),
        )
        for lines, (carried, into, many) in zip(found["lines"], layers, strict=True):
            sizes = np.sort(np.abs(carried[:, into]), axis=None)[::-1]
            sizes = sizes[sizes > 0][:many]
            assert np.allclose([abs(line["value"]) for line in lines], sizes)
            for line in lines:
                assert line["value"] == pytest.approx(carried[line["from"], line["to"]])


def test_the_sentences_name_what_is_lit_and_the_strongest_vote(at_work):
    for found, _, numbers in at_work:
        likeliest = numbers["p"].argmax()
        votes = numbers["votes"][:, likeliest]
        unit = np.abs(votes).argmax()
        units = ", ".join(map(str, np.flatnonzero(numbers["h"])))
        assert f"at the top: {units}. Lit outputs: " in found["said"]
        vote = f"{votes[unit]:+.1f}".replace("-", "\N{MINUS SIGN}")
        strongest = f"Unit {unit}, with the ring, has the strongest vote on the {likeliest}"
        assert found["said"].endswith(f"{strongest}: {vote}.")


def test_one_unit_is_followed_from_its_pixels_to_its_votes(at_work):
    for found, _, numbers in at_work:
        for unit, one in enumerate(found["units"]):
            into, votes = numbers["into"][:, unit], numbers["votes"][unit]
            assert one["sum"] == pytest.approx(into.sum())
            assert max(0, one["sum"] + one["bias"]) == pytest.approx(one["h"], abs=1e-9)
            assert len(one["lines"][0]) == np.count_nonzero(into)
            assert len(one["lines"][1]) == np.count_nonzero(votes)
            row, column = divmod(np.abs(into).argmax(), 8)
            assert f"row {row}, column {column} (from 0 " in one["said"]
            if votes.any():
                digit, best = np.abs(votes).argmax(), numbers["p"].argmax()
                assert f"vote, on the {digit}: " in one["said"]
                logit, most = (f"{numbers['logits'][k]:+.2f}" for k in (digit, best))
                ends = f" the logit {logit}"
                if digit != best:
                    ends += f", the {best} at {most}"
                assert one["said"].endswith(ends.replace("-", "\N{MINUS SIGN}") + ".")
            else:
                assert one["said"].endswith("So it has no vote.")


def test_it_learns_as_in_the_chapter_from_digits_that_it_will_not_be_shown():
    data = reader_data()
    shown = [letters for some in data["digits"].values() for _, letters in some]
    written = json.loads(DIGITS.read_text(encoding="utf-8"))
    case = {"untrained": data["untrained"], "written": written, "shown": shown}
    [found] = in_node("reader_training.js", [case])
    shares = found["shares"]
    assert len(shares) == 20 and shares[0] < 0.6 < 0.91 < shares[-1] < 0.98
    assert found["kept"] == round(1797 / 4) and not set(shown) & set(found["letters"])
    assert 1797 - 449 - len(shown) <= len(found["letters"]) < 1797 - 449
    assert found["steps"] == found["inAll"] == len(found["losses"])
    assert found["steps"] == 20 * np.ceil(len(found["letters"]) / 64)
    first, last = np.reshape(found["losses"], (20, -1)).mean(axis=1)[[0, -1]]
    assert abs(found["losses"][0] - np.log(10)) < 0.3 and first > 5 * last
