"""Progress lines of a training epoch."""

import time

import torch
from torch import Tensor

from .data import NO_DIGIT

BATCHES_PER_LINE = 50


class Progress:
    """Prints loss, accuracy (on augmented digits) and the estimated time left of the run."""

    def __init__(self, epoch: int, epochs: int, batches: int) -> None:
        self.epoch, self.epochs, self.batches = epoch, epochs, batches
        self.started = time.monotonic()
        self.batch = 0
        # Summed on the device, as reading a value would synchronize the GPU.
        self.loss_sum: Tensor = torch.zeros(())
        self.seen, self.correct = torch.zeros(()), torch.zeros(())

    @property
    def mean_loss(self) -> float:
        return float(self.loss_sum) / self.batch

    def update(self, loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        self.batch += 1
        self.seen = self.seen + (labels != NO_DIGIT).sum()
        self.correct = self.correct + (logits.argmax(dim=1) == labels).sum()
        self.loss_sum = self.loss_sum + loss
        if self.batch % BATCHES_PER_LINE == 0 or self.batch == self.batches:
            print(self.line(), flush=True)

    def line(self) -> str:
        seconds_per_batch = (time.monotonic() - self.started) / self.batch
        batches_left = (self.epochs - self.epoch) * self.batches - self.batch
        left = int(seconds_per_batch * batches_left)
        return (
            f"epoch {self.epoch + 1}/{self.epochs} batch {self.batch}/{self.batches} "
            f"loss {self.mean_loss:.4f} accuracy {float(self.correct / self.seen):.2%} "
            f"left {left // 60}:{left % 60:02}"
        )
