import urllib.request
from pathlib import Path

import pytest
import torch
from synthetic import digit_set

from inkling_training import data
from inkling_training.data import (
    DataError,
    load_test,
    load_train,
    read_idx,
    split_train_val,
    to_ink,
)

TRAIN_IMAGES = "mnist/train-images-idx3-ubyte.gz"


def test_digits_are_read_as_they_were_written(mnist_folder: Path) -> None:
    digits, expected = load_train(mnist_folder), digit_set(60, seed=3)
    assert torch.equal(digits.images, expected.images)
    assert torch.equal(digits.labels, expected.labels)


def test_missing_file_is_named_and_download_suggested(mnist_folder: Path) -> None:
    (mnist_folder / TRAIN_IMAGES).unlink()
    with pytest.raises(DataError, match="train-images.* is missing; .*omit --data"):
        load_train(mnist_folder)


def test_wrong_checksum_is_refused(mnist_folder: Path) -> None:
    with (mnist_folder / TRAIN_IMAGES).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(DataError, match="has SHA-256 .*, expected .*; delete it"):
        load_train(mnist_folder)


@pytest.mark.parametrize("start, stop", [(0, 40), (0, 0), (5, None), (200, None)])
def test_damaged_file_is_refused(mnist_folder: Path, start: int, stop: int | None) -> None:
    path = mnist_folder / TRAIN_IMAGES
    path.write_bytes(path.read_bytes()[start:stop])
    with pytest.raises(DataError, match="is damaged .*; delete it"):
        read_idx(path)


def test_flipped_byte_is_refused(mnist_folder: Path) -> None:
    path = mnist_folder / TRAIN_IMAGES
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DataError, match="is damaged"):
        read_idx(path)


def test_download_is_cached_and_tries_every_source(
    mnist_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = (mnist_folder / "mnist").as_uri() + "/"
    monkeypatch.setattr(data, "SOURCES", ((tmp_path / "nowhere").as_uri() + "/", mirror))
    monkeypatch.setattr(data, "CACHE", tmp_path / "cache")
    assert len(load_test(None)) == 60
    monkeypatch.setattr(urllib.request, "urlopen", None)
    assert len(load_test(None)) == 60


def test_failed_download_names_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "SOURCES", ((tmp_path / "nowhere").as_uri() + "/",))
    monkeypatch.setattr(data, "CACHE", tmp_path / "cache")
    with pytest.raises(DataError, match="(?s)cannot download .*--data FOLDER.*nowhere"):
        load_test(None)


def test_split_is_seeded_and_disjoint() -> None:
    digits = digit_set(50, seed=1)
    numbered = data.DigitSet(digits.images, torch.arange(50))
    train, val = split_train_val(numbered, val_size=10, seed=4)
    again, _ = split_train_val(numbered, val_size=10, seed=4)
    other, _ = split_train_val(numbered, val_size=10, seed=5)
    assert sorted(train.labels.tolist() + val.labels.tolist()) == list(range(50))
    assert torch.equal(train.labels, again.labels)
    assert not torch.equal(train.labels, other.labels)


def test_ink_is_one_and_paper_zero() -> None:
    ink = to_ink(torch.tensor([[0, 255]], dtype=torch.uint8))
    assert ink.tolist() == [[0.0, 1.0]]
