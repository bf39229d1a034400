"""Plain data as bytes and back, with nothing in between that could run code.

A packet is the length of its header, a header in JSON, and the arrays' own bytes. The
grader exchanges packets with the processes in which submissions run, so unpacking trusts
nothing. This file is loaded by its path into those processes.
"""

import json
import os
import struct

import numpy as np

LARGEST = 64_000_000  # bytes of a packet
LENGTH = struct.Struct(">I")


class BadPacket(ValueError):
    """Bytes that `pack` did not make."""


class Pipe:
    """Packets over two file descriptors, each preceded by its length."""

    def __init__(self, source, sink):
        self.source, self.sink = source, sink

    def read(self):
        return self._exactly(*LENGTH.unpack(self._exactly(LENGTH.size)))

    def write(self, data):
        data = memoryview(LENGTH.pack(len(data)) + data)
        while data:
            data = data[os.write(self.sink, data) :]

    def close(self):
        os.close(self.source), os.close(self.sink)

    def _exactly(self, n):
        parts = []
        while n:
            part = os.read(self.source, min(n, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            n -= len(part)
        return b"".join(parts)


def pack(tree):
    """`tree` of None, bool, int, float, str, arrays, lists, tuples and dicts, as bytes."""
    buffers = []
    header = json.dumps(_pack(tree, buffers)).encode()
    return LENGTH.pack(len(header)) + header + b"".join(buffers)


def unpack(data, fixture=None):
    """The tree that was packed. Raises BadPacket on bytes that `pack` did not make.

    `fixture(maker, args)` is called for each argument that the receiver makes itself;
    without it there may be none, as in an answer.
    """
    try:
        (length,) = LENGTH.unpack_from(data)
        start = LENGTH.size + length
        header = json.loads(data[LENGTH.size : start])
        tree, end = _unpack(header, data, start, fixture)
    except BadPacket:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, struct.error) as error:
        raise BadPacket(str(error)) from None
    if end != len(data):
        raise BadPacket("bytes are left over")
    return tree


def _pack(v, buffers):
    if v is None or type(v) in (bool, int, float, str):
        return v
    if isinstance(v, np.ndarray):
        v = np.ascontiguousarray(v).reshape(v.shape)
        buffers.append(v.tobytes())
        return {"array": [v.dtype.str, list(v.shape)]}
    if type(v) is tuple:
        return {"tuple": [_pack(inner, buffers) for inner in v]}
    if type(v) is list:
        return [_pack(inner, buffers) for inner in v]
    if type(v) is dict:
        return {"dict": [[k, _pack(inner, buffers)] for k, inner in v.items()]}
    if hasattr(v, "maker"):
        return {"fixture": [v.maker, _pack(tuple(v.args), buffers)]}
    raise TypeError(f"cannot pack a {type(v).__name__}")


def _unpack(v, data, at, fixture):
    if v is None or type(v) in (bool, int, float, str):
        return v, at
    if type(v) is list:
        return _unpack_all(v, data, at, fixture)
    if type(v) is not dict or len(v) != 1:
        raise BadPacket("a header entry that is none of ours")
    (kind, body), *_ = v.items()
    if kind == "array":
        return _unpack_array(*body, data, at)
    if kind == "tuple":
        items, at = _unpack_all(body, data, at, fixture)
        return tuple(items), at
    if kind == "dict":
        values, at = _unpack_all([value for _, value in body], data, at, fixture)
        return {str(key): value for (key, _), value in zip(body, values, strict=True)}, at
    if kind == "fixture" and fixture is not None:
        args, at = _unpack(body[1], data, at, fixture)
        return fixture(body[0], args), at
    raise BadPacket(f"a header entry called {kind!r}")


def _unpack_all(items, data, at, fixture):
    values = []
    for item in items:
        value, at = _unpack(item, data, at, fixture)
        values.append(value)
    return values, at


def _unpack_array(name, shape, data, at):
    if type(name) is not str or name[:1] not in "<>|=" or name[1:2] not in tuple("biufc"):
        raise BadPacket(f"an array of {name!r}")
    dtype = np.dtype(name)
    if not all(type(side) is int and 0 <= side <= LARGEST for side in shape):
        raise BadPacket(f"an array of shape {shape!r}")
    size = dtype.itemsize
    for side in shape:
        size *= side
    if len(shape) > 16 or size > len(data) - at:
        raise BadPacket("an array longer than its packet")
    array = np.frombuffer(data, dtype, size // dtype.itemsize, at).reshape(shape).copy()
    return array, at + size
