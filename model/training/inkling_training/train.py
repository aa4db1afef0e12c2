"""Seeded, resumable training; the best epoch is chosen on validation digits only."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from . import checkpoint
from .augment import augment
from .checkpoint import BEST, LAST, CheckpointError
from .data import DigitSet, split_train_val, to_ink
from .evaluate import accuracy
from .network import DigitNetwork
from .progress import Progress


def _option(default: float, help: str) -> Any:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class TrainOptions:
    """Everything that determines the result, apart from the data and the thread count."""

    epochs: int = _option(40, "passes over the training digits")
    batch_size: int = _option(128, "digits per optimizer step")
    max_lr: float = _option(4e-3, "peak of the one-cycle learning rate")
    weight_decay: float = _option(1e-2, "decoupled weight decay of AdamW")
    label_smoothing: float = _option(0.05, "probability spread over all classes")
    ema_decay: float = _option(0.998, "share of the averaged weights kept at each step")
    val_size: int = _option(5000, "training digits held out for validation")
    seed: int = _option(1, "seed of every random draw")


@dataclass(frozen=True)
class TrainResult:
    """What a run of `epochs` achieved in `seconds`, resumed parts included."""

    epochs: int
    seconds: float
    best_epoch: int
    best_val_accuracy: float


class Trainer:
    """One training run: its network, optimizer and progress, saved after every epoch."""

    def __init__(self, digits: DigitSet, options: TrainOptions, run: Path) -> None:
        torch.manual_seed(options.seed)
        self.options, self.run = options, run
        self.train_digits, self.val_digits = split_train_val(digits, options.val_size, options.seed)
        # Convolutions train faster on a CPU with the channels last.
        self.network = DigitNetwork().to(memory_format=torch.channels_last)
        self.average = AveragedModel(
            self.network, avg_fn=warm_ema(options.ema_decay), use_buffers=True
        )
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=options.max_lr, weight_decay=options.weight_decay
        )
        self.batches = len(self.train_digits) // options.batch_size
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, options.max_lr, total_steps=options.epochs * self.batches
        )
        self.generator = torch.Generator().manual_seed(options.seed)
        self.epoch, self.seconds = 0, 0.0
        self.best_epoch, self.best_val_accuracy = 0, 0.0

    def fit(self) -> TrainResult:
        """Trains the epochs that are left, saving a checkpoint after each."""
        while self.epoch < self.options.epochs:
            started = time.monotonic()
            self.train_epoch()
            val_accuracy = accuracy(self.average, self.val_digits)
            self.seconds += time.monotonic() - started
            # On a tie the later epoch wins: its learning rate is lower.
            if val_accuracy >= self.best_val_accuracy:
                self.best_epoch, self.best_val_accuracy = self.epoch, val_accuracy
                checkpoint.save(self._best_state(), self.run / BEST)
            checkpoint.save(self._state(), self.run / LAST)
            print(f"epoch {self.epoch}: validation accuracy {val_accuracy:.2%}", flush=True)
        return TrainResult(self.epoch, self.seconds, self.best_epoch, self.best_val_accuracy)

    def train_epoch(self) -> float:
        """Trains on every digit once, in a new order, and returns the mean loss."""
        self.network.train()
        order = torch.randperm(len(self.train_digits), generator=self.generator)
        progress = Progress(self.epoch, self.options.epochs, self.batches)
        # The digits of a last incomplete batch wait for another epoch's order.
        for indices in order.split(self.options.batch_size)[: self.batches]:
            digits = self.train_digits.subset(indices)
            loss, logits = self._step(digits)
            progress.update(loss, logits, digits.labels)
        self.epoch += 1
        return progress.mean_loss

    def resume(self) -> None:
        """Continues from the last checkpoint as if there had been no interruption."""
        path = self.run / LAST
        state = checkpoint.load(path)
        if state["options"] != asdict(self.options):
            raise CheckpointError(f"{path} needs the options it began with: {state['options']}")
        for name in ("network", "average", "optimizer", "scheduler"):
            getattr(self, name).load_state_dict(state[name])
        torch.set_rng_state(state["dropout_rng"])
        self.generator.set_state(state["data_rng"])
        for name in ("epoch", "seconds", "best_epoch", "best_val_accuracy"):
            setattr(self, name, state[name])

    def _step(self, digits: DigitSet) -> tuple[Tensor, Tensor]:
        """One optimizer step; returns the loss and the [N, 10] logits, detached."""
        ink = augment(to_ink(digits.images), digits.labels, self.generator)
        logits = self.network(ink.contiguous(memory_format=torch.channels_last))
        smoothing = self.options.label_smoothing
        loss = F.cross_entropy(logits, digits.labels, label_smoothing=smoothing)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.scheduler.step()
        self.average.update_parameters(self.network)
        return loss.detach(), logits.detach()

    def _best_state(self) -> dict:
        return {
            "network": self.average.module.state_dict(),
            "epoch": self.epoch,
            "val_accuracy": self.best_val_accuracy,
        }

    def _state(self) -> dict:
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "dropout_rng": torch.get_rng_state(),
            "data_rng": self.generator.get_state(),
            "options": asdict(self.options),
            "epoch": self.epoch,
            "seconds": self.seconds,
            "best_epoch": self.best_epoch,
            "best_val_accuracy": self.best_val_accuracy,
        }


def warm_ema(decay: float) -> Callable[[Tensor, Tensor, Tensor], Tensor]:
    """Exponential moving average that forgets the random start sooner than `decay` would."""

    def update(averaged: Tensor, current: Tensor, count: Tensor) -> Tensor:
        keep = min(decay, (1 + int(count)) / (10 + int(count)))
        return averaged * keep + current * (1 - keep)

    return update
