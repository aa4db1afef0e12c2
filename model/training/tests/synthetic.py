"""Seeded seven-segment digits, which a network learns in seconds."""

import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor

from inkling_training import data
from inkling_training.batches import Mixture, Shares
from inkling_training.data import NO_DIGIT, DigitSet
from inkling_training.validation import Validation

# Rows and columns (start, stop) of the segments, in pixels of a 28x28 image.
SEGMENTS = {
    "a": (slice(4, 7), slice(9, 19)),
    "b": (slice(4, 14), slice(16, 19)),
    "c": (slice(14, 24), slice(16, 19)),
    "d": (slice(21, 24), slice(9, 19)),
    "e": (slice(14, 24), slice(9, 12)),
    "f": (slice(4, 14), slice(9, 12)),
    "g": (slice(13, 16), slice(9, 19)),
}
DIGITS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgecd", "abc", "abcdefg", "abcdfg")


# Segments of non-digits.
OUTLIERS = ("ad", "bf", "ec", "gbe", "aed")


def digit_set(count: int, seed: int) -> DigitSet:
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(0, 10, (count,), generator=generator)
    return DigitSet(_pictures(DIGITS, labels, generator), labels)


def outlier_set(count: int, seed: int) -> DigitSet:
    generator = torch.Generator().manual_seed(seed)
    kinds = torch.randint(0, len(OUTLIERS), (count,), generator=generator)
    images = _pictures(OUTLIERS, kinds, generator)
    return DigitSet(images, torch.full((count,), NO_DIGIT))


def mixture(batch_size: int) -> Mixture:
    shares = Shares.of(batch_size, mnist=0.4, outliers=0.2)
    return Mixture(digit_set(320, seed=1), digit_set(200, seed=4), outlier_set(100, seed=5), shares)


def validation() -> Validation:
    digits = (digit_set(40, seed=seed) for seed in (6, 7, 8))
    return Validation(*digits, outlier_set(40, seed=9))


def _pictures(shapes: tuple[str, ...], kinds: Tensor, generator: Generator) -> Tensor:
    """Draws the segments as [N, 1, 28, 28] uint8 ink of random darkness, moved by up to 2 px."""
    count = len(kinds)
    images = 255 - torch.randint(0, 60, (count, 1, 28, 28), generator=generator)
    inked = torch.stack([_segments(shapes[kind]) for kind in kinds.tolist()])[:, None]
    shifts = torch.randint(-2, 3, (count, 2), generator=generator).tolist()
    moved = [torch.roll(shape, shift, dims=(1, 2)) for shape, shift in zip(images * inked, shifts)]
    return torch.stack(moved).to(torch.uint8)


def write_mnist(folder: Path, digits: DigitSet) -> dict[str, str]:
    """Writes `digits` as both parts of MNIST; returns the SHA-256 of each file."""
    (folder / "mnist").mkdir(parents=True)
    sha256 = {}
    for name in data.SHA256:
        content = _images(digits) if "images" in name else _labels(digits)
        (folder / "mnist" / name).write_bytes(content)
        sha256[name] = hashlib.sha256(content).hexdigest()
    return sha256


def write_rendered(folder: Path) -> None:
    """Writes the files of the renderer, with fewer pictures."""
    folder.mkdir()
    for seed, name in enumerate(("train-digits", "val-digits", "val-varied")):
        digits = digit_set(60, seed)
        (folder / f"{name}-images-idx3-ubyte.gz").write_bytes(_images(digits))
        (folder / f"{name}-labels-idx1-ubyte.gz").write_bytes(_labels(digits))
    for seed, name in enumerate(("train-outliers", "val-outliers")):
        (folder / f"{name}-images-idx3-ubyte.gz").write_bytes(_images(outlier_set(30, seed)))


def _images(digits: DigitSet) -> bytes:
    header = struct.pack(">HBB3I", 0, 8, 3, len(digits), 28, 28)
    return gzip.compress(header + digits.images.numpy().tobytes())


def _labels(digits: DigitSet) -> bytes:
    header = struct.pack(">HBBI", 0, 8, 1, len(digits))
    return gzip.compress(header + digits.labels.numpy().astype(np.uint8).tobytes())


def _segments(names: str) -> Tensor:
    shape = torch.zeros(28, 28, dtype=torch.int64)
    for segment in names:
        shape[SEGMENTS[segment]] = 1
    return shape
