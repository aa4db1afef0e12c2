import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from synthetic import digit_set, mixture, outlier_set, validation
from torch import Generator, Tensor

from inkling_training import checkpoint
from inkling_training.augment import GENTLE, STRONG, Strength
from inkling_training.batches import Batch, Mixture
from inkling_training.checkpoint import BEST, LAST, CheckpointError
from inkling_training.evaluate import accuracy, compute_outputs
from inkling_training.network import Outputs
from inkling_training.options import TrainOptions
from inkling_training.record import HISTORY
from inkling_training.train import Trainer
from inkling_training.validation import measure

OPTIONS = TrainOptions(network="strided", epochs=3, epoch_size=320, batch_size=32)


def new_trainer(run: Path, options: TrainOptions = OPTIONS) -> Trainer:
    return Trainer(mixture(options.batch_size), validation(), options, run)


def assert_same_run(first: Trainer, second: Trainer) -> None:
    assert first.best_epoch == second.best_epoch
    assert first.best_val_accuracy == second.best_val_accuracy
    for mine, other in zip(
        first.average.state_dict().values(), second.average.state_dict().values()
    ):
        assert torch.equal(mine, other)


def test_loss_falls_and_digits_are_separated_from_outliers(tmp_path: Path) -> None:
    options = replace(OPTIONS, epochs=10, ema_decay=0.9)
    trainer = new_trainer(tmp_path, options)
    losses = [trainer.train_epoch() for _ in range(options.epochs)]
    assert losses[-1] < 0.7 * losses[0]
    digits, outliers = digit_set(100, seed=19), outlier_set(100, seed=20)
    assert accuracy(trainer.average, digits) > 0.9
    of_digits = compute_outputs(trainer.average, digits.images).rejection
    of_outliers = compute_outputs(trainer.average, outliers.images).rejection
    assert of_outliers.median() > of_digits.quantile(0.95)


def test_same_seed_gives_same_run(tmp_path: Path) -> None:
    first = new_trainer(tmp_path / "a")
    first.fit()
    second = new_trainer(tmp_path / "b")
    second.fit()
    assert_same_run(first, second)


def test_resumed_run_equals_uninterrupted_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = new_trainer(tmp_path / "whole")
    whole.fit()
    interrupted = new_trainer(tmp_path / "part")
    interrupt_in_epoch(2, interrupted, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        interrupted.fit()
    resumed = new_trainer(tmp_path / "part")
    resumed.resume()
    assert resumed.epoch == 1
    resumed.fit()
    assert_same_run(whole, resumed)
    lines = (tmp_path / "part" / HISTORY).read_text().splitlines()
    assert [json.loads(line)["epoch"] for line in lines] == [1, 2, 3]


def test_best_checkpoint_has_the_reported_accuracy(tmp_path: Path) -> None:
    trainer = new_trainer(tmp_path)
    result = trainer.fit()
    best = checkpoint.load_network(tmp_path / BEST)
    assert measure(best, trainer.validation).mean_accuracy == result.best_val_accuracy
    assert result.epochs == OPTIONS.epochs and result.seconds > 0


def test_the_last_epochs_augment_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strengths, epoch = [], Mixture.epoch

    def recorded(
        mixture: Mixture, batches: int, strength: Strength, generator: Generator
    ) -> Iterator[Batch]:
        strengths.append(strength)
        return epoch(mixture, batches, strength, generator)

    monkeypatch.setattr(Mixture, "epoch", recorded)
    new_trainer(tmp_path, replace(OPTIONS, gentle_share=0.4)).fit()
    assert strengths == [STRONG, STRONG, GENTLE]


def test_resume_without_checkpoint_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="is missing; train first"):
        new_trainer(tmp_path).resume()


def test_resume_with_other_options_is_refused(tmp_path: Path) -> None:
    trainer = new_trainer(tmp_path, replace(OPTIONS, epochs=1))
    trainer.fit()
    with pytest.raises(CheckpointError, match="needs the options it began with"):
        new_trainer(tmp_path).resume()


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

    def interrupting_step(batch: Batch) -> tuple[Tensor, Outputs]:
        if trainer.epoch == epoch - 1:
            raise KeyboardInterrupt
        return step(batch)

    monkeypatch.setattr(trainer, "_step", interrupting_step)
