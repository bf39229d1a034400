"""Many frames of one figure as one small block of text.

Frames of a figure share nearly all of their elements. The default frame is stored whole;
every other is a list of splices into it, whose new elements stand once in a common table
in the order of the place they go to, so that gzip finds similar ones side by side.
"""

import base64
import gzip
import json
import re
from difflib import SequenceMatcher

TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")


def compress_frames(frames, start):
    """The frames, a list of SVG strings, gzipped in base64; `start` indexes the default."""
    base = TAG_OR_TEXT.findall(frames[start])
    spliced = [splices(base, TAG_OR_TEXT.findall(frame)) for frame in frames]
    table = {}
    for piece in base:
        table.setdefault(piece, len(table))
    inserted = [
        (at, k, n, piece)
        for n, frame in enumerate(spliced)
        for at, _, pieces in frame
        for k, piece in enumerate(pieces)
    ]
    for *_, piece in sorted(inserted):
        table.setdefault(piece, len(table))
    content = {
        "pieces": list(table),
        "base": [table[piece] for piece in base],
        "frames": [
            [[at, n, *(table[piece] for piece in pieces)] for at, n, pieces in frame]
            for frame in spliced
        ],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def splices(base, pieces):
    """What turns base into pieces: (index, how many are removed, what is inserted)."""
    if len(base) != len(pieces):
        matcher = SequenceMatcher(None, base, pieces, autojunk=False)
        return [
            (a, b - a, pieces[c:d])
            for kind, a, b, c, d in matcher.get_opcodes()
            if kind != "equal"
        ]
    out = []
    for i, (old, new) in enumerate(zip(base, pieces, strict=True)):
        if old == new:
            continue
        if out and out[-1][0] + out[-1][1] == i:
            at, n, inserted = out[-1]
            out[-1] = (at, n + 1, [*inserted, new])
        else:
            out.append((i, 1, [new]))
    return out


def decompress_frames(text):
    """The frames again: what the page's script does, in Python, for tests."""
    content = json.loads(gzip.decompress(base64.b64decode(text)))
    base, pieces, frames = content["base"], content["pieces"], []
    for changes in content["frames"]:
        frame, at = [], 0
        for start, n, *inserted in changes:
            frame += base[at:start] + inserted
            at = start + n
        frames.append("".join(pieces[i] for i in frame + base[at:]))
    return frames
