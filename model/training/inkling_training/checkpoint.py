"""Checkpoints of a run: the last epoch, to resume from, and the best epoch, to export."""

import os
from pathlib import Path

import torch

from .network import DigitNetwork

LAST = "last.pt"
BEST = "best.pt"


class CheckpointError(Exception):
    """A checkpoint is missing or does not fit; the message names the remedy."""


def save(state: dict, path: Path) -> None:
    """Writes a checkpoint atomically, so that an interruption cannot damage it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    os.replace(partial, path)


def load(path: Path) -> dict:
    """Reads a checkpoint; raises CheckpointError if there is none."""
    if not path.exists():
        raise CheckpointError(f"{path} is missing; train first, without --resume")
    # On the CPU, so that machines without a GPU can calibrate and export.
    return torch.load(path, weights_only=True, map_location="cpu")


def load_network(path: Path) -> DigitNetwork:
    """Returns the uncalibrated network of a best.pt checkpoint, in evaluation mode."""
    state = load(path)
    network = DigitNetwork(state["options"]["network"])
    network.load_state_dict(state["network"])
    return network.eval()
