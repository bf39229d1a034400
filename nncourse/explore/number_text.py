"""A measured number as a reader sees it beside a guess."""

from nncourse.explore.log_labels import SUPERSCRIPTS


def number_text(value):
    """Three digits: 0.226, 316,000, and beyond that 3.2 × 10⁻⁶ or 10⁻⁸."""
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return f"{float(f'{value:.3g}'):,.10g}".replace("-", "−")
    mantissa, exponent = f"{value:.1e}".split("e")
    text = f"{mantissa} × 10{str(int(exponent)).translate(SUPERSCRIPTS)}"
    return text.replace("1.0 × ", "").replace("-", "−")
