from pathlib import Path

import numpy as np
import pytest

from inkling_training.__main__ import main

TRAIN = ["--epochs", "1", "--batch-size", "16", "--val-size", "10"]


@pytest.fixture
def run(mnist_folder: Path, tmp_path: Path) -> Path:
    """The folder of a finished run."""
    assert main(["train", "--data", str(mnist_folder), "--run", str(tmp_path / "run"), *TRAIN]) == 0
    return tmp_path / "run"


def test_checkpoint_and_onnx_evaluate_the_same(
    run: Path, mnist_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    best, onnx, data = str(run / "best.pt"), str(tmp_path / "digits.onnx"), str(mnist_folder)
    assert main(["export", "--checkpoint", best, "--onnx", onnx]) == 0
    capsys.readouterr()
    assert main(["evaluate", "--data", data, "--checkpoint", best]) == 0
    assert main(["evaluate", "--data", data, "--onnx", onnx]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second and first.startswith("test accuracy ")


def test_logits_are_written_as_raw_floats(run: Path, mnist_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "logits.f32"
    best, data = str(run / "best.pt"), str(mnist_folder)
    assert main(["logits", "--checkpoint", best, "--data", data, "--out", str(out)]) == 0
    logits = np.fromfile(out, "<f4").reshape(60, 10)
    assert np.isfinite(logits).all()


def test_training_reports_what_it_reached(capsys: pytest.CaptureFixture, run: Path) -> None:
    assert "1 epochs in 0.0 min; best validation accuracy " in capsys.readouterr().out


def test_errors_are_one_line_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert main(["evaluate", "--data", str(tmp_path), "--onnx", "missing.onnx"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ") and error.count("\n") == 1
