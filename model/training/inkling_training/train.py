"""Seeded, resumable training; the best epoch is chosen on validation only."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel

from . import checkpoint, device, record
from .augment import GENTLE, STRONG, Strength
from .batches import Batch, Mixture
from .checkpoint import BEST, LAST, CheckpointError
from .loss import total_loss
from .network import DigitNetwork, Outputs
from .options import TrainOptions
from .progress import Progress
from .validation import Figures, Validation, measure


@dataclass(frozen=True)
class TrainResult:
    """Duration and best epoch of a run, resumed parts included."""

    epochs: int
    seconds: float
    best_epoch: int
    best_val_accuracy: float


class Trainer:
    """Training run: network, optimizer and progress, saved after every epoch."""

    def __init__(
        self, mixture: Mixture, validation: Validation, options: TrainOptions, run: Path
    ) -> None:
        torch.manual_seed(options.seed)
        self.options, self.run = options, run
        self.mixture, self.validation = mixture, validation
        self.device = device.choose_device(options.device)
        self.precision = device.choose_precision(options.precision, self.device)
        self.network = DigitNetwork(options.network).to(
            # Convolutions train faster with the channels last.
            self.device,
            memory_format=torch.channels_last,
        )
        self.average = AveragedModel(
            self.network, multi_avg_fn=warm_ema(options.ema_decay), use_buffers=True
        )
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(),
            lr=options.max_lr,
            weight_decay=options.weight_decay,
            fused=True,
        )
        self.batches = options.epoch_size // options.batch_size
        self.scheduler = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, options.max_lr, total_steps=options.epochs * self.batches
        )
        self.generator = torch.Generator(self.device).manual_seed(options.seed)
        self.epoch, self.seconds = 0, 0.0
        self.best_epoch, self.best_val_accuracy = 0, 0.0
        self.history: list[dict] = []

    def fit(self) -> TrainResult:
        """Trains the remaining epochs; saves a checkpoint after each."""
        while self.epoch < self.options.epochs:
            started = time.monotonic()
            loss = self.train_epoch()
            figures = measure(self.average, self.validation)
            seconds = time.monotonic() - started
            self.seconds += seconds
            # On a tie the later epoch wins, as its learning rate is lower.
            if figures.mean_accuracy >= self.best_val_accuracy:
                self.best_epoch, self.best_val_accuracy = self.epoch, figures.mean_accuracy
                checkpoint.save(self._best_state(figures), self.run / BEST)
            self._log(loss, figures, seconds)
            checkpoint.save(self._state(), self.run / LAST)
        return TrainResult(self.epoch, self.seconds, self.best_epoch, self.best_val_accuracy)

    def train_epoch(self) -> float:
        """Trains one epoch; returns the mean loss."""
        self.network.train()
        progress = Progress(self.epoch, self.options.epochs, self.batches)
        for batch in self.mixture.epoch(self.batches, self._strength(), self.generator):
            loss, outputs = self._step(batch)
            progress.update(loss, outputs.logits, batch.labels)
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
        if self.device.type == "cuda":
            torch.cuda.set_rng_state(state["cuda_dropout_rng"], self.device)
        self.generator.set_state(state["data_rng"])
        for name in ("epoch", "seconds", "best_epoch", "best_val_accuracy", "history"):
            setattr(self, name, state[name])

    def _strength(self) -> Strength:
        """Returns the strength of MNIST's augmentation in the next epoch."""
        gentle = round(self.options.epochs * self.options.gentle_share)
        return GENTLE if self.epoch >= self.options.epochs - gentle else STRONG

    def _step(self, batch: Batch) -> tuple[Tensor, Outputs]:
        """Takes one optimizer step; returns the detached loss and outputs."""
        with device.autocast(self.device, self.precision):
            outputs = self.network(batch.ink.contiguous(memory_format=torch.channels_last))
        loss = total_loss(outputs, batch.labels, self.options)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.scheduler.step()
        self.average.update_parameters(self.network)
        return loss.detach(), Outputs(outputs.logits.detach(), outputs.rejection.detach())

    def _log(self, loss: float, figures: Figures, seconds: float) -> None:
        accuracies = figures.accuracies
        entry = {"epoch": self.epoch, "loss": loss, "lr": self.scheduler.get_last_lr()[0]}
        entry |= {"seconds": seconds, "val_accuracy": figures.mean_accuracy}
        entry |= {f"val_{name}": value for name, value in accuracies.items()}
        entry |= {"val_rejected_outliers": figures.rejected_outliers}
        self.history.append(entry)
        record.write_history(self.history, self.run)
        record.write(self._facts(), self.run / record.RUN)
        by_set = ", ".join(f"{name} {value:.2%}" for name, value in accuracies.items())
        print(
            f"epoch {self.epoch}: validation accuracy {figures.mean_accuracy:.2%} ({by_set}), "
            f"non-digits rejected {figures.rejected_outliers:.1%}",
            flush=True,
        )

    def _facts(self) -> dict:
        return {
            "options": asdict(self.options),
            "hardware": device.describe(self.device),
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
            "precision": self.precision,
            "epochs": self.epoch,
            "seconds": self.seconds,
            "best_epoch": self.best_epoch,
        }

    def _best_state(self, figures: Figures) -> dict:
        return {
            "network": self.average.module.state_dict(),
            "options": asdict(self.options),
            "epoch": self.epoch,
            "figures": asdict(figures),
        }

    def _state(self) -> dict:
        cuda = self.device.type == "cuda"
        return {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "scheduler": self.scheduler.state_dict(),
            "dropout_rng": torch.get_rng_state(),
            "cuda_dropout_rng": torch.cuda.get_rng_state(self.device) if cuda else None,
            "data_rng": self.generator.get_state(),
            "options": asdict(self.options),
            "epoch": self.epoch,
            "seconds": self.seconds,
            "best_epoch": self.best_epoch,
            "best_val_accuracy": self.best_val_accuracy,
            "history": self.history,
        }


def warm_ema(decay: float) -> Callable[[list[Tensor], list[Tensor], Tensor], None]:
    """Returns the update of an exponential moving average whose decay rises to `decay`.

    So it forgets the random start sooner than with a constant decay.
    """

    @torch.no_grad()
    def update(averaged: list[Tensor], current: list[Tensor], count: Tensor) -> None:
        if not averaged[0].is_floating_point():
            # Batch normalization counts its batches.
            torch._foreach_copy_(averaged, current)
            return
        keep = min(decay, (1 + int(count)) / (10 + int(count)))
        torch._foreach_lerp_(averaged, current, 1 - keep)

    return update
