"""Packets carry plain data there and back, and nothing else gets through."""

import json
import os
import re
import threading

import numpy as np
import pytest

from nncourse.exercises.packing import LENGTH, BadPacket, Pipe, pack, unpack
from nncourse.exercises.safe_call import Fixture


def packet(header, data=b""):
    header = json.dumps(header).encode()
    return LENGTH.pack(len(header)) + header + data


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3).T,
        np.array([1, -1], np.int8),
        np.array(2.5, np.float32),
        np.zeros((0, 4)),
        np.array([True, False]),
        np.array([1j, np.nan]),
    ],
)
def test_an_array_comes_back_as_it_was(array):
    back = unpack(pack(array))
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert back.tobytes() == array.tobytes()
    assert back.flags.writeable


def test_a_tree_comes_back_as_it_was():
    tree = {"a": [None, True, 3, -0.5, "ü"], "b": (1, ({"c": []},)), "d": float("inf")}
    assert unpack(pack(tree)) == tree


def test_a_fixture_travels_to_the_learner_and_not_back():
    data = pack(Fixture("rng", (3,)))
    assert unpack(data, Fixture) == Fixture("rng", (3,))
    with pytest.raises(BadPacket, match="fixture"):
        unpack(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", None),
        (LENGTH.pack(99) + b"{}", None),
        (LENGTH.pack(2) + b"\xff\xff", None),
        (LENGTH.pack(10_000) + b"[" * 10_000, None),
        (packet(3, b"more"), "bytes are left over"),
        (packet({"array": ["<f8", [2]]}, bytes(8)), "longer than its packet"),
        (packet({"array": ["<f8", [2**40, 0]]}), "an array of shape"),
        (packet({"array": ["<f8", [-1]]}, bytes(8)), "an array of shape"),
        (packet({"array": ["<f8", [1] * 17]}, bytes(8)), "longer than its packet"),
        (packet({"array": ["|O", [1]]}, bytes(8)), "an array of '|O'"),
        (packet({"array": ["<f8"]}), None),
        (packet({"what": 1}), "called 'what'"),
        (packet({"tuple": [], "dict": []}), "none of ours"),
    ],
)
def test_bytes_of_another_make_are_refused(data, reason):
    with pytest.raises(BadPacket, match=reason and re.escape(reason)):
        unpack(data)


def test_what_is_no_plain_data_is_not_packed():
    with pytest.raises(TypeError, match="cannot pack a set"):
        pack([{1}])


def test_a_pipe_keeps_packets_apart():
    source, sink = os.pipe()
    pipe = Pipe(source, sink)
    large = bytes(1_000_000)  # more than the system takes at once
    writer = threading.Thread(target=lambda: [pipe.write(large), pipe.write(b"x")])
    writer.start()
    assert pipe.read() == large
    assert pipe.read() == b"x"
    writer.join()
    pipe.close()
