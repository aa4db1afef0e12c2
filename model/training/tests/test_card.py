"""The card is generated from files only, so these tests write the files and train nothing."""

from pathlib import Path

import pytest

from inkling_training import record
from inkling_training.__main__ import main
from inkling_training.architecture import multiply_adds, parameter_count
from inkling_training.options import TrainOptions

DIGIT_SETS = ("mnist", "digits", "varied")
ONNX = b"a network"
BEST = b"a checkpoint"


def row(part: str, what: str, figure: float, met: bool | None) -> dict:
    sense, target = ("at least", 99.0) if met is not None else (None, None)
    figures = {"figure": figure, "unit": "%", "sense": sense, "target": target, "met": met}
    return {"part": part, "what": what} | figures


ROWS = [
    row("MNIST", "test images right", 99.71, True),
    row("pen digits", "thin pen", 98.123, False),
    row("pen digits", "no target", 0.00234, None),
]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Folder with the network and the records of training, calibration and export."""
    (tmp_path / "digits.onnx").write_bytes(ONNX)
    (tmp_path / "best.pt").write_bytes(BEST)
    write_run(tmp_path)
    write_evaluation(tmp_path)
    return tmp_path


def write_run(run: Path) -> None:
    checkpoint = record.fingerprint(run / "best.pt")
    options = vars(TrainOptions())
    facts = {"options": options, "hardware": "a machine", "torch": "2", "threads": 2}
    facts |= {"precision": "bf16", "epochs": 25, "seconds": 120.0, "best_epoch": 2}
    record.write(facts, run / record.RUN)
    by_set = dict.fromkeys(DIGIT_SETS, 0.01)
    calibration = {"checkpoint": checkpoint, "temperature": 0.8, "rejection_offset": 1.5}
    calibration |= {"rejects_at_most": 0.004, "rejected": by_set, "rejected_outliers": 0.95}
    calibration |= {"alternatives": {"energy of the logits": 0.8}, "offsets": by_set}
    calibration |= {"ece_before": by_set, "ece_after": by_set}
    record.write(calibration, run / record.CALIBRATION)
    epoch = {f"val_{name}": 0.99 for name in (*DIGIT_SETS, "accuracy", "rejected_outliers")}
    history = [{"epoch": number, "loss": 0.25} | epoch for number in range(1, 26)]
    record.write_history(history, run)
    record.write(exported(run / "digits.onnx", "standard"), run / record.EXPORT)


def exported(onnx: Path, network: str) -> dict:
    return {
        "sha256": record.fingerprint(onnx),
        "version": "4",
        "network": network,
        "parameters": parameter_count(network),
        "multiply_adds": multiply_adds(network),
        "bytes": onnx.stat().st_size,
    }


def write_evaluation(run: Path, **changed: str) -> None:
    sha256 = record.fingerprint(run / "digits.onnx")
    evaluation = {"model": sha256, "split": "test", "rows": ROWS} | changed
    record.write(evaluation, run / "evaluation.json")


def write_card(run: Path) -> int:
    files = {"run": ".", "onnx": "digits.onnx", "evaluation": "evaluation.json"}
    files |= {"candidates": "candidates", "out": "README.md"}
    arguments = [text for flag, name in files.items() for text in (f"--{flag}", str(run / name))]
    return main(["card", *arguments])


def test_card_reports_the_run_and_every_figure(run: Path) -> None:
    assert write_card(run) == 0
    assert (run / "measured.json").read_text() == (run / "evaluation.json").read_text()
    card = (run / "README.md").read_text()
    expected = [
        record.fingerprint(run / "digits.onnx"),
        "78,139 parameters",
        "| convolution 3×3 | 16×26×26 | 160 | 97,344 |",
        "| `--seed` | 1 |",
        "a machine",
        "| 22 | 0.250 | 99.00 %",
        "| 25 | 0.250 | 99.00 %",
        "### MNIST",
        "| test images right | 99.71 % | at least 99 % |",
        "### Pen digits",
        "| no target | 0.0023 % |  |",
        "by the energy of the logits instead |  | 80.00 % |",
    ]
    for text in expected:
        assert text in card
    assert "| 24 | 0.250" not in card
    assert "$" not in card


def test_missed_targets_are_marked_and_listed_as_weaknesses(run: Path) -> None:
    assert write_card(run) == 0
    card = (run / "README.md").read_text()
    assert "| thin pen | **98.12 %**, missed | at least 99 % |" in card
    weaknesses = card.partition("## Known weaknesses")[2]
    assert "- Missed target: pen digits, thin pen: 98.12 %" in weaknesses
    assert weaknesses.count("Missed target") == 1


def test_candidates_are_listed_with_their_latency(run: Path) -> None:
    folder = run / "candidates"
    (folder / "standard").mkdir(parents=True)
    record.write({"epochs": 8}, folder / "standard" / record.RUN)
    validation = {f"val_{name}": 0.985 for name in (*DIGIT_SETS, "accuracy", "rejected_outliers")}
    found = [exported(run / "digits.onnx", name) | validation for name in ("standard", "late")]
    record.write(found, folder / record.CANDIDATES)
    latency = {"part": "latency", "what": "one pass", "figure": 151.7, "unit": "µs"}
    measured = {"model": found[1]["sha256"], "rows": [latency]}
    record.write(measured, folder / "late.latency.json")
    assert write_card(run) == 0
    card = (run / "README.md").read_text()
    assert "(8 epochs, one seed)" in card
    assert "| **standard** | 78,139 | 5,412,096 | 9 |  | 98.50 % |" in card
    assert "| late | 80,755 | 2,861,856 | 9 | 152 µs | 98.50 % |" in card


@pytest.mark.parametrize(
    "changed, error",
    [
        ({"model": "0" * 64}, "the evaluation is of another model"),
        ({"split": "validation"}, "the evaluation is on the validation split"),
    ],
)
def test_other_evaluation_is_refused(
    run: Path, changed: dict, error: str, capsys: pytest.CaptureFixture
) -> None:
    write_evaluation(run, **changed)
    assert write_card(run) == 1
    assert error in capsys.readouterr().err
    assert not (run / "README.md").exists()


@pytest.mark.parametrize(
    "file, error", [("digits.onnx", "export again"), ("best.pt", "calibrate again")]
)
def test_other_network_is_refused(
    run: Path, file: str, error: str, capsys: pytest.CaptureFixture
) -> None:
    (run / file).write_bytes(b"another")
    assert write_card(run) == 1
    assert error in capsys.readouterr().err


def test_missing_stage_is_named(run: Path, capsys: pytest.CaptureFixture) -> None:
    (run / "evaluation.json").unlink()
    assert write_card(run) == 1
    assert "evaluation.json is missing; run `cargo xtask evaluate" in capsys.readouterr().err
