"""The picture shown where a page's link is shared: the page's title, 1200 by 630 pixels."""

from pathlib import Path
from textwrap import wrap

import matplotlib
from PIL import Image, ImageDraw, ImageFont

SIZE = 1200, 630
BACKGROUND, TITLE, SUBTITLE, BARS = "#10222e", "#ffffff", "#9fb6c3", "#e69f00"
FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")


def draw_social_card(path, title, course):
    """Write the picture; bars shrink to the left as a gradient does down the layers."""
    card = Image.new("RGB", SIZE, BACKGROUND)
    draw = ImageDraw.Draw(card)
    for layer in range(12):
        height = 230 * 0.72**layer
        right = 1140 - 92 * layer
        draw.rectangle((right - 60, 590 - height, right, 590), fill=BARS)
    large = ImageFont.truetype(FONTS / "DejaVuSans-Bold.ttf", 68)
    small = ImageFont.truetype(FONTS / "DejaVuSans.ttf", 32)
    draw.multiline_text((60, 60), "\n".join(wrap(title, 26)[:4]), TITLE, large, spacing=14)
    if title != course:
        outline = {"stroke_width": 8, "stroke_fill": BACKGROUND}
        draw.text((60, 540), course, SUBTITLE, small, **outline)
    path.parent.mkdir(parents=True, exist_ok=True)
    card.save(path, optimize=True)
