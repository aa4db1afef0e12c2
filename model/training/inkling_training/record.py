"""JSON files of a run, beside its checkpoints."""

import hashlib
import json
from pathlib import Path
from typing import Any

from .checkpoint import CheckpointError

# One line an epoch.
HISTORY = "history.jsonl"
# Options, machine and progress.
RUN = "run.json"
CALIBRATION = "calibration.json"
EXPORT = "export.json"
CANDIDATES = "candidates.json"


def write(value: Any, path: Path) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n")


def read(path: Path, remedy: str) -> Any:
    """Reads JSON; raises CheckpointError with the remedy if the file is missing."""
    if not path.exists():
        raise CheckpointError(f"{path} is missing; {remedy}")
    return json.loads(path.read_text())


def write_history(history: list[dict], run: Path) -> None:
    """Writes all epochs anew, so that a resumed run repeats no line."""
    (run / HISTORY).write_text("".join(json.dumps(epoch) + "\n" for epoch in history))


def read_history(run: Path) -> list[dict]:
    path = run / HISTORY
    if not path.exists():
        raise CheckpointError(f"{path} is missing; train first")
    return [json.loads(line) for line in path.read_text().splitlines()]


def candidate(run: Path) -> dict:
    """Returns the facts of an exported run for the table of candidates."""
    calibration = read(run / CALIBRATION, "calibrate first")
    best_epoch = read(run / RUN, "train first")["best_epoch"]
    best = next(entry for entry in read_history(run) if entry["epoch"] == best_epoch)
    validation = {name: value for name, value in best.items() if name.startswith("val_")}
    exported = read(run / EXPORT, "export first")
    return exported | validation | {"val_rejected_outliers": calibration["rejected_outliers"]}


def fingerprint(path: Path) -> str:
    """Returns the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
