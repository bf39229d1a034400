"""Compressed frames are restored exactly, and are few bytes."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from nncourse.explore.compression import compress_frames, decompress_frames

PIECES = ["<g>", "</g>", '<path d="M0 0"/>', "<text>", "</text>", "β & x"]
frame_lists = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=12), min_size=1, max_size=6
)


@given(frame_lists, st.data())
def test_frames_are_restored(lists, data):
    frames = ["<svg>" + "".join(pieces) + "</svg>" for pieces in lists]
    start = data.draw(st.integers(0, len(frames) - 1))
    assert decompress_frames(compress_frames(frames, start)) == frames


def test_what_frames_share_is_stored_once_and_no_time_of_day():
    frames = [f"<svg>{'<g></g>' * 500}<path d='{n}'/></svg>" for n in range(200)]
    text = compress_frames(frames, 3)
    assert len(text) < 4000
    assert base64.b64decode(text)[4:8] == bytes(4)  # gzip's field for the time
