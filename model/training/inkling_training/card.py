"""Model card: how the committed network was trained, and the figures of the Rust evaluation."""

import math
from itertools import groupby
from pathlib import Path
from string import Template

from . import calibrate, record
from .architecture import layer_costs
from .checkpoint import CheckpointError
from .data import TRAIN_COUNT
from .tables import count, markdown_table, number, percent
from .validation import DIGIT_SETS

TEMPLATE = Path(__file__).with_name("card.md")
MEASURED_ON = "test"
MICROSECONDS = "µs"
# Largest number of rows of the learning curve.
CURVE_ROWS = 10


def model_card(run: Path, onnx: Path, evaluation: dict, candidates: Path) -> str:
    """Returns the card; raises CheckpointError unless run, file and evaluation belong together."""
    exported = record.read(run / record.EXPORT, "export first")
    check_fingerprints(exported, onnx, evaluation)
    facts = record.read(run / record.RUN, "train first")
    options = facts["options"]
    fields = {
        "file": onnx.name,
        "bytes": count(exported["bytes"]),
        "version": exported["version"],
        "sha256": exported["sha256"],
        "network": exported["network"],
        "parameters": count(exported["parameters"]),
        "multiply_adds": count(exported["multiply_adds"]),
        "summary": _summary(exported, options),
        "architecture": _architecture(exported["network"]),
        "mnist_train": count(TRAIN_COUNT - options["val_size"]),
        "mnist_val": count(options["val_size"]),
        "shares": _shares(options),
        "training": _training(facts),
        "curve": _curve(record.read_history(run)),
        "validation": _validation(run),
        "measured": measured(evaluation),
        "missed": missed(evaluation),
        **_candidates(candidates, exported["network"]),
    }
    return Template(TEMPLATE.read_text()).substitute(fields)


def check_fingerprints(exported: dict, onnx: Path, evaluation: dict) -> None:
    """Raises CheckpointError unless all three are of the same file, on the test split."""
    found = record.fingerprint(onnx)
    if exported["sha256"] != found:
        raise CheckpointError(f"{onnx} ({found}) is not what this run exported; export again")
    if evaluation["model"] != found:
        raise CheckpointError(
            f"the evaluation is of another model ({evaluation['model']}) than {onnx} ({found}); "
            "evaluate again"
        )
    if evaluation["split"] != MEASURED_ON:
        raise CheckpointError(
            f"the evaluation is on the {evaluation['split']} split; the card reports the "
            f"{MEASURED_ON} split: evaluate again"
        )


def measured(evaluation: dict) -> str:
    """Returns a table for each part, in the order of the evaluation."""
    parts = []
    for part, rows in groupby(evaluation["rows"], key=lambda row: row["part"]):
        table = markdown_table(
            ("what", "measured", "target"),
            [(row["what"], _figure(row), _target(row)) for row in rows],
        )
        parts.append(f"### {part[0].upper()}{part[1:]}\n\n{table}")
    return "\n\n".join(parts)


def missed(evaluation: dict) -> str:
    """Returns a line for each missed target."""
    lines = [
        f"- Missed target: {row['part']}, {row['what']}: {_figure(row)}, {_target(row)}.\n"
        for row in evaluation["rows"]
        if row["met"] is False
    ]
    return "".join(lines).replace("**", "")


def _figure(row: dict) -> str:
    text = number(row["figure"], row["unit"])
    return f"**{text}**, missed" if row["met"] is False else text


def _target(row: dict) -> str:
    if row["target"] is None:
        return ""
    return f"{row['sense']} {row['target']:g} {row['unit']}".rstrip()


def _summary(exported: dict, options: dict) -> str:
    return (
        f"A convolutional network of {count(exported['parameters'])} parameters that recognizes a\n"
        f"handwritten digit in 28×28 pixels and rejects non-digits; trained from seed\n"
        f"{options['seed']} on MNIST and on rendered pen strokes."
    )


def _architecture(network: str) -> str:
    rows = [
        (
            cost.name,
            "×".join(map(str, cost.shape)),
            count(cost.parameters),
            count(cost.multiply_adds),
        )
        for cost in layer_costs(network)
    ]
    return markdown_table(("layer", "output", "parameters", "multiply-adds"), rows)


def _candidates(folder: Path, chosen: str) -> dict[str, str]:
    """Returns the table, and the options that the candidates share."""
    path = folder / record.CANDIDATES
    if not path.exists():
        return {"candidates": "No candidates were trained.", "candidates_options": ""}
    found = record.read(path, "train the candidates first")
    columns = ("network", "parameters", "multiply-adds", "bytes", "latency", "accuracy")
    columns += (*DIGIT_SETS, "non-digits rejected")
    table = markdown_table(columns, [_candidate(folder, facts, chosen) for facts in found])
    run = folder / found[0]["network"]
    epochs = record.read(run / record.RUN, "train the candidates first")["epochs"]
    return {"candidates": table, "candidates_options": f" ({epochs} epochs, one seed)"}


def _candidate(folder: Path, facts: dict, chosen: str) -> tuple[str, ...]:
    name = facts["network"]
    return (
        f"**{name}**" if name == chosen else name,
        *(count(facts[key]) for key in ("parameters", "multiply_adds", "bytes")),
        _latency(folder / f"{name}.latency.json", facts["sha256"]),
        percent(facts["val_accuracy"]),
        *(percent(facts[f"val_{digits}"]) for digits in DIGIT_SETS),
        percent(facts["val_rejected_outliers"]),
    )


def _latency(path: Path, sha256: str) -> str:
    """Returns the latency of a forward pass; empty if the Rust evaluation has not measured it."""
    if not path.exists():
        return ""
    evaluation = record.read(path, "")
    if evaluation["model"] != sha256:
        raise CheckpointError(f"{path} is of another model; measure its latency again")
    row = next(row for row in evaluation["rows"] if row["unit"] == MICROSECONDS)
    return f"{row['figure']:.0f} {MICROSECONDS}"


def _shares(options: dict) -> str:
    mnist, outliers = options["mnist_share"], options["outlier_share"]
    return (
        f"{100 * mnist:.0f} % MNIST, {100 * (1 - mnist - outliers):.0f} % rendered pen digits and "
        f"{100 * outliers:.0f} % non-digits"
    )


def _training(facts: dict) -> str:
    pictures = facts["epochs"] * facts["options"]["epoch_size"]
    rows = [
        ("hardware", f"{facts['hardware']}; PyTorch {facts['torch']}, {facts['precision']}"),
        ("time", f"{facts['seconds'] / 60:.0f} minutes, {facts['threads']} threads"),
        (
            "pictures",
            f"{count(pictures)} in {facts['epochs']} epochs; epoch {facts['best_epoch']} kept",
        ),
        ("optimizer", "AdamW, one-cycle learning rate, average of the weights over steps"),
        *(
            (f"`--{name.replace('_', '-')}`", f"{value}")
            for name, value in facts["options"].items()
        ),
    ]
    return markdown_table(("", ""), rows)


def _curve(history: list[dict]) -> str:
    """Returns evenly spaced epochs, the last among them."""
    step = math.ceil(len(history) / CURVE_ROWS)
    rows = [
        (
            str(entry["epoch"]),
            f"{entry['loss']:.3f}",
            *(percent(entry[f"val_{name}"]) for name in DIGIT_SETS),
            percent(entry["val_rejected_outliers"]),
        )
        for entry in history[::-step][::-1]
    ]
    return markdown_table(("epoch", "loss", *DIGIT_SETS, "non-digits rejected"), rows)


def _validation(run: Path) -> str:
    calibration, facts = calibrate.load(run), record.candidate(run)
    rows = [
        (
            f"digits of `{name}`",
            percent(facts[f"val_{name}"]),
            percent(calibration.rejected[name]),
            f"{percent(calibration.ece_before[name])} → {percent(calibration.ece_after[name])}",
        )
        for name in DIGIT_SETS
    ]
    rows.append(("non-digits", "", percent(calibration.rejected_outliers), ""))
    rows += [
        (f"non-digits, by the {name} instead", "", percent(rejected), "")
        for name, rejected in calibration.alternatives.items()
    ]
    columns = ("set", "accuracy", "rejected", "expected calibration error before → after scaling")
    scalars = (
        f"Temperature {calibration.temperature:.3f}; rejection threshold "
        f"{calibration.rejection_offset:.3f} of the trained output, which rejects at most "
        f"{percent(calibration.rejects_at_most)} of the digits, with equal weights of the sets. "
        "The other methods are compared at thresholds that reject as many digits."
    )
    return f"{markdown_table(columns, rows)}\n\n{scalars}"
