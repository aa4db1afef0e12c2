import pytest
import torch
from synthetic import digit_set, mixture

from inkling_training.augment import STRONG
from inkling_training.batches import Mixture, Shares
from inkling_training.data import NO_DIGIT, DigitSet


def numbered(count: int, first: int) -> DigitSet:
    """Digits with distinct labels."""
    digits = digit_set(count, seed=1)
    return DigitSet(digits.images, torch.arange(first, first + count))


@pytest.mark.parametrize(
    "shares, expected",
    [
        ((0.4, 0.2), Shares(mnist=102, pen=103, outliers=51)),
        ((1.0, 0.0), Shares(mnist=256, pen=0, outliers=0)),
        ((0.0, 0.0), Shares(mnist=0, pen=256, outliers=0)),
    ],
)
def test_shares_fill_the_batch(shares: tuple[float, float], expected: Shares) -> None:
    assert Shares.of(256, *shares) == expected


def test_every_batch_holds_every_kind() -> None:
    for batch in mixture(20).epoch(3, STRONG, torch.Generator().manual_seed(1)):
        assert batch.ink.shape == (20, 1, 28, 28)
        assert int((batch.labels == NO_DIGIT).sum()) == 4


@pytest.mark.parametrize("shares", [Shares(8, 0, 0), Shares(0, 8, 0), Shares(0, 0, 8)])
def test_batches_of_one_kind(shares: Shares) -> None:
    whole = mixture(20)
    of_one_kind = Mixture(whole.mnist, whole.pen, whole.outliers, shares)
    (batch,) = of_one_kind.epoch(1, STRONG, torch.Generator().manual_seed(1))
    assert batch.ink.shape == (8, 1, 28, 28) and batch.ink.isfinite().all()


def test_a_picture_repeats_only_after_all_others() -> None:
    sets = numbered(6, first=0), numbered(8, first=100), numbered(5, first=200)
    epoch = Mixture(*sets, Shares(3, 2, 1)).epoch(4, STRONG, torch.Generator().manual_seed(1))
    labels = torch.cat([batch.labels for batch in epoch]).tolist()
    mnist = sorted(label for label in labels if label < 100)
    assert mnist == sorted([*range(6)] * 2)
    assert sorted(label for label in labels if 100 <= label < 200) == [*range(100, 108)]
    outliers = [label for label in labels if label >= 200]
    assert len(set(outliers)) == len(outliers) == 4
