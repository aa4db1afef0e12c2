from dataclasses import replace
from pathlib import Path

import pytest
import torch
from synthetic import digit_set
from torch import Tensor

from inkling_training import checkpoint
from inkling_training.checkpoint import BEST, LAST, CheckpointError
from inkling_training.data import DigitSet
from inkling_training.evaluate import accuracy
from inkling_training.train import Trainer, TrainOptions

DIGITS = digit_set(352, seed=1)
OPTIONS = TrainOptions(epochs=3, batch_size=32, val_size=32)


def assert_same_run(first: Trainer, second: Trainer) -> None:
    assert first.best_epoch == second.best_epoch
    assert first.best_val_accuracy == second.best_val_accuracy
    for mine, other in zip(
        first.average.state_dict().values(), second.average.state_dict().values()
    ):
        assert torch.equal(mine, other)


def test_loss_falls_and_digits_are_learned(tmp_path: Path) -> None:
    options = TrainOptions(epochs=8, batch_size=32, val_size=32, ema_decay=0.9)
    trainer = Trainer(DIGITS, options, tmp_path)
    losses = [trainer.train_epoch() for _ in range(options.epochs)]
    assert losses[-1] < 0.7 * losses[0]
    assert accuracy(trainer.average, digit_set(100, seed=9)) > 0.9


def test_same_seed_gives_same_run(tmp_path: Path) -> None:
    first = Trainer(DIGITS, OPTIONS, tmp_path / "a")
    first.fit()
    second = Trainer(DIGITS, OPTIONS, tmp_path / "b")
    second.fit()
    assert_same_run(first, second)


def test_resumed_run_equals_uninterrupted_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Trainer(DIGITS, OPTIONS, tmp_path / "whole")
    whole.fit()
    interrupted = Trainer(DIGITS, OPTIONS, tmp_path / "part")
    interrupt_in_epoch(2, interrupted, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        interrupted.fit()
    resumed = Trainer(DIGITS, OPTIONS, tmp_path / "part")
    resumed.resume()
    assert resumed.epoch == 1
    resumed.fit()
    assert_same_run(whole, resumed)


def test_best_checkpoint_has_the_reported_accuracy(tmp_path: Path) -> None:
    trainer = Trainer(DIGITS, OPTIONS, tmp_path)
    result = trainer.fit()
    best = checkpoint.load_network(tmp_path / BEST)
    assert accuracy(best, trainer.val_digits) == result.best_val_accuracy
    assert result.epochs == OPTIONS.epochs and result.seconds > 0


def test_resume_without_checkpoint_says_to_train_first(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="is missing; train first"):
        Trainer(DIGITS, OPTIONS, tmp_path).resume()


def test_resume_with_other_options_is_refused(tmp_path: Path) -> None:
    trainer = Trainer(DIGITS, replace(OPTIONS, epochs=1), tmp_path)
    trainer.fit()
    with pytest.raises(CheckpointError, match="needs the options it began with"):
        Trainer(DIGITS, OPTIONS, tmp_path).resume()


def test_interrupted_save_keeps_the_previous_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_half(state: dict, path: Path) -> None:
        path.write_bytes(b"half")
        raise KeyboardInterrupt

    checkpoint.save({"epoch": 1}, tmp_path / LAST)
    monkeypatch.setattr(torch, "save", write_half)
    with pytest.raises(KeyboardInterrupt):
        checkpoint.save({"epoch": 2}, tmp_path / LAST)
    assert checkpoint.load(tmp_path / LAST) == {"epoch": 1}


def interrupt_in_epoch(epoch: int, trainer: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    step = trainer._step

    def interrupting_step(digits: DigitSet) -> tuple[Tensor, Tensor]:
        if trainer.epoch == epoch - 1:
            raise KeyboardInterrupt
        return step(digits)

    monkeypatch.setattr(trainer, "_step", interrupting_step)
