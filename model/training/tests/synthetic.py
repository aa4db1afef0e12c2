"""Seven-segment digits: enough like handwriting to be learned in seconds, made from a seed."""

import gzip
import hashlib
import struct
from pathlib import Path

import numpy as np
import torch

from inkling_training import data
from inkling_training.data import DigitSet

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


def digit_set(count: int, seed: int) -> DigitSet:
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(0, 10, (count,), generator=generator)
    images = 255 - torch.randint(0, 60, (count, 1, 28, 28), generator=generator)
    shapes = torch.stack([_shape(int(label)) for label in labels])[:, None]
    shifts = torch.randint(-2, 3, (count, 2), generator=generator).tolist()
    moved = [torch.roll(shape, shift, dims=(1, 2)) for shape, shift in zip(images * shapes, shifts)]
    return DigitSet(torch.stack(moved).to(torch.uint8), labels)


def write_mnist(folder: Path, digits: DigitSet) -> dict[str, str]:
    """Writes `digits` as both parts of MNIST; returns the SHA-256 of each file."""
    count = len(digits)
    images = struct.pack(">HBB3I", 0, 8, 3, count, 28, 28) + digits.images.numpy().tobytes()
    labels = struct.pack(">HBBI", 0, 8, 1, count) + digits.labels.numpy().astype(np.uint8).tobytes()
    (folder / "mnist").mkdir(parents=True)
    sha256 = {}
    for name in data.SHA256:
        content = gzip.compress(images if "images" in name else labels)
        (folder / "mnist" / name).write_bytes(content)
        sha256[name] = hashlib.sha256(content).hexdigest()
    return sha256


def _shape(label: int) -> torch.Tensor:
    shape = torch.zeros(28, 28, dtype=torch.int64)
    for segment in DIGITS[label]:
        shape[SEGMENTS[segment]] = 1
    return shape
