import pytest
import torch
from synthetic import digit_set
from torch import Tensor

from inkling_training.allograph import vary_allographs
from inkling_training.augment import GENTLE, LIGHT, STRONG, Strength, augment
from inkling_training.data import to_ink

DIGITS = digit_set(200, seed=2)


EVERY_STRENGTH = pytest.mark.parametrize("strength", [STRONG, GENTLE, LIGHT])


def augmented(seed: int, strength: Strength = STRONG) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return augment(to_ink(DIGITS.images), DIGITS.labels, strength, generator)


@EVERY_STRENGTH
def test_shape_and_range_are_kept(strength: Strength) -> None:
    ink = augmented(seed=1, strength=strength)
    assert ink.shape == DIGITS.images.shape
    assert ink.isfinite().all()
    assert ink.min() >= 0 and ink.max() <= 1


def test_same_seed_gives_same_ink() -> None:
    assert torch.equal(augmented(seed=1), augmented(seed=1))
    assert not torch.equal(augmented(seed=1), augmented(seed=2))


@EVERY_STRENGTH
def test_every_image_changes_and_none_vanishes(strength: Strength) -> None:
    ink, original = augmented(seed=1, strength=strength), to_ink(DIGITS.images)
    assert ((ink - original).abs().amax((1, 2, 3)) > 0).all()
    assert (ink.amax((1, 2, 3)) > 0.1).all()


def test_blank_images_stay_finite() -> None:
    labels = torch.tensor([1, 9, 5, 1, 9, 1, 1, 9])
    ink = augment(torch.zeros(8, 1, 28, 28), labels, STRONG, torch.Generator().manual_seed(1))
    assert ink.isfinite().all()


def test_strokes_get_both_thinner_and_thicker() -> None:
    ratio = augmented(seed=1).sum((1, 2, 3)) / to_ink(DIGITS.images).sum((1, 2, 3))
    assert ratio.min() < 0.7 and ratio.max() > 1.3


@pytest.mark.parametrize("weaker", [GENTLE, LIGHT])
def test_weaker_augmentation_changes_less(weaker: Strength) -> None:
    between = [augmented(1, strength) - augmented(2, strength) for strength in (weaker, STRONG)]
    assert between[0].abs().mean() < 0.7 * between[1].abs().mean()


def test_allographs_add_ink_to_some_ones_and_nines_only() -> None:
    original = to_ink(DIGITS.images)
    varied = vary_allographs(original, DIGITS.labels, torch.Generator().manual_seed(1))
    changed = (varied != original).flatten(1).any(dim=1)
    assert (varied >= original).all()
    assert set(DIGITS.labels[changed].tolist()) == {1, 9}
    assert set(DIGITS.labels[~changed].tolist()) == set(range(10))
