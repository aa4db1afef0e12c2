"""Plots of a run on validation: learning curves, confusion matrix, most confident mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from . import calibrate, checkpoint, record
from .architecture import CLASSES
from .checkpoint import BEST
from .network import fold_calibration
from .validation import DIGIT_SETS, Validation

# Rows and columns of the plot of mistakes.
SHEET = (6, 10)
REJECTED = CLASSES


@dataclass(frozen=True)
class Predictions:
    """Predictions of the calibrated network for the [N] pictures of all digit sets."""

    images: Tensor
    labels: Tensor
    guesses: Tensor
    confidence: Tensor
    rejected: Tensor


def draw_report(run: Path, validation: Validation) -> Iterator[Path]:
    """Writes the plots into the run's folder and yields their paths."""
    predictions, outliers = _predictions(run, validation)
    yield _saved(_curves(record.read_history(run)), run / "curves.png")
    yield _saved(_confusion(predictions, outliers), run / "confusion.png")
    yield _saved(_mistakes(predictions), run / "mistakes.png")


def _predictions(run: Path, validation: Validation) -> tuple[Predictions, Tensor]:
    """Returns predictions for the digits and, for the [N] non-digits, digits or REJECTED."""
    network, calibration = checkpoint.load_network(run / BEST), calibrate.load(run)
    fold_calibration(network, calibration.temperature, calibration.rejection_offset)
    outputs = validation.outputs(network)
    logits = torch.cat([outputs[name].logits for name in DIGIT_SETS])
    confidence, guesses = logits.softmax(dim=1).max(dim=1)
    outliers = outputs["outliers"]
    predictions = Predictions(
        images=torch.cat([validation[name].images for name in DIGIT_SETS]),
        labels=torch.cat([validation[name].labels for name in DIGIT_SETS]),
        guesses=guesses,
        confidence=confidence,
        rejected=torch.cat([outputs[name].rejection for name in DIGIT_SETS]) > 0,
    )
    return predictions, outliers.logits.argmax(dim=1).where(outliers.rejection <= 0, REJECTED)


def _curves(history: list[dict]) -> Figure:
    figure = Figure(figsize=(9, 4), layout="constrained")
    loss, accuracy = figure.subplots(1, 2)
    epochs = [entry["epoch"] for entry in history]
    loss.plot(epochs, [entry["loss"] for entry in history])
    loss.set(title="training loss", xlabel="epoch", yscale="log")
    for name in DIGIT_SETS:
        accuracy.plot(epochs, [1 - entry[f"val_{name}"] for entry in history], label=name)
    missed = [1 - entry["val_rejected_outliers"] for entry in history]
    accuracy.plot(epochs, missed, label="non-digits not rejected", linestyle=":")
    accuracy.set(title="validation: share that is wrong", xlabel="epoch", yscale="log")
    accuracy.legend()
    return figure


def confusion(predictions: Predictions, outliers: Tensor) -> Tensor:
    """Returns counts [11, 11]: rows are labels, columns predictions; the last is "no digit"."""
    predicted = predictions.guesses.where(~predictions.rejected, REJECTED)
    rows = torch.cat([predictions.labels, torch.full((len(outliers),), REJECTED)])
    columns = torch.cat([predicted, outliers])
    size = CLASSES + 1
    return torch.bincount(rows * size + columns, minlength=size**2).view(size, size)


def _confusion(predictions: Predictions, outliers: Tensor) -> Figure:
    counts = confusion(predictions, outliers)
    names = [*map(str, range(CLASSES)), "no digit"]
    figure = Figure(figsize=(8, 7), layout="constrained")
    axes = figure.subplots()
    # Colored by the share of the row, as non-digits outnumber every digit.
    axes.imshow(
        (counts / counts.sum(dim=1, keepdim=True)).sqrt().numpy(), cmap="Blues", vmin=0, vmax=1
    )
    axes.set(title="validation", xlabel="predicted", ylabel="label")
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    for row, column in counts.nonzero().tolist():
        color = "white" if row == column else "black"
        axes.text(column, row, int(counts[row, column]), ha="center", va="center", color=color)
    return figure


def _mistakes(predictions: Predictions) -> Figure:
    """Plots the wrong predictions, the most confident first."""
    wrong = (predictions.guesses != predictions.labels).nonzero()[:, 0]
    worst = wrong[predictions.confidence[wrong].argsort(descending=True)]
    figure = Figure(figsize=(SHEET[1] * 1.1, SHEET[0] * 1.4), layout="constrained")
    places = list(figure.subplots(*SHEET).flat)
    for axes in places:
        axes.axis("off")
    for axes, index in zip(places, worst.tolist()):
        _mistake(axes, predictions, index)
    figure.suptitle(f"{len(wrong)} of {len(predictions.labels)} validation digits are misread")
    return figure


def _mistake(axes: Axes, predictions: Predictions, index: int) -> None:
    axes.imshow(predictions.images[index, 0].numpy(), cmap="gray_r", vmin=0, vmax=255)
    label, guess = int(predictions.labels[index]), int(predictions.guesses[index])
    rejected = "\nrejected" if predictions.rejected[index] else ""
    axes.set_title(f"{label} → {guess}, {predictions.confidence[index]:.0%}{rejected}", fontsize=8)


def _saved(figure: Figure, path: Path) -> Path:
    figure.savefig(path, dpi=120)
    return path
