"""The picture that a page shows where its link is shared: its title, 1200 by 630."""

from pathlib import Path
from textwrap import wrap

import matplotlib
from PIL import Image, ImageDraw, ImageFont

SIZE = 1200, 630
PAPER, INK, SOFT, WARM = "#10222e", "#ffffff", "#9fb6c3", "#e69f00"
FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")


def draw_card(target, title, course):
    """Bars that shrink from right to left: a gradient on its way down the layers."""
    card = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(card)
    for layer in range(12):
        height = 230 * 0.72**layer
        right = 1140 - 92 * layer
        draw.rectangle((right - 60, 590 - height, right, 590), fill=WARM)
    large = ImageFont.truetype(FONTS / "DejaVuSans-Bold.ttf", 68)
    small = ImageFont.truetype(FONTS / "DejaVuSans.ttf", 32)
    draw.multiline_text((60, 60), "\n".join(wrap(title, 26)[:4]), INK, large, spacing=14)
    if title != course:
        draw.text((60, 540), course, SOFT, small, stroke_width=8, stroke_fill=PAPER)
    target.parent.mkdir(parents=True, exist_ok=True)
    card.save(target, optimize=True)
