"""Calibration of confidence and choice of the rejection threshold, on validation only."""

import math
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from . import record
from .checkpoint import BEST, CheckpointError
from .network import Outputs
from .validation import DIGIT_SETS, Validation

# Sets drawn with a pen; MNIST's pens differ from those of the pad.
CALIBRATED_ON = ("digits", "varied")
BINS = 15
# Range of the temperature search, as logarithms; every trained network lies well inside.
LOG_TEMPERATURE = (math.log(0.05), math.log(20))
GOLDEN = (math.sqrt(5) - 1) / 2
SEARCH_STEPS = 40

# Rejection scores [N] from logits [N, 10], without an output trained on non-digits.
ALTERNATIVES = {
    "energy of the logits": lambda logits: -logits.logsumexp(dim=1),
    "largest logit": lambda logits: -logits.amax(dim=1),
    "largest probability": lambda logits: -logits.softmax(dim=1).amax(dim=1),
}


@dataclass(frozen=True)
class Calibration:
    """Divisor of the logits and subtrahend of the rejection in the exported graph, with figures."""

    # SHA-256 of the calibrated checkpoint.
    checkpoint: str
    temperature: float
    rejection_offset: float
    # Shares of the validation digits: the limit for the offset, and the rejected ones by set.
    rejects_at_most: float
    rejected: dict[str, float]
    rejected_outliers: float
    # Shares of non-digits that other scores reject at thresholds that reject as many digits.
    alternatives: dict[str, float]
    # Offsets chosen on each set alone.
    offsets: dict[str, float]
    ece_before: dict[str, float]
    ece_after: dict[str, float]


def calibrate(outputs: dict[str, Outputs], validation: Validation, at_most: float) -> dict:
    """Returns the fields of Calibration but the checkpoint, from the outputs on each set."""
    digits = {name: (outputs[name].logits, validation[name].labels.cpu()) for name in DIGIT_SETS}
    temperature = best_temperature([digits[name] for name in CALIBRATED_ON])
    rejections = {name: outputs[name].rejection for name in (*DIGIT_SETS, "outliers")}
    offset = pooled_offset([rejections[name] for name in DIGIT_SETS], at_most)
    rejected = {
        name: float((values > offset).float().mean()) for name, values in rejections.items()
    }
    return {
        "temperature": temperature,
        "rejection_offset": offset,
        "rejects_at_most": at_most,
        "rejected_outliers": rejected.pop("outliers"),
        "rejected": rejected,
        "alternatives": {
            name: _rejected_outliers({key: method(o.logits) for key, o in outputs.items()}, at_most)
            for name, method in ALTERNATIVES.items()
        },
        "offsets": {name: pooled_offset([rejections[name]], at_most) for name in DIGIT_SETS},
        "ece_before": {name: calibration_error(*digits[name]) for name in DIGIT_SETS},
        "ece_after": {
            name: calibration_error(logits / temperature, labels)
            for name, (logits, labels) in digits.items()
        },
    }


def best_temperature(sets: list[tuple[Tensor, Tensor]]) -> float:
    """Minimizes the mean negative log-likelihood of the sets by golden-section search."""

    def loss(log_temperature: float) -> float:
        temperature = math.exp(log_temperature)
        losses = [F.cross_entropy(logits / temperature, labels) for logits, labels in sets]
        return float(sum(losses))

    low, high = LOG_TEMPERATURE
    for _ in range(SEARCH_STEPS):
        reach = GOLDEN * (high - low)
        if loss(high - reach) < loss(low + reach):
            high = low + reach
        else:
            low = high - reach
    return math.exp((low + high) / 2)


def pooled_offset(rejections: list[Tensor], at_most: float) -> float:
    """Returns the least offset that at most this share exceeds; each set [N] weighs the same."""
    values = torch.cat(rejections)
    weights = [
        torch.full((len(r),), 1 / len(r) / len(rejections), dtype=torch.float64) for r in rejections
    ]
    order = values.argsort(descending=True)
    weights = torch.cat(weights)[order]
    # The weight above a value is that of the values before it; the tolerance covers rounding.
    above = weights.cumsum(0) - weights
    return float(values[order][above <= at_most + 1e-9][-1])


def _rejected_outliers(rejections: dict[str, Tensor], at_most: float) -> float:
    offset = pooled_offset([rejections[name] for name in DIGIT_SETS], at_most)
    return float((rejections["outliers"] > offset).float().mean())


def calibration_error(logits: Tensor, labels: Tensor) -> float:
    """Returns the expected calibration error: |confidence - accuracy|, weighted by bin size."""
    confidence, top1 = logits.softmax(dim=1).max(dim=1)
    correct = (top1 == labels).float()
    bins = (confidence * BINS).long().clamp(max=BINS - 1)
    gaps = torch.zeros(BINS).index_add(0, bins, confidence - correct)
    return float(gaps.abs().sum() / len(labels))


def save(calibration: Calibration, run: Path) -> None:
    record.write(asdict(calibration), run / record.CALIBRATION)


def load(run: Path) -> Calibration:
    """Loads the calibration; raises CheckpointError unless it is of the run's best checkpoint."""
    path = run / record.CALIBRATION
    calibration = Calibration(**record.read(path, "calibrate first"))
    if calibration.checkpoint != record.fingerprint(run / BEST):
        raise CheckpointError(f"{path} belongs to another checkpoint; calibrate again")
    return calibration
