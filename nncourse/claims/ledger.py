"""The ledger: what the course asserts, as measured, with a verdict on each.

`python -m nncourse.claims [name ...]` measures the named claims, or all of them, over SEEDS
and writes the values to `measured.json` here; pages and chapters read that file, and the
tests measure again with other seeds.
"""

import importlib
import json
import pkgutil
import re
import statistics
import textwrap
from pathlib import Path

from nncourse import chapters

SEEDS = range(5)
MEASURED = Path(__file__).parent / "measured.json"
SPELT = {"lecun": "LeCun", "numpytutorials": "NumPy's tutorials"}


def claims():
    """Every claim, in the order of the chapters, by name."""
    found = []
    for folder in pkgutil.iter_modules(chapters.__path__, "nncourse.chapters."):
        if folder.ispkg:
            found += importlib.import_module(f"{folder.name}.claims").CLAIMS
    return {claim.name: claim for claim in sorted(found, key=lambda claim: claim.chapter)}


def measured(name):
    """The committed values of a claim: {"values": [...], "limit": [...]}, one a seed."""
    return json.loads(MEASURED.read_text())[name]


def cite(name):
    """Print the ledger's line on a claim: the sentence, what was measured, the verdict."""
    print(
        "\n".join(textwrap.fill(line, 80, subsequent_indent="  ") for line in lines(name))
    )


def lines(name):
    """What `cite` prints, a string a line."""
    claim, found = claims()[name], measured(name)
    told = [
        f"Claim ({source_name(claim.source)}): {claim.sentence}",
        f"Measured: {claim.quantity}: {spread(claim, found['values'])}",
    ]
    if claim.limit:
        told.append(f"But {claim.limit_condition}: {spread(claim, found['limit'])}")
    return [*told, f"Verdict: {claim.verdict}."]


def entries(chapter):
    """A chapter's entries as Markdown text, for the ledger's page."""
    texts = []
    for name, claim in claims().items():
        if claim.chapter == chapter:
            _, *told = lines(name)
            texts.append(
                f"**{claim.sentence}** ({source_name(claim.source)})\n\n"
                + "\n".join(f"- {line}" for line in told)
                + f"\n- Measured by `{claim.experiment}`, entry `{name}`."
            )
    return "\n\n".join(texts)


def tally():
    """How many claims hold as they stand, hold under a condition, and fail."""
    verdicts = [claim.verdict for claim in claims().values()]
    return {
        "holds": sum(verdict.split()[0].rstrip(",:") == "holds" for verdict in verdicts)
        - sum(verdict.startswith("holds when") for verdict in verdicts),
        "holds when": sum(verdict.startswith("holds when") for verdict in verdicts),
        "fails": sum(verdict.startswith("fails") for verdict in verdicts),
    }


def source_name(source):
    """ "nielsen2015neural" as "Nielsen 2015"; other sources as they are."""
    key = re.match(r"([a-z]+)(\d{4})", source)
    if not key:
        return SPELT.get(source, source)
    name, year = key.groups()
    return f"{SPELT.get(name, name.title())} {year}"


def number(claim, value):
    """A measured value as printed everywhere; `digits` below 0 asks for a power of ten."""
    if claim.digits < 0:
        return f"{value:.0e}{claim.unit}"
    if abs(value) >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}{claim.unit}"
    return f"{value:.{claim.digits}f}{claim.unit}"


def spread(claim, values):
    """Mean and range over the seeds: "0.81 (0.79 to 0.84), 5 seeds"."""
    mean, low, high = statistics.fmean(values), min(values), max(values)
    parts = [number(claim, value) for value in (mean, low, high)]
    return f"{parts[0]} ({parts[1]} to {parts[2]}), {len(values)} seeds"


def measure_all(names=None):
    """Measure the named claims (all by default) over SEEDS and rewrite `measured.json`."""
    results = json.loads(MEASURED.read_text()) if MEASURED.exists() else {}
    known = claims()
    for name in names or known:
        if name not in known:
            raise SystemExit(f"there is no claim {name!r}; the claims: {', '.join(known)}")
    for name in names or known:
        claim = known[name]
        entry = {"values": [float(f"{claim.measure(seed):.6g}") for seed in SEEDS]}
        if claim.limit:
            entry["limit"] = [float(f"{claim.limit(seed):.6g}") for seed in SEEDS]
        results[name] = entry
        print(name, entry)
    ordered = {name: results[name] for name in known if name in results}
    MEASURED.write_text(json.dumps(ordered, indent=1) + "\n")
