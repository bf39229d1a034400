"""Many pictures of one figure as one small block of text.

Frames of a figure share nearly all of their elements. The default frame is kept whole;
every other is a list of splices into it, whose new elements stand once in a common table
in the order of the place they go to, so that gzip finds the like beside the like.
"""

import base64
import gzip
import json
import re
from difflib import SequenceMatcher

PIECE = re.compile(r"<[^>]*>|[^<]+")


def pack(frames, start):
    """The frames, gzipped and in base64; `unpack` and the page's script read it."""
    base = PIECE.findall(frames[start])
    spliced = [splices(base, PIECE.findall(frame)) for frame in frames]
    table = {}
    for piece in base:
        table.setdefault(piece, len(table))
    fresh = [
        (at, k, n, piece)
        for n, frame in enumerate(spliced)
        for at, _, pieces in frame
        for k, piece in enumerate(pieces)
    ]
    for *_, piece in sorted(fresh):
        table.setdefault(piece, len(table))
    packed = {
        "pieces": list(table),
        "base": [table[piece] for piece in base],
        "frames": [
            [[at, n, *(table[piece] for piece in pieces)] for at, n, pieces in frame]
            for frame in spliced
        ],
    }
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def splices(base, pieces):
    """(place, how many pieces of base go, the pieces that come), in order."""
    if len(base) == len(pieces):
        changed, runs = (
            [i for i, (a, b) in enumerate(zip(base, pieces, strict=True)) if a != b],
            [],
        )
        for i in changed:
            if runs and runs[-1][0] + runs[-1][1] == i:
                at, n, new = runs[-1]
                runs[-1] = (at, n + 1, [*new, pieces[i]])
            else:
                runs.append((i, 1, [pieces[i]]))
        return runs
    matcher = SequenceMatcher(None, base, pieces, autojunk=False)
    return [
        (a, b - a, pieces[c:d])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def unpack(text):
    """The frames again: what the page's script does, in Python, for tests and reports."""
    packed = json.loads(gzip.decompress(base64.b64decode(text)))
    pieces, frames = packed["pieces"], []
    for changes in packed["frames"]:
        frame, at = [], 0
        for start, n, *new in changes:
            frame += packed["base"][at:start] + new
            at = start + n
        frames.append("".join(pieces[i] for i in frame + packed["base"][at:]))
    return frames
