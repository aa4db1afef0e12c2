from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx.reference import ReferenceEvaluator
from synthetic import digit_set

from inkling_training.architecture import NETWORKS, parameter_count
from inkling_training.calibrate import Calibration
from inkling_training.data import to_ink
from inkling_training.evaluate import compute_outputs
from inkling_training.export import export_onnx, load_onnx
from inkling_training.network import (
    SIGNIFICANT_BITS,
    DigitNetwork,
    Outputs,
    fold_batch_norm,
    fold_calibration,
    round_weights,
)

IMAGES = digit_set(5, seed=1).images
TEMPERATURE, OFFSET = 0.7, 0.3
CALIBRATION = Calibration(
    checkpoint="",
    temperature=TEMPERATURE,
    rejection_offset=OFFSET,
    rejects_at_most=0.004,
    rejected={},
    rejected_outliers=0.9,
    alternatives={},
    offsets={},
    ece_before={},
    ece_after={},
)
# Largest change of an output by rounded weights.
ROUNDING = 0.02
PLAIN = {"Constant", "Conv", "Flatten", "Gemm", "MaxPool", "Relu", "Squeeze"}


def untrained(name: str) -> DigitNetwork:
    """Network with random weights and the batch statistics of real ink."""
    torch.manual_seed(1)
    network = DigitNetwork(name).train()
    network(to_ink(digit_set(64, seed=2).images))
    return network.eval()


def calibrated(network: DigitNetwork, count: int) -> Outputs:
    """Outputs of the network for the first images, calibrated as in the exported file."""
    outputs = compute_outputs(network, IMAGES[:count])
    return Outputs(outputs.logits / TEMPERATURE, outputs.rejection - OFFSET)


def rounded(network: DigitNetwork) -> DigitNetwork:
    """Network with the weights of the exported file."""
    folded = fold_batch_norm(network)
    fold_calibration(folded, TEMPERATURE, OFFSET)
    round_weights(folded)
    return folded


@pytest.fixture(params=NETWORKS)
def network(request: pytest.FixtureRequest) -> DigitNetwork:
    return untrained(request.param)


@pytest.fixture
def path(network: DigitNetwork, tmp_path: Path) -> Path:
    export_onnx(network, CALIBRATION, 5, tmp_path / "digits.onnx")
    return tmp_path / "digits.onnx"


@pytest.mark.parametrize("count", [1, 5])
def test_onnx_gives_the_networks_calibrated_outputs(
    network: DigitNetwork, path: Path, count: int
) -> None:
    image = to_ink(IMAGES[:count]).numpy()
    outputs = ReferenceEvaluator(str(path)).run(["logits", "rejection"], {"image": image})
    assert [output.shape for output in outputs] == [(count, 10), (count,)]
    exact = compute_outputs(rounded(network), IMAGES[:count])
    for output, expected, unrounded in zip(outputs, exact, calibrated(network, count)):
        assert output.dtype == np.float32
        assert np.abs(output - expected.numpy()).max() < 1e-4
        assert np.abs(output - unrounded.numpy()).max() < ROUNDING


def test_onnx_loads_back_into_pytorch(network: DigitNetwork, path: Path) -> None:
    loaded = load_onnx(path)
    assert loaded.name == network.name
    exact = compute_outputs(rounded(network), IMAGES)
    for output, expected in zip(compute_outputs(loaded, IMAGES), exact):
        assert (output - expected).abs().max() < 1e-4


def test_every_weight_has_few_bits_and_fits_half_precision(path: Path) -> None:
    for tensor in onnx.load(path).graph.initializer:
        weights = onnx.numpy_helper.to_array(tensor)
        assert weights.dtype == np.float32
        assert (weights == weights.astype(np.float16)).all()
        fraction, _ = np.frexp(weights)
        assert (fraction * 2**SIGNIFICANT_BITS % 1 == 0).all()


def test_graph_has_only_plain_operators_and_a_symbolic_batch(path: Path) -> None:
    graph = onnx.load(path).graph
    assert {node.op_type for node in graph.node} == PLAIN
    assert graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N"


def test_file_has_its_metadata(network: DigitNetwork, path: Path) -> None:
    metadata = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    assert metadata == {"version": "5", "network": network.name, "seed": "5"}


def test_every_network_has_the_parameters_of_its_table(network: DigitNetwork) -> None:
    folded = fold_batch_norm(network)
    count = sum(parameter.numel() for parameter in folded.parameters())
    assert count == parameter_count(network.name) <= 150_000
