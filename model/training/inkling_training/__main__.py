"""Trains, calibrates, exports and evaluates Inkling's handwritten digit network."""

import argparse
import dataclasses
import sys
from argparse import ArgumentParser
from pathlib import Path

import torch

from . import commands, rendered
from .checkpoint import CheckpointError
from .data import DataError
from .options import TrainOptions

TRAINING = Path(__file__).resolve().parents[1]
RUN = TRAINING / "runs" / "digits"
CANDIDATES = TRAINING / "runs" / "candidates"
CANDIDATE_EPOCHS = 8
ONNX = TRAINING.parent / "weights" / "digits.onnx"
CARD = TRAINING.parent / "README.md"
# Share of the validation digits; at most 1 % of the test digits may be rejected.
REJECT_AT_MOST = 0.003


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


def build_parser() -> ArgumentParser:
    parser = ArgumentParser(prog="inkling_training", description=__doc__)
    subparsers = parser.add_subparsers(required=True)

    def add(command, *options) -> ArgumentParser:
        subparser = subparsers.add_parser(
            command.__name__,
            help=command.__doc__,
            formatter_class=argparse.ArgumentDefaultsHelpFormatter,
        )
        subparser.set_defaults(command=command)
        for add_option in (add_threads, *options):
            add_option(subparser)
        return subparser

    add(commands.networks)
    train_options = (add_data, add_rendered, add_run, add_resume, add_train_options)
    add(commands.train, *train_options, add_network_name)
    add(commands.calibrate, add_data, add_rendered, add_run, add_reject_at_most)
    add(commands.export, add_run, add_onnx)
    add(commands.report, add_data, add_rendered, add_run)
    add(commands.card, add_run, add_onnx, add_evaluation, add_candidates, add_card)
    add(commands.candidates, *train_options, add_reject_at_most).set_defaults(
        run=CANDIDATES, epochs=CANDIDATE_EPOCHS
    )
    add(commands.evaluate, add_data, add_network)
    add(commands.logits, add_data, add_network, add_out)
    return parser


def add_threads(parser: ArgumentParser) -> None:
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="CPU threads")


def add_data(parser: ArgumentParser) -> None:
    help = "folder with mnist/*.gz; MNIST is downloaded if omitted"
    parser.add_argument("--data", type=Path, help=help)


def add_rendered(parser: ArgumentParser) -> None:
    help = "folder written by the renderer"
    parser.add_argument("--rendered", type=Path, default=rendered.FOLDER, help=help)


def add_run(parser: ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, default=RUN, help="folder of the run")


def add_resume(parser: ArgumentParser) -> None:
    parser.add_argument("--resume", action="store_true", help="continue from the last checkpoint")


def add_train_options(parser: ArgumentParser) -> None:
    for field in dataclasses.fields(TrainOptions):
        if field.name != "network":
            add_field(parser, field)


def add_network_name(parser: ArgumentParser) -> None:
    (field,) = (field for field in dataclasses.fields(TrainOptions) if field.name == "network")
    add_field(parser, field)


def add_field(parser: ArgumentParser, field: dataclasses.Field) -> None:
    flag = "--" + field.name.replace("_", "-")
    parser.add_argument(flag, type=field.type, default=field.default, **field.metadata)


def add_reject_at_most(parser: ArgumentParser) -> None:
    help = "largest share of the validation digits that may be rejected"
    parser.add_argument("--reject-at-most", type=float, default=REJECT_AT_MOST, help=help)


def add_onnx(parser: ArgumentParser) -> None:
    parser.add_argument("--onnx", type=Path, default=ONNX, help="exported network")


def add_network(parser: ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, help="best.pt of a run, used uncalibrated")
    add_onnx(parser)


def add_evaluation(parser: ArgumentParser) -> None:
    help = "figures of the exported network, written by `cargo xtask evaluate --json FILE`"
    parser.add_argument("--evaluation", type=Path, default=RUN / "evaluation.json", help=help)


def add_candidates(parser: ArgumentParser) -> None:
    help = "folder of the candidates, which the card compares"
    parser.add_argument("--candidates", type=Path, default=CANDIDATES, help=help)


def add_card(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=CARD, help="file to write")


def add_out(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="file to write")


if __name__ == "__main__":
    sys.exit(main())
