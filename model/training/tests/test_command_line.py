import json
from pathlib import Path

import numpy as np
import pytest

from inkling_training import architecture, commands
from inkling_training.__main__ import main

TRAIN = ["--epochs", "1", "--epoch-size", "64", "--batch-size", "16", "--val-size", "10"]


@pytest.fixture
def sets(mnist_folder: Path, rendered_folder: Path) -> list[str]:
    return ["--data", str(mnist_folder), "--rendered", str(rendered_folder)]


@pytest.fixture
def run(sets: list[str], tmp_path: Path) -> Path:
    """Folder of a finished, calibrated and exported run."""
    run = tmp_path / "run"
    assert main(["train", *sets, "--run", str(run), *TRAIN]) == 0
    assert main(["calibrate", *sets, "--run", str(run)]) == 0
    assert main(["export", "--run", str(run), "--onnx", str(run / "digits.onnx")]) == 0
    return run


def test_checkpoint_and_onnx_evaluate_the_same(
    run: Path, mnist_folder: Path, capsys: pytest.CaptureFixture
) -> None:
    best, onnx, data = str(run / "best.pt"), str(run / "digits.onnx"), str(mnist_folder)
    capsys.readouterr()
    assert main(["evaluate", "--data", data, "--checkpoint", best]) == 0
    assert main(["evaluate", "--data", data, "--onnx", onnx]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second and first.startswith("test accuracy ")


def test_logits_and_rejection_are_written_as_raw_floats(run: Path, mnist_folder: Path) -> None:
    out, onnx, data = run / "logits.f32", str(run / "digits.onnx"), str(mnist_folder)
    assert main(["logits", "--onnx", onnx, "--data", data, "--out", str(out)]) == 0
    outputs = np.fromfile(out, "<f4").reshape(60, 11)
    assert np.isfinite(outputs).all()


def test_calibration_of_another_checkpoint_is_refused(
    run: Path, capsys: pytest.CaptureFixture
) -> None:
    with (run / "best.pt").open("ab") as file:
        file.write(b"\0")
    assert main(["export", "--run", str(run), "--onnx", str(run / "new.onnx")]) == 1
    assert "calibrate again" in capsys.readouterr().err


def test_missing_rendered_sets_are_named_with_the_remedy(
    mnist_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    sets = ["--data", str(mnist_folder), "--rendered", str(tmp_path / "nowhere")]
    assert main(["train", *sets, "--run", str(tmp_path), *TRAIN]) == 1
    error = capsys.readouterr().err
    assert "train-digits-labels-idx1-ubyte.gz is missing; `cargo xtask train` renders it" in error


def test_report_draws_the_run(run: Path, sets: list[str]) -> None:
    assert main(["report", "--run", str(run), *sets]) == 0
    for name in ("curves.png", "confusion.png", "mistakes.png"):
        assert (run / name).read_bytes().startswith(b"\x89PNG")


def test_candidates_are_trained_once_and_listed(
    sets: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    two = {name: architecture.NETWORKS[name] for name in ("strided", "late")}
    monkeypatch.setattr(commands, "NETWORKS", two)
    arguments = ["candidates", *sets, "--run", str(tmp_path / "candidates"), *TRAIN]
    assert main(arguments) == 0
    found = json.loads((tmp_path / "candidates" / "candidates.json").read_text())
    assert [facts["network"] for facts in found] == list(two)
    for facts in found:
        onnx = tmp_path / "candidates" / f"{facts['network']}.onnx"
        assert facts["bytes"] == onnx.stat().st_size
        assert 0 <= facts["val_digits"] <= 1 and 0 <= facts["val_rejected_outliers"] <= 1
    capsys.readouterr()
    assert main([*arguments, "--resume"]) == 0
    assert "batch" not in capsys.readouterr().out


def test_networks_are_listed(capsys: pytest.CaptureFixture) -> None:
    assert main(["networks"]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 6


def test_training_reports_epochs_and_accuracy(capsys: pytest.CaptureFixture, run: Path) -> None:
    assert "1 epochs in 0.0 min; best validation accuracy " in capsys.readouterr().out


def test_errors_are_one_line_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert main(["evaluate", "--data", str(tmp_path), "--onnx", "missing.onnx"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: ") and error.count("\n") == 1
