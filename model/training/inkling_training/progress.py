"""Progress lines of a training epoch."""

import time

from torch import Tensor

BATCHES_PER_LINE = 50


class Progress:
    """Prints loss, accuracy (on augmented digits) and the estimated time left of the run."""

    def __init__(self, epoch: int, epochs: int, batches: int) -> None:
        self.epoch, self.epochs, self.batches = epoch, epochs, batches
        self.started = time.monotonic()
        self.batch, self.seen, self.correct = 0, 0, 0
        self.loss_sum = 0.0

    @property
    def mean_loss(self) -> float:
        return self.loss_sum / self.batch

    def update(self, loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        self.batch += 1
        self.seen += len(labels)
        self.correct += int((logits.argmax(dim=1) == labels).sum())
        self.loss_sum += loss.item()
        if self.batch % BATCHES_PER_LINE == 0 or self.batch == self.batches:
            print(self.line(), flush=True)

    def line(self) -> str:
        seconds_per_batch = (time.monotonic() - self.started) / self.batch
        batches_left = (self.epochs - self.epoch) * self.batches - self.batch
        left = int(seconds_per_batch * batches_left)
        return (
            f"epoch {self.epoch + 1}/{self.epochs} batch {self.batch}/{self.batches} "
            f"loss {self.mean_loss:.4f} accuracy {self.correct / self.seen:.2%} "
            f"left {left // 60}:{left % 60:02}"
        )
