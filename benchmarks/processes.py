"""Python in a process of its own, on one core."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")


class MeasuringFailedError(Exception):
    """The process ended with an error; the message is its last line."""


def run_alone(script: str, *arguments: str) -> Any:
    """What the script, a file beside this one, prints as JSON in its last line."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script)), *arguments],
        env=os.environ | dict.fromkeys(THREADS, "1"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise MeasuringFailedError((done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1])
    return json.loads(done.stdout.splitlines()[-1])


def keep_to_one_core() -> None:
    """For the process itself to call; where the system cannot do it, the variables above must suffice."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
