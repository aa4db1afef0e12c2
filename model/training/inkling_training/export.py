"""The ONNX file: written from a checkpoint, and read back into PyTorch."""

import os
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from .network import IMAGE_SIZE, DigitNetwork, fold_batch_norm

VERSION = "1"
OPSET = 17


def export_onnx(network: DigitNetwork, path: Path) -> None:
    """Writes `image` [N, 1, 28, 28] to `logits` [N, 10], batch normalization folded in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.onnx.export(
        fold_batch_norm(network),
        (torch.zeros(1, 1, IMAGE_SIZE, IMAGE_SIZE),),
        str(partial),
        input_names=["image"],
        output_names=["logits"],
        dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}},
        opset_version=OPSET,
        # The TorchScript exporter keeps the names of the weights, which load_onnx relies on.
        dynamo=False,
    )
    model = onnx.load(partial)
    model.metadata_props.add(key="version", value=VERSION)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, partial)
    os.replace(partial, path)


def load_onnx(path: Path) -> DigitNetwork:
    """The folded network with the weights of an exported file."""
    weights = {
        tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy())
        for tensor in onnx.load(path).graph.initializer
    }
    network = fold_batch_norm(DigitNetwork())
    network.load_state_dict(weights)
    return network
