"""The chain rule on c = 2 max(0, s t) + 5 s: its numbers, its slopes, and a check of them.

The nodes between are q = s t, r = max(0, q), m = 2 r and k = 5 s.
"""

ARROWS = ["mc", "kc", "sk", "rm", "qr", "tq", "sq"]  # from, to; as they are walked back
NUDGE = 0.1  # what the check adds to s


def forward(s, t):
    """{node: its number} for c = 2 max(0, s t) + 5 s."""
    q = s * t
    r = max(0, q)
    return {"s": s, "t": t, "q": q, "r": r, "m": 2 * r, "k": 5 * s, "c": 2 * r + 5 * s}


def arrow_slopes(s, t):
    """{arrow: how fast the number at its head grows with the one at its tail}."""
    on = int(s * t > 0)
    return {"mc": 1, "kc": 1, "sk": 5, "rm": 2, "qr": on, "tq": s, "sq": t}


def backward(s, t):
    """({node: c's slope in it}, the two shares of which that of s is made)."""
    local, slopes, shares = arrow_slopes(s, t), {"c": 1}, []
    for tail, head in ARROWS:
        share = local[tail + head] * slopes[head]
        slopes[tail] = slopes.get(tail, 0) + share
        if tail == "s":
            shares.append(share)
    return slopes, shares


def growth(s, t):
    """{node: what it grows by when s grows by NUDGE}."""
    before, after = forward(s, t), forward(s + NUDGE, t)
    return {node: after[node] - before[node] for node in after}
