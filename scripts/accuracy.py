#!/usr/bin/env python3
"""Measures accuracy on the corpora and holds it to the floor recorded in accuracy.json, which only rises.

    python scripts/accuracy.py SHARED [--raise]

SHARED is the folder with tools/accuracy.py and corpora/. Where it is not there, nothing is measured and that is said.
`--raise` records what was measured wherever it is higher. Exit status 1 when a measure fell below its floor.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

FLOOR = Path(__file__).parents[1] / "accuracy.json"
# F1 in points: a change in the last place is the scorer's rounding, not ours
TOLERANCE = 0.005


def measure(shared: Path) -> dict[str, float]:
    """F1 by part, corpus and measure."""
    tool = [sys.executable, "-B", str(shared / "tools" / "accuracy.py"), "--json"]
    rows = json.loads(subprocess.run(tool, check=True, capture_output=True, text=True).stdout)
    return {f"{row['part']} / {row['corpus']} / {row['measure']}": round(row["F1"], 2) for row in rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--raise", dest="record", action="store_true", help="record what is higher than the floor")
    options = parser.parse_args()
    if not (options.shared / "tools" / "accuracy.py").exists():
        print(f"accuracy: no corpora under {options.shared}, nothing measured")
        return 0
    floor: dict[str, float] = json.loads(FLOOR.read_text(encoding="utf8")) if FLOOR.exists() else {}
    found = measure(options.shared)
    fallen = 0
    for name in sorted(floor.keys() | found.keys()):
        least, now = floor.get(name, 0.0), found.get(name, 0.0)
        fell = now < least - TOLERANCE
        fallen += fell
        print(f"{'FELL ' if fell else '     '}{now:6.2f}  floor {least:6.2f}  {name}")
    if options.record:
        higher = {name: max(now, floor.get(name, 0.0)) for name, now in found.items()}
        FLOOR.write_text(json.dumps(floor | higher, indent=1, sort_keys=True) + "\n", encoding="utf8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
