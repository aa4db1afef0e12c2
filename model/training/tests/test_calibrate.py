import pytest
import torch
from torch import Tensor

from inkling_training.calibrate import best_temperature, calibration_error, pooled_offset


def calibrated_logits(count: int, temperature: float, seed: int) -> tuple[Tensor, Tensor]:
    """Logits that are calibrated once they are divided by `temperature`."""
    generator = torch.Generator().manual_seed(seed)
    logits = 2 * torch.randn(count, 10, generator=generator)
    labels = torch.multinomial(logits.softmax(dim=1), 1, generator=generator)[:, 0]
    return logits * temperature, labels


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.5])
def test_known_temperature_is_found(temperature: float) -> None:
    sets = [calibrated_logits(count, temperature, seed=count) for count in (4000, 8000)]
    assert best_temperature(sets) == pytest.approx(temperature, rel=0.05)


def test_sets_weigh_the_same_whatever_their_size() -> None:
    large, small = calibrated_logits(8000, 2.0, seed=1), calibrated_logits(2000, 1.0, seed=2)
    twice = tuple(tensor.repeat(4, *[1] * (tensor.ndim - 1)) for tensor in small)
    found = best_temperature([large, twice])
    assert best_temperature([large, small]) == pytest.approx(found, rel=1e-3)


def test_calibration_error() -> None:
    cases = [
        # Confidence, whether right, expected error.
        ([0.9] * 10, [True] * 9 + [False], 0.0),
        ([0.9] * 10, [True] * 5 + [False] * 5, 0.4),
        ([0.999] * 4 + [0.5] * 4, [True] * 4 + [False] * 4, 0.2505),
    ]
    for confidences, right, expected in cases:
        confidence = torch.tensor(confidences)[:, None]
        logits = torch.cat([confidence, ((1 - confidence) / 9).expand(-1, 9)], dim=1).log()
        labels = torch.tensor([0 if correct else 1 for correct in right])
        assert calibration_error(logits, labels) == pytest.approx(expected, abs=1e-5)


def test_offset_rejects_at_most_the_share() -> None:
    rejection = torch.randperm(1000, generator=torch.Generator().manual_seed(1)).float()
    cases = [(0.0, 999.0), (0.004, 995.0), (0.1, 899.0)]
    for at_most, expected in cases:
        assert pooled_offset([rejection], at_most) == expected
        assert float((rejection > expected).float().mean()) == pytest.approx(at_most)


def test_pooled_sets_weigh_the_same_whatever_their_size() -> None:
    low, high = torch.zeros(90), torch.arange(1, 11).float()
    # A fifth of the pool is four of the ten high values, which weigh half.
    assert pooled_offset([low, high], 0.2) == 6.0
