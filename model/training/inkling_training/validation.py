"""Validation sets and figures, by which a run chooses its best epoch."""

from dataclasses import dataclass

import torch
from torch import nn

from .data import DigitSet
from .evaluate import compute_outputs, top1_accuracy
from .network import Outputs
from .rendered import RenderedVal

DIGIT_SETS = ("mnist", "digits", "varied")
# Share of the varied digits that is rejected at the threshold for comparing epochs.
REJECTED_DIGITS = 0.005


@dataclass(frozen=True)
class Validation:
    """MNIST's digits, those of the validation writers, plain and varied, and non-digits."""

    mnist: DigitSet
    digits: DigitSet
    varied: DigitSet
    outliers: DigitSet

    @staticmethod
    def of(mnist: DigitSet, rendered: RenderedVal) -> "Validation":
        return Validation(mnist, rendered.digits, rendered.varied, rendered.outliers)

    def to(self, device: torch.device) -> "Validation":
        return Validation(
            self.mnist.to(device),
            self.digits.to(device),
            self.varied.to(device),
            self.outliers.to(device),
        )

    def outputs(self, network: nn.Module) -> dict[str, Outputs]:
        """Returns the network's outputs on each set, by its name, on the CPU."""
        names = (*DIGIT_SETS, "outliers")
        return {name: compute_outputs(network, self[name].images) for name in names}

    def __getitem__(self, name: str) -> DigitSet:
        return getattr(self, name)


@dataclass(frozen=True)
class Figures:
    """Accuracies as fractions by set, and the share of non-digits rejected."""

    accuracies: dict[str, float]
    rejected_outliers: float

    @property
    def mean_accuracy(self) -> float:
        """Mean over the sets, with equal weights."""
        return sum(self.accuracies.values()) / len(self.accuracies)


def measure(network: nn.Module, validation: Validation) -> Figures:
    """Measures accuracy by set, and rejection at the threshold of REJECTED_DIGITS."""
    outputs = validation.outputs(network)
    accuracies = {
        name: top1_accuracy(outputs[name].logits, validation[name].labels) for name in DIGIT_SETS
    }
    threshold = torch.quantile(outputs["varied"].rejection, 1 - REJECTED_DIGITS)
    rejected = (outputs["outliers"].rejection > threshold).float().mean().item()
    return Figures(accuracies, rejected)
