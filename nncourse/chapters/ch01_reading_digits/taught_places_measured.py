"""What networks read that were taught digits in one place and in three, as stored.

python -m nncourse.chapters.ch01_reading_digits.taught_places_measured
measures all of it, in about three minutes, and stores what each network of five reads.
"""

from pathlib import Path

from nncourse.chapters.ch01_reading_digits.runs import measure_taught_places
from nncourse.chapters.stored_runs import store, stored

MEASURED = Path(__file__).parent / "taught_places.json"
NETWORKS = {  # its hidden units, and whether they have the bend
    "no hidden layer": (0, False),
    "64 units without the bend": (64, False),
    "16 units with the bend": (16, True),
    "64 units with the bend": (64, True),
}
THREE = ("not moved", "right", "left")
TAUGHT = {  # in which places, where the unseen digits stand then, and for how many epochs
    "in place": (("not moved",), "not moved", 150),
    "in three places": (THREE, "right", 150),
    "in three places, longer": (THREE, "right", 1000),  # without the bend alone
}
SEEDS = range(5)


def taught_places():
    """{network: {how it was taught: unseen digits read in percent, one a seed}}."""
    return stored(MEASURED)


def measure_read(network, taught, seed):
    """Unseen digits read, in percent."""
    shown, moved, epochs = TAUGHT[taught]
    read = measure_taught_places(moved, seed, shown, *NETWORKS[network], epochs=epochs)
    return round(100 * float(read), 1)


def main():
    rows = {}
    for name, (_, bend) in NETWORKS.items():
        ways = [way for way in TAUGHT if not bend or "longer" not in way]
        rows[name] = {way: [measure_read(name, way, s) for s in SEEDS] for way in ways}
    store(MEASURED, rows)


if __name__ == "__main__":
    main()
