from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator
from synthetic import digit_set

from inkling_training.data import to_ink
from inkling_training.evaluate import compute_logits
from inkling_training.export import export_onnx, load_onnx
from inkling_training.network import DigitNetwork, fold_batch_norm, parameter_count

IMAGES = digit_set(5, seed=1).images


@pytest.fixture
def network() -> DigitNetwork:
    """Random weights, with the batch statistics of real ink."""
    torch.manual_seed(1)
    network = DigitNetwork().train()
    network(to_ink(digit_set(64, seed=2).images))
    return network.eval()


@pytest.fixture
def path(network: DigitNetwork, tmp_path: Path) -> Path:
    export_onnx(network, tmp_path / "digits.onnx")
    return tmp_path / "digits.onnx"


@pytest.mark.parametrize("count", [1, 5])
def test_onnx_gives_the_networks_logits(network: DigitNetwork, path: Path, count: int) -> None:
    images = IMAGES[:count]
    (logits,) = ReferenceEvaluator(str(path)).run(["logits"], {"image": to_ink(images).numpy()})
    assert logits.shape == (count, 10) and logits.dtype == np.float32
    assert np.abs(logits - compute_logits(network, images).numpy()).max() < 1e-4


def test_onnx_loads_back_into_pytorch(network: DigitNetwork, path: Path) -> None:
    difference = compute_logits(load_onnx(path), IMAGES) - compute_logits(network, IMAGES)
    assert difference.abs().max() < 1e-4


def test_graph_has_only_plain_operators_and_a_symbolic_batch(path: Path) -> None:
    graph = onnx.load(path).graph
    assert {node.op_type for node in graph.node} == {"Conv", "Relu", "MaxPool", "Flatten", "Gemm"}
    assert graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"


def test_file_carries_its_version(path: Path) -> None:
    metadata = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    assert metadata == {"version": "1"}


def test_exported_network_is_small(network: DigitNetwork) -> None:
    assert parameter_count(fold_batch_norm(network)) <= 150_000
