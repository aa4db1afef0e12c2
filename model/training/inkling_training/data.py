"""MNIST: found on disk or downloaded, verified by SHA-256, read as tensors."""

import gzip
import hashlib
import http.client
import struct
import urllib.request
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

CACHE = Path(__file__).resolve().parents[1] / ".data"
SOURCES = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"
    ),
    "train-labels-idx1-ubyte.gz": (
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    ),
}
# Number of MNIST's training digits.
TRAIN_COUNT = 60_000
IDX_UINT8 = 0x08
# Label of a non-digit.
NO_DIGIT = -1
DOWNLOAD_TIMEOUT_S = 60


class DataError(Exception):
    """A data file is missing or damaged; the message names the remedy."""


@dataclass(frozen=True)
class DigitSet:
    """Images [N, 1, 28, 28] uint8 (ink = 255) and labels [N] int64, 0..9 or NO_DIGIT."""

    images: Tensor
    labels: Tensor

    def __len__(self) -> int:
        return len(self.labels)

    def subset(self, indices: Tensor) -> "DigitSet":
        return DigitSet(self.images[indices], self.labels[indices])

    def to(self, device: torch.device) -> "DigitSet":
        return DigitSet(self.images.to(device), self.labels.to(device))


def load_train(data: Path | None) -> DigitSet:
    """Loads the 60,000 training digits from `data`/mnist; downloads them if `data` is None."""
    return _load(data, "train")


def load_test(data: Path | None) -> DigitSet:
    """Loads the 10,000 test digits from `data`/mnist; downloads them if `data` is None."""
    return _load(data, "t10k")


def split_train_val(digits: DigitSet, val_size: int, seed: int) -> tuple[DigitSet, DigitSet]:
    """Shuffles by `seed` and keeps the last `val_size` digits for validation."""
    order = torch.randperm(len(digits), generator=torch.Generator().manual_seed(seed))
    return digits.subset(order[:-val_size]), digits.subset(order[-val_size:])


def to_ink(images: Tensor) -> Tensor:
    """Converts uint8 0..255 to float 0..1, the only normalization of the network."""
    return images.float() / 255


def read_idx(path: Path) -> np.ndarray:
    """Reads a gzipped IDX file of unsigned bytes; raises DataError if it is damaged."""
    try:
        content = gzip.decompress(path.read_bytes())
        zeros, kind, rank = struct.unpack_from(">HBB", content)
        shape = struct.unpack_from(f">{rank}I", content, 4)
        if zeros != 0 or kind != IDX_UINT8:
            raise ValueError("not an IDX file of unsigned bytes")
        return np.frombuffer(content, np.uint8, offset=4 + 4 * rank).reshape(shape).copy()
    except (OSError, EOFError, ValueError, struct.error, zlib.error) as error:
        raise DataError(f"{path} is damaged ({error}); delete it and fetch it again") from error


def verify(path: Path, sha256: str) -> None:
    """Raises DataError unless the file has this SHA-256."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise DataError(
            f"{path} has SHA-256 {found}, expected {sha256}; delete it and fetch it again"
        )


def _load(data: Path | None, part: str) -> DigitSet:
    images = read_idx(_locate(data, f"{part}-images-idx3-ubyte.gz"))
    labels = read_idx(_locate(data, f"{part}-labels-idx1-ubyte.gz"))
    return DigitSet(torch.from_numpy(images)[:, None], torch.from_numpy(labels).long())


def _locate(data: Path | None, name: str) -> Path:
    path = (data or CACHE) / "mnist" / name
    if not path.exists():
        if data is not None:
            raise DataError(f"{path} is missing; put it there or omit --data to download it")
        _download(name, path)
    verify(path, SHA256[name])
    return path


def _download(name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    failures = []
    for source in SOURCES:
        try:
            with urllib.request.urlopen(source + name, timeout=DOWNLOAD_TIMEOUT_S) as response:
                partial.write_bytes(response.read())
            verify(partial, SHA256[name])
            partial.replace(path)
            return
        except (OSError, http.client.HTTPException, DataError) as error:
            failures.append(f"{source}{name}: {error}")
    raise DataError(
        f"cannot download {name}; put the MNIST files in a folder FOLDER/mnist and pass "
        "--data FOLDER\n" + "\n".join(failures)
    )
