"""Stages of a run as commands; each reads the files of the stages before it."""

import dataclasses
from argparse import Namespace

import numpy as np

from . import calibrate as calibration
from . import checkpoint, record
from .architecture import NETWORKS, multiply_adds, parameter_count
from .batches import Mixture, Shares
from .card import model_card
from .checkpoint import BEST, LAST
from .data import load_test, load_train, split_train_val
from .device import choose_device
from .evaluate import accuracy, compute_outputs
from .export import export_run, load_onnx
from .network import DigitNetwork
from .options import TrainOptions
from .rendered import load_rendered_train, load_rendered_val
from .report import draw_report
from .train import Trainer
from .validation import Validation


def train(arguments: Namespace) -> None:
    """train the network and keep checkpoints"""
    names = [field.name for field in dataclasses.fields(TrainOptions)]
    options = TrainOptions(**{name: getattr(arguments, name) for name in names})
    trainer = Trainer(*load_sets(arguments, options), options, arguments.run)
    if arguments.resume:
        trainer.resume()
    result = trainer.fit()
    print(
        f"{result.epochs} epochs in {result.seconds / 60:.1f} min; best validation accuracy "
        f"{result.best_val_accuracy:.2%} at epoch {result.best_epoch}"
    )


def calibrate(arguments: Namespace) -> None:
    """choose temperature and rejection threshold on validation"""
    best = arguments.run / BEST
    options = TrainOptions(**checkpoint.load(best)["options"])
    validation = load_validation(arguments, options)
    outputs = validation.outputs(checkpoint.load_network(best))
    fields = calibration.calibrate(outputs, validation, arguments.reject_at_most)
    found = calibration.Calibration(checkpoint=record.fingerprint(best), **fields)
    calibration.save(found, arguments.run)
    print(f"temperature {found.temperature:.3f}, rejection offset {found.rejection_offset:.3f}")
    for name, offset in found.offsets.items():
        print(
            f"{name}: {found.rejected[name]:.2%} rejected (its own offset: {offset:.3f}), "
            f"calibration error {found.ece_before[name]:.2%} → {found.ece_after[name]:.2%}"
        )
    print(f"non-digits: {found.rejected_outliers:.2%} rejected")
    for name, rejected in found.alternatives.items():
        print(f"non-digits, by the {name}: {rejected:.2%} rejected")


def export(arguments: Namespace) -> None:
    """write the calibrated best checkpoint as an ONNX file"""
    facts = export_run(arguments.run, arguments.onnx)
    print(f"{arguments.onnx}: {facts['parameters']} parameters, {facts['bytes']} bytes")


def candidates(arguments: Namespace) -> None:
    """train, calibrate and export every network with the same options"""
    found = []
    for name in NETWORKS:
        print(f"{name}:", flush=True)
        run = arguments.run / name
        changed = {"network": name, "run": run, "onnx": arguments.run / f"{name}.onnx"}
        # Resuming a finished candidate trains nothing.
        changed["resume"] = arguments.resume and (run / LAST).exists()
        of_candidate = Namespace(**(vars(arguments) | changed))
        for stage in (train, calibrate, export):
            stage(of_candidate)
        found.append(record.candidate(run))
        record.write(found, arguments.run / record.CANDIDATES)


def report(arguments: Namespace) -> None:
    """draw curves, a confusion matrix and the worst mistakes on validation"""
    options = TrainOptions(**checkpoint.load(arguments.run / BEST)["options"])
    for path in draw_report(arguments.run, load_validation(arguments, options)):
        print(path)


# File of the figures that later evaluations are compared with.
MEASURED = "measured.json"


def card(arguments: Namespace) -> None:
    """write the model card of a run, and its evaluation beside it"""
    evaluation = record.read(arguments.evaluation, "run `cargo xtask evaluate --json FILE`")
    text = model_card(arguments.run, arguments.onnx, evaluation, arguments.candidates)
    arguments.out.write_text(text)
    arguments.out.with_name(MEASURED).write_text(arguments.evaluation.read_text())
    print(arguments.out)


def evaluate(arguments: Namespace) -> None:
    """print the accuracy on MNIST's test digits"""
    digits = load_test(arguments.data)
    print(f"test accuracy {accuracy(load_network(arguments), digits):.2%} on {len(digits)} digits")


def logits(arguments: Namespace) -> None:
    """write PyTorch's ten logits and the rejection on MNIST's test digits, little-endian float32"""
    outputs = compute_outputs(load_network(arguments), load_test(arguments.data).images)
    values = np.column_stack([outputs.logits.numpy(), outputs.rejection.numpy()])
    arguments.out.write_bytes(values.astype("<f4").tobytes())
    print(f"{arguments.out}: {list(values.shape)} little-endian float32")


def networks(arguments: Namespace) -> None:
    """list the networks that can be trained, with their cost"""
    print(f"{'network':<12}{'parameters':>12}{'multiply-adds':>15}")
    for name in NETWORKS:
        print(f"{name:<12}{parameter_count(name):>12,}{multiply_adds(name):>15,}")


def load_sets(arguments: Namespace, options: TrainOptions) -> tuple[Mixture, Validation]:
    """Returns the sets for training and for validation, on the device of the training."""
    device = choose_device(options.device)
    mnist, mnist_val = split_train_val(load_train(arguments.data), options.val_size, options.seed)
    rendered = load_rendered_train(arguments.rendered)
    shares = Shares.of(options.batch_size, options.mnist_share, options.outlier_share)
    return (
        Mixture(mnist.to(device), rendered.digits.to(device), rendered.outliers.to(device), shares),
        Validation.of(mnist_val, load_rendered_val(arguments.rendered)).to(device),
    )


def load_validation(arguments: Namespace, options: TrainOptions) -> Validation:
    """Returns the sets that a training with these options does not use."""
    _, mnist = split_train_val(load_train(arguments.data), options.val_size, options.seed)
    return Validation.of(mnist, load_rendered_val(arguments.rendered))


def load_network(arguments: Namespace) -> DigitNetwork:
    """Returns the uncalibrated network of --checkpoint if it is given, else that of --onnx."""
    if arguments.checkpoint is not None:
        return checkpoint.load_network(arguments.checkpoint)
    return load_onnx(arguments.onnx)
