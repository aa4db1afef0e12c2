"""Pictures written by the renderer: pen digits, split by writer, and non-digits."""

from dataclasses import dataclass
from pathlib import Path

import torch

from .data import CACHE, NO_DIGIT, DataError, DigitSet, read_idx

FOLDER = CACHE / "rendered"


@dataclass(frozen=True)
class RenderedTrain:
    """Pictures of the training writers' digits, and non-digits."""

    digits: DigitSet
    outliers: DigitSet


@dataclass(frozen=True)
class RenderedVal:
    """Pictures of the validation writers' digits, and non-digits."""

    # On the standard pad with the standard pen.
    digits: DigitSet
    # Other sizes, places, pens and hands.
    varied: DigitSet
    outliers: DigitSet


def load_rendered_train(folder: Path) -> RenderedTrain:
    return RenderedTrain(_digits(folder, "train-digits"), _outliers(folder, "train-outliers"))


def load_rendered_val(folder: Path) -> RenderedVal:
    return RenderedVal(
        _digits(folder, "val-digits"),
        _digits(folder, "val-varied"),
        _outliers(folder, "val-outliers"),
    )


def _digits(folder: Path, name: str) -> DigitSet:
    labels = torch.from_numpy(read_idx(_located(folder, f"{name}-labels-idx1-ubyte.gz"))).long()
    images = torch.from_numpy(read_idx(_located(folder, f"{name}-images-idx3-ubyte.gz")))[:, None]
    if len(images) != len(labels):
        raise DataError(f"{folder}: {name} has {len(images)} images and {len(labels)} labels")
    return DigitSet(images, labels)


def _outliers(folder: Path, name: str) -> DigitSet:
    images = torch.from_numpy(read_idx(_located(folder, f"{name}-images-idx3-ubyte.gz")))[:, None]
    return DigitSet(images, torch.full((len(images),), NO_DIGIT))


def _located(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.exists():
        raise DataError(
            f"{path} is missing; `cargo xtask train` renders it, or `cargo run --release "
            f"--package renderer -- --data DATA --out {folder}`"
        )
    return path
