"""ONNX export of a checkpoint, and import of the file into PyTorch."""

import os
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from . import calibrate, checkpoint, record
from .architecture import IMAGE_SIZE, multiply_adds, parameter_count
from .calibrate import Calibration
from .checkpoint import BEST, CheckpointError
from .network import DigitNetwork, fold_batch_norm, fold_calibration, round_weights

VERSION = "5"
OPSET = 17


def export_onnx(network: DigitNetwork, calibration: Calibration, seed: int, path: Path) -> None:
    """Writes a graph: `image` [N, 1, 28, 28] to calibrated `logits` [N, 10] and `rejection` [N].

    Batch normalization and calibration are folded into the weights, which are then rounded. An
    image is rejected if its rejection is above 0.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    folded = fold_batch_norm(network)
    fold_calibration(folded, calibration.temperature, calibration.rejection_offset)
    round_weights(folded)
    outputs = ["logits", "rejection"]
    torch.onnx.export(
        folded,
        (torch.zeros(1, 1, IMAGE_SIZE, IMAGE_SIZE),),
        str(partial),
        input_names=["image"],
        output_names=outputs,
        dynamic_axes={name: {0: "N"} for name in ("image", *outputs)},
        opset_version=OPSET,
        # The TorchScript exporter keeps the names of the weights, which load_onnx relies on.
        dynamo=False,
    )
    model = onnx.load(partial)
    for key, value in {"version": VERSION, "network": network.name, "seed": str(seed)}.items():
        model.metadata_props.add(key=key, value=value)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, partial)
    os.replace(partial, path)


def export_run(run: Path, path: Path) -> dict:
    """Exports the run's best checkpoint; records facts of the file in the run and returns them."""
    seed = checkpoint.load(run / BEST)["options"]["seed"]
    network = checkpoint.load_network(run / BEST)
    export_onnx(network, calibrate.load(run), seed, path)
    facts = {
        "sha256": record.fingerprint(path),
        "checkpoint": record.fingerprint(run / BEST),
        "version": VERSION,
        "network": network.name,
        "parameters": parameter_count(network.name),
        "multiply_adds": multiply_adds(network.name),
        "bytes": path.stat().st_size,
    }
    record.write(facts, run / record.EXPORT)
    return facts


def load_onnx(path: Path) -> DigitNetwork:
    """Returns the folded, calibrated network with the weights of an exported file."""
    model = onnx.load(path)
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    if metadata.get("version") != VERSION:
        raise CheckpointError(f"{path} is not of version {VERSION}; export it again")
    network = fold_batch_norm(DigitNetwork(metadata["network"]))
    weights = {
        tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy())
        for tensor in model.graph.initializer
        if tensor.name in network.state_dict()
    }
    network.load_state_dict(weights)
    return network
