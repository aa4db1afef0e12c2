"""Generates the ONNX files of this folder: small models of other frameworks, and invalid ones.

From the repository: model/training/.venv/bin/python model/recognizer/tests/models/make.py DATA
where DATA is a folder with mnist/, as `cargo xtask data` fetches it.
"""

import gzip
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

HERE = Path(__file__).parent
OPSET = 17
# Mean and standard deviation of PyTorch's MNIST example.
MEAN, DEVIATION = 0.1307, 0.3081


class Small(nn.Sequential):
    """Small CNN: [N, 1, 28, 28] to logits [N, 10]."""

    def __init__(self) -> None:
        super().__init__(
            nn.Conv2d(1, 8, 5, stride=2, padding=2),
            nn.ReLU(),
            nn.Conv2d(8, 16, 3, stride=2, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(16 * 3 * 3, 10),
        )


class ChannelsLast(nn.Module):
    """The network in Keras' layout: [N, 28, 28, 1] to probabilities [N, 10]."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        return functional.softmax(self.network(image.permute(0, 3, 1, 2)), dim=1)


def mnist(folder: Path) -> tuple[torch.Tensor, torch.Tensor]:
    def read(name: str, header: int) -> np.ndarray:
        content = gzip.decompress((folder / f"{name}.gz").read_bytes())
        return np.frombuffer(content, np.uint8, offset=header).copy()

    images = read("train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28)
    labels = read("train-labels-idx1-ubyte", 8)
    return torch.from_numpy(images).float() / 255, torch.from_numpy(labels).long()


def train(images: torch.Tensor, labels: torch.Tensor, epochs: int = 4) -> nn.Module:
    network = Small()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.004)
    for _ in range(epochs):
        for batch in torch.randperm(len(images)).split(128):
            optimizer.zero_grad()
            functional.cross_entropy(network(images[batch]), labels[batch]).backward()
            optimizer.step()
    return network.eval()


def export(
    network: nn.Module, shape: tuple[int, ...], batch: str | None, output: str, name: str
) -> None:
    axes = {"image": {0: batch}, output: {0: batch}} if batch else None
    torch.onnx.export(
        network,
        (torch.zeros(shape),),
        str(HERE / name),
        input_names=["image"],
        output_names=[output],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def write(name: str, inputs: dict, count: int, nodes: list) -> None:
    """Model without training: `count` scores that all equal the mean of the pixels."""
    nodes = [
        *nodes,
        helper.make_node("ReduceMean", [nodes[-1].output[0] if nodes else "image"], ["mean"]),
        helper.make_node("Reshape", ["mean", "one"], ["cell"]),
        helper.make_node("Expand", ["cell", "shape"], ["scores"]),
    ]
    values = [
        [helper.make_tensor_value_info(key, TensorProto.FLOAT, shape) for key, shape in of.items()]
        for of in (inputs, {"scores": [1, count]})
    ]
    tensors = {"one": [1, 1], "shape": [1, count]}
    tensors = [numpy_helper.from_array(np.array(value), key) for key, value in tensors.items()]
    graph = helper.make_graph(nodes, "digits", *values, tensors)
    opset = [helper.make_opsetid("", OPSET), helper.make_opsetid("example", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), HERE / name)


def write_invalid() -> None:
    node, image = helper.make_node, {"image": ["N", 1, 28, 28]}
    write("wrong-input.onnx", {"image": ["N", 3, 32, 32]}, 10, [])
    write("wrong-output.onnx", image, 2, [])
    write(
        "two-inputs.onnx",
        image | {"mask": ["N", 1, 28, 28]},
        10,
        [node("Mul", ["image", "mask"], ["masked"])],
    )
    write(
        "unknown-operator.onnx",
        image,
        10,
        [node("Holograph", ["image"], ["hologram"], domain="example")],
    )
    # 0 divided by 0.
    write(
        "not-finite.onnx",
        image,
        10,
        [node("Sub", ["image", "image"], ["zero"]), node("Div", ["zero", "zero"], ["nothing"])],
    )


def main(data: Path) -> None:
    torch.manual_seed(1)
    images, labels = mnist(data / "mnist")
    export(
        train((images - MEAN) / DEVIATION, labels),
        (1, 1, 28, 28),
        "batch",
        "logits",
        "pytorch.onnx",
    )
    keras = ChannelsLast(train(images, labels))
    export(keras, (1, 28, 28, 1), None, "probabilities", "keras.onnx")
    write_invalid()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
