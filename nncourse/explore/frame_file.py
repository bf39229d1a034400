"""The frames of a page's figures as a script beside the page.

They are most of a page's bytes and no first sight needs them, so the page does not make its
reader wait for them: the player loads them once the page is there, or before, when a
figure is near. It is a script and no JSON, since a page opened from the disk may load
nothing else.
"""

import json
import re

from nncourse.explore.figure_html import as_script

DATA = re.compile(
    r'(<figure class="explore[^>]*id="explore-([^"]*)"(?:(?!</figure>).)*?'
    r'<script type="application/json">)(.*?)(?=</script>)',
    re.DOTALL,
)
BEFORE, AFTER = "window.explore = { ...window.explore, frames: ", " };\n"


def without_frames(html):
    """A page's HTML without the frames of its figures, and {figure's id: its frames}."""
    taken = {}

    def take(found):
        data = json.loads(found[3])
        taken[found[2]] = data.pop("frames")
        return found[1] + as_script(data)

    return DATA.sub(take, html), taken


def frame_file(frames):
    """The script's text."""
    return f"{BEFORE}{json.dumps(frames)}{AFTER}"


def frames_in(text):
    """{figure's id: its frames} of a script's text."""
    return json.loads(text.removeprefix(BEFORE).removesuffix(AFTER))
