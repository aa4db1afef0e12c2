"""Batches of MNIST digits, rendered pen digits and non-digits, augmented."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

from .augment import LIGHT, Strength, augment
from .data import DigitSet, to_ink


@dataclass(frozen=True)
class Batch:
    """Augmented ink [N, 1, 28, 28] in 0..1 and labels [N], 0..9 or NO_DIGIT."""

    ink: Tensor
    labels: Tensor


@dataclass(frozen=True)
class Shares:
    """Numbers of pictures of each kind in a batch."""

    mnist: int
    pen: int
    outliers: int

    @staticmethod
    def of(batch_size: int, mnist: float, outliers: float) -> "Shares":
        """Rounds the fractions of MNIST and of non-digits; the rest are pen digits."""
        counts = round(batch_size * mnist), round(batch_size * outliers)
        return Shares(counts[0], batch_size - sum(counts), counts[1])


@dataclass(frozen=True)
class Mixture:
    """Sets that batches are drawn from."""

    mnist: DigitSet
    pen: DigitSet
    outliers: DigitSet
    shares: Shares

    def epoch(self, batches: int, strength: Strength, generator: Generator) -> Iterator[Batch]:
        """Yields batches; every set is drawn without replacement until all its pictures were drawn.

        MNIST's digits and half of the non-digits are augmented by `strength`, all other pictures,
        which the renderer has augmented already, by `LIGHT`.
        """
        mnist = _rows(self.mnist, self.shares.mnist, batches, generator)
        pen = _rows(self.pen, self.shares.pen, batches, generator)
        outliers = _rows(self.outliers, self.shares.outliers, batches, generator)
        half = self.shares.outliers // 2
        for batch in range(batches):
            like_mnist = _joined(
                self.mnist.subset(mnist[batch]), self.outliers.subset(outliers[batch, :half])
            )
            rendered = _joined(
                self.pen.subset(pen[batch]), self.outliers.subset(outliers[batch, half:])
            )
            ink = [
                _augmented(like_mnist, strength, generator),
                _augmented(rendered, LIGHT, generator),
            ]
            yield Batch(torch.cat(ink), torch.cat([like_mnist.labels, rendered.labels]))


def _rows(digits: DigitSet, per_batch: int, batches: int, generator: Generator) -> Tensor:
    """Returns indices [batches, per_batch] into `digits`, in shuffled passes over all of them."""
    passes = max(1, math.ceil(per_batch * batches / len(digits)))
    orders = [
        torch.randperm(len(digits), generator=generator, device=generator.device)
        for _ in range(passes)
    ]
    return torch.cat(orders)[: per_batch * batches].view(batches, per_batch)


def _joined(first: DigitSet, second: DigitSet) -> DigitSet:
    return DigitSet(
        torch.cat([first.images, second.images]), torch.cat([first.labels, second.labels])
    )


def _augmented(digits: DigitSet, strength: Strength, generator: Generator) -> Tensor:
    ink = to_ink(digits.images)
    # Resampling does not accept an empty batch.
    return augment(ink, digits.labels, strength, generator) if len(digits) else ink
