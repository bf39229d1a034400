"""Plain data as bytes and back, with nothing in between that could run code.

A packet is two lengths, a header in JSON and the arrays' own bytes. Grader and submission
talk in packets; the grader trusts none that it gets, so `unpack` accepts only what `pack`
makes, and lengths are bounded before anything is read. This file needs numpy alone: it is
also loaded inside the sandbox.
"""

import json
import struct

import numpy as np

PREFIX = struct.Struct(">II")  # length of the header, length of the arrays
MAX_HEADER = 1_000_000
MAX_ARRAYS = 16_000_000
MAX_DEPTH = 40
MAX_DIMENSIONS = 16
DTYPES = {  # fixed, since np.dtype(text) parses whatever it gets
    np.dtype(code).newbyteorder("<").str: np.dtype(code).newbyteorder("<")
    for code in ["?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "f", "d", "g", "F", "D"]
}


class BadPacket(ValueError):
    """Bytes that `pack` did not make."""


def pack(tree):
    """`tree` of None, bool, int, float, str, arrays, lists, tuples and dicts, as bytes."""
    buffers = []
    header = json.dumps(_pack(tree, buffers)).encode()
    arrays = b"".join(buffers)
    return PREFIX.pack(len(header), len(arrays)) + header + arrays


def bounded_lengths(prefix):
    """(length of the header, length of the arrays); BadPacket where one is too long."""
    header, arrays = PREFIX.unpack(prefix)
    if header > MAX_HEADER or arrays > MAX_ARRAYS:
        raise BadPacket("a packet that is too long")
    return header, arrays


def unpack(header, arrays, fixture=None):
    """The tree that `pack` was called with. Raises BadPacket on anything else.

    `fixture(maker, args)` makes the arguments that are no plain data; a reply has none.
    """
    try:
        tree, end = _unpack(json.loads(header), arrays, 0, fixture, 0)
    except BadPacket:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, struct.error) as error:
        raise BadPacket(str(error)) from None
    if end != len(arrays):
        raise BadPacket("bytes are left over")
    return tree


def _pack(v, buffers):
    if v is None or type(v) in (bool, int, float, str):
        return v
    if isinstance(v, np.ndarray):
        dtype = v.dtype.newbyteorder("<")
        buffers.append(v.astype(dtype, copy=False).tobytes())
        return {"array": [dtype.str, list(v.shape)]}
    if type(v) is tuple:
        return {"tuple": [_pack(inner, buffers) for inner in v]}
    if type(v) is list:
        return [_pack(inner, buffers) for inner in v]
    if type(v) is dict:
        return {"dict": [[k, _pack(inner, buffers)] for k, inner in v.items()]}
    if hasattr(v, "maker"):
        return {"fixture": [v.maker, _pack(tuple(v.args), buffers)]}
    raise TypeError(f"cannot pack a {type(v).__name__}")


def _unpack(v, arrays, at, fixture, depth):
    if depth > MAX_DEPTH:
        raise BadPacket("lists within lists too deep")
    if type(v) is int and not -(2**63) < v < 2**64:
        raise BadPacket("a whole number of more than 64 bits")
    if v is None or type(v) in (bool, int, float, str):
        return v, at
    if type(v) is list:
        return _unpack_all(v, arrays, at, fixture, depth)
    if type(v) is not dict or len(v) != 1:
        raise BadPacket("a header entry of no known form")
    ((kind, body),) = v.items()
    if kind == "array":
        return _unpack_array(*body, arrays, at)
    if kind == "tuple":
        items, at = _unpack_all(body, arrays, at, fixture, depth)
        return tuple(items), at
    if kind == "dict":
        keys = [key for key, _ in body]
        values, at = _unpack_all([value for _, value in body], arrays, at, fixture, depth)
        if not all(type(key) is str for key in keys):
            raise BadPacket("a key that is no text")
        return dict(zip(keys, values, strict=True)), at
    if kind == "fixture" and fixture is not None:
        args, at = _unpack(body[1], arrays, at, fixture, depth + 1)
        return fixture(body[0], args), at
    raise BadPacket(f"a header entry called {kind[:40]!r}")


def _unpack_all(items, arrays, at, fixture, depth):
    if type(items) is not list:
        raise BadPacket("no list where one belongs")
    values = []
    for item in items:
        value, at = _unpack(item, arrays, at, fixture, depth + 1)
        values.append(value)
    return values, at


def _unpack_array(name, shape, arrays, at):
    if type(name) is not str or name not in DTYPES:
        raise BadPacket("an array of no known type")
    sides = type(shape) is list and len(shape) <= MAX_DIMENSIONS
    if not sides or not all(type(n) is int and 0 <= n <= 10**9 for n in shape):
        raise BadPacket("an array of no possible shape")
    dtype, count = DTYPES[name], 1
    for n in shape:
        count *= n
    end = at + count * dtype.itemsize
    if end > len(arrays):
        raise BadPacket("an array longer than its packet")
    array = np.frombuffer(arrays, dtype, count, at).reshape(shape).copy()
    return array.astype(dtype.newbyteorder("="), copy=False), end
