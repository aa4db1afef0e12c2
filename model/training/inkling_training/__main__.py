"""Trains, exports and evaluates Inkling's handwritten digit network."""

import argparse
import dataclasses
import sys
from pathlib import Path

import torch

from . import checkpoint
from .checkpoint import BEST, CheckpointError
from .data import DataError, load_test, load_train
from .evaluate import accuracy, compute_logits
from .export import export_onnx, load_onnx
from .network import DigitNetwork, fold_batch_norm, parameter_count
from .train import Trainer, TrainOptions

TRAINING = Path(__file__).resolve().parents[1]
RUN = TRAINING / "runs" / "digits"
ONNX = TRAINING.parent / "weights" / "digits.onnx"


def main(argv: list[str] | None = None) -> int:
    arguments = build_parser().parse_args(argv)
    torch.set_num_threads(arguments.threads)
    try:
        arguments.command(arguments)
    except (DataError, CheckpointError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ninterrupted; every finished epoch is kept, continue with --resume")
        return 130
    return 0


def train(arguments: argparse.Namespace) -> None:
    """train the network and keep checkpoints"""
    names = [field.name for field in dataclasses.fields(TrainOptions)]
    options = TrainOptions(**{name: getattr(arguments, name) for name in names})
    trainer = Trainer(load_train(arguments.data), options, arguments.run)
    if arguments.resume:
        trainer.resume()
    result = trainer.fit()
    print(
        f"{result.epochs} epochs in {result.seconds / 60:.1f} min; best validation accuracy "
        f"{result.best_val_accuracy:.2%} at epoch {result.best_epoch}"
    )


def export(arguments: argparse.Namespace) -> None:
    """write the best checkpoint as an ONNX file"""
    network = checkpoint.load_network(arguments.checkpoint or RUN / BEST)
    export_onnx(network, arguments.onnx)
    count = parameter_count(fold_batch_norm(network))
    print(f"{arguments.onnx}: {count} parameters, {arguments.onnx.stat().st_size} bytes")


def evaluate(arguments: argparse.Namespace) -> None:
    """print the accuracy on the test digits"""
    digits = load_test(arguments.data)
    print(f"test accuracy {accuracy(load_network(arguments), digits):.2%} on {len(digits)} digits")


def logits(arguments: argparse.Namespace) -> None:
    """write PyTorch's logits on the test digits as raw little-endian float32"""
    values = compute_logits(load_network(arguments), load_test(arguments.data).images)
    arguments.out.write_bytes(values.numpy().astype("<f4").tobytes())
    print(f"{arguments.out}: {list(values.shape)} little-endian float32")


def load_network(arguments: argparse.Namespace) -> DigitNetwork:
    """The network of --checkpoint if it is given, else of --onnx."""
    if arguments.checkpoint is not None:
        return checkpoint.load_network(arguments.checkpoint)
    return load_onnx(arguments.onnx)


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="inkling_training", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for command in (train, export, evaluate, logits):
        subparser = commands.add_parser(
            command.__name__,
            help=command.__doc__,
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        )
        subparser.set_defaults(command=command)
        subparser.add_argument(
            "--threads", type=int, default=torch.get_num_threads(), help="CPU threads"
        )
        if command is not export:
            subparser.add_argument(
                "--data", type=Path, help="folder that holds mnist/*.gz; downloads if omitted"
            )
        if command is train:
            add_train_arguments(subparser)
        else:
            add_network_arguments(subparser)
    commands.choices["logits"].add_argument("--out", type=Path, required=True, help="file to write")
    return parser


def add_train_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, default=RUN, help="folder of the checkpoints")
    parser.add_argument("--resume", action="store_true", help="continue from the last checkpoint")
    for field in dataclasses.fields(TrainOptions):
        flag = "--" + field.name.replace("_", "-")
        help = field.metadata["help"]
        parser.add_argument(flag, type=field.type, default=field.default, help=help)


def add_network_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, help="best.pt of a training run")
    parser.add_argument("--onnx", type=Path, default=ONNX, help="the exported network")


if __name__ == "__main__":
    sys.exit(main())
