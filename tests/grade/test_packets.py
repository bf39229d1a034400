"""What `pack` makes comes back the same; anything else is refused before it costs much."""

import json
import tracemalloc

import numpy as np
import pytest

from nncourse.grade.packets import (
    MAX_ARRAYS,
    MAX_HEADER,
    PREFIX,
    BadPacket,
    bounded_lengths,
    pack,
    unpack,
)


def there_and_back(tree):
    data = pack(tree)
    header, arrays = bounded_lengths(data[: PREFIX.size])
    body = data[PREFIX.size :]
    assert len(body) == header + arrays
    return unpack(body[:header], body[header:])


def test_plain_data_comes_back_the_same():
    tree = {"a": [1, 2.5, None, True, "ü"], "b": (1, (2,)), "c": {"d": []}}
    assert there_and_back(tree) == tree


@pytest.mark.parametrize("code", list("?bBhHiIqQefdgFD"))
def test_arrays_come_back_the_same(code):
    array = np.arange(6).reshape(2, 3).astype(code)
    result = there_and_back({"x": array, "y": [array[:, 1:], np.array(3, code)]})
    assert result["x"].dtype == array.dtype and (result["x"] == array).all()
    assert (result["y"][0] == array[:, 1:]).all() and result["y"][1].shape == ()


@pytest.mark.parametrize(
    "header",
    [
        {"array": ["<f8, (2,)", [1]]},
        {"array": ["O", [1]]},
        {"array": ["|V8", [1]]},
        {"array": [["<f8"], [1]]},
        {"array": ["<f8", [-1]]},
        {"array": ["<f8", [True]]},
        {"array": ["<f8", [10**30]]},
        {"array": ["<f8", [10**9] * 16]},
        {"array": ["<f8", [1] * 40]},
        {"array": ["<f8", 2]},
        {"array": []},
        {"tuple": 3},
        {"tuple": {"a": 1}},
        {"dict": [[1, 2]]},
        {"dict": [["a"]]},
        {"dict": 5},
        {"fixture": ["rng", {"tuple": [3]}]},
        {"other": 1},
        {"a": 1, "b": 2},
        {},
        10**25,
        [[[[[[[[[[]]]]]]]]] * 2],
    ],
    ids=str,
)
def test_other_headers_are_refused(header):
    text = json.dumps(header) if header != [[[[[[[[[[]]]]]]]]] * 2] else "[" * 60 + "]" * 60
    with pytest.raises(BadPacket):
        unpack(text.encode(), bytes(8))


@pytest.mark.parametrize("header", [b"", b"{", b"\xff", b"1 2", b"[" * 100_000])
def test_what_is_no_json_is_refused(header):
    with pytest.raises(BadPacket):
        unpack(header, b"")


def test_bytes_left_over_are_refused():
    with pytest.raises(BadPacket, match="left over"):
        unpack(b"1", b"x")


@pytest.mark.parametrize(
    "lengths", [(MAX_HEADER + 1, 0), (0, MAX_ARRAYS + 1), (2**32 - 1,) * 2]
)
def test_a_long_packet_is_refused_by_its_first_bytes(lengths):
    with pytest.raises(BadPacket, match="long"):
        bounded_lengths(PREFIX.pack(*lengths))


def test_the_longest_header_costs_little_memory():
    header = b"[" + b"[]," * (MAX_HEADER // 3 - 1) + b"0]"
    tracemalloc.start()
    unpack(header, b"")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000
