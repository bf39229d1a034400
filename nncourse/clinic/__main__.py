"""Measures the rules anew, and prints the table that the book shows.

python -m nncourse.clinic                 print what is stored
python -m nncourse.clinic --measure       measure every case, and store the counts
python -m nncourse.clinic --seeds 0 1 2   measure those of some seeds, and store nothing
python -m nncourse.clinic --rules         write the rules anew for the bench's page

A measurement that was cut off goes on where it was: cases stand in _build/clinic.jsonl
until all are done.
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from nncourse.clinic.for_the_bench import as_text
from nncourse.clinic.measure import SEEDS, cases, measure_case, summary
from nncourse.clinic.measured import MEASURED, measured
from nncourse.clinic.measured_table import ILL, WELL, ill_rows, text, well_rows
from nncourse.cores import core_count
from nncourse.live.show_bench import RULES

JOURNAL = Path("_build") / "clinic.jsonl"


def main(arguments=None):
    options = _parser().parse_args(arguments)
    if options.rules:
        RULES.write_text(as_text(), encoding="utf-8")
        return
    if options.seeds:
        stored = measure(options.seeds, options.jobs)
    elif options.measure:
        stored = measure(SEEDS, options.jobs)
        MEASURED.write_text(json.dumps(stored, indent=1) + "\n")
    else:
        stored = measured()
    print(text(WELL, well_rows(stored)), text(ILL, ill_rows(stored)), sep="\n\n")


def measure(seeds, jobs=None, journal=JOURNAL, only=None):
    """The summary of all cases of some seeds, or of `only` some faults and healthy kinds;
    each case is measured once.
    """
    done = {}
    if journal.exists():
        for line in journal.read_text().splitlines():
            key, case = json.loads(line)
            done[tuple(key)] = case
    wanted = [key for key in cases(seeds) if only is None or key[0] in only]
    journal.parent.mkdir(exist_ok=True)
    with journal.open("a") as file, ProcessPoolExecutor(jobs or core_count()) as pool:
        futures = {
            pool.submit(measure_case, *key): key for key in wanted if key not in done
        }
        for future in as_completed(futures):
            done[futures[future]] = future.result()
            file.write(json.dumps([futures[future], future.result()]) + "\n")
            file.flush()
    journal.unlink()  # all are done
    return summary({key: done[key] for key in wanted})


def _parser():
    parser = argparse.ArgumentParser(
        prog="python -m nncourse.clinic",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--measure", action="store_true", help="measure all cases anew")
    parser.add_argument("--rules", action="store_true", help="write the bench's rules")
    parser.add_argument("--seeds", type=int, nargs="+", help="measure those of these seeds")
    parser.add_argument("--jobs", type=int, help="processes; without: one a core")
    return parser


if __name__ == "__main__":
    main()
