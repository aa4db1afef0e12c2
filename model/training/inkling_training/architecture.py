"""Architectures that can be trained, as layers, and the cost of each layer."""

from collections.abc import Iterator
from dataclasses import dataclass

CLASSES = 10
IMAGE_SIZE = 28
# Ten logits and the rejection.
OUTPUTS = CLASSES + 1


@dataclass(frozen=True)
class Conv:
    """Convolution, batch normalization and ReLU."""

    channels: int
    kernel: int = 3
    stride: int = 1
    padding: int = 1
    groups: int = 1


@dataclass(frozen=True)
class Pool:
    """Max pooling over 2x2 pixels."""


Layer = Conv | Pool
POOL = Pool()
# Unpadded: the border of a digit image is empty, so 28 → 24 loses no ink.
UNPADDED = 0


def _pairs(first: int, second: int, third: int) -> tuple[Layer, ...]:
    """Two convolutions at each of three sizes: 28 → 12 → 6 → 3 pixels."""
    return (
        Conv(first, padding=UNPADDED),
        Conv(first, padding=UNPADDED),
        POOL,
        *(Conv(second), Conv(second), POOL),
        *(Conv(third), Conv(third), POOL),
    )


def _separable(inputs: int, channels: int) -> tuple[Layer, ...]:
    """Depthwise separable convolution: 3x3 by channel, then 1x1 over all channels."""
    return Conv(inputs, groups=inputs), Conv(channels, kernel=1, padding=0)


NETWORKS: dict[str, tuple[Layer, ...]] = {
    "narrow": _pairs(12, 24, 48),
    "standard": _pairs(16, 32, 64),
    "wide": _pairs(20, 40, 80),
    "deep": (
        Conv(16, padding=UNPADDED),
        Conv(16, padding=UNPADDED),
        POOL,
        *(Conv(32), Conv(32), Conv(32), POOL),
        *(Conv(64), Conv(64), Conv(64), POOL),
    ),
    "deeper": (
        Conv(16, padding=UNPADDED),
        Conv(16, padding=UNPADDED),
        POOL,
        *(Conv(28), Conv(28), Conv(28), Conv(28), POOL),
        *(Conv(52), Conv(52), Conv(52), Conv(52), POOL),
    ),
    "slim": (
        Conv(16, padding=UNPADDED),
        Conv(16, padding=UNPADDED),
        POOL,
        *(Conv(28), Conv(28), Conv(28), POOL),
        *(Conv(48), Conv(48), Conv(48), POOL),
    ),
    "strided": (
        Conv(16, kernel=5, stride=2, padding=UNPADDED),
        *(Conv(32), Conv(32), POOL),
        *(Conv(64), Conv(64), POOL),
    ),
    "late": (
        Conv(8, kernel=5, padding=UNPADDED),
        POOL,
        *(Conv(24), POOL),
        *(Conv(64), Conv(96), POOL),
    ),
    "separable": (
        Conv(16, padding=UNPADDED),
        Conv(16, padding=UNPADDED),
        POOL,
        *_separable(16, 48),
        *_separable(48, 48),
        POOL,
        *_separable(48, 96),
        *_separable(96, 96),
        POOL,
    ),
}


@dataclass(frozen=True)
class LayerCost:
    """Cost of a layer; the export folds batch normalization into the convolutions."""

    name: str
    # Channels, rows, columns of its output.
    shape: tuple[int, ...]
    parameters: int
    # For one image.
    multiply_adds: int


def layer_costs(network: str) -> Iterator[LayerCost]:
    """Yields the layers of a network in order, the dense layers of both outputs as one."""
    channels, size = 1, IMAGE_SIZE
    for layer in NETWORKS[network]:
        if isinstance(layer, Pool):
            size //= 2
            yield LayerCost("max pooling 2×2", (channels, size, size), 0, 0)
            continue
        size = (size + 2 * layer.padding - layer.kernel) // layer.stride + 1
        weights = layer.kernel**2 * channels // layer.groups * layer.channels
        channels = layer.channels
        shape = (channels, size, size)
        yield LayerCost(_name(layer), shape, weights + channels, weights * size**2)
    weights = features(network) * OUTPUTS
    yield LayerCost("dense, logits and rejection", (OUTPUTS,), weights + OUTPUTS, weights)


def features(network: str) -> int:
    """Returns the inputs of the dense layers: channels x rows x columns of the last layer."""
    channels, size = 1, IMAGE_SIZE
    for layer in NETWORKS[network]:
        if isinstance(layer, Pool):
            size //= 2
        else:
            channels = layer.channels
            size = (size + 2 * layer.padding - layer.kernel) // layer.stride + 1
    return channels * size**2


def parameter_count(network: str) -> int:
    """Returns the number of parameters of the exported network."""
    return sum(cost.parameters for cost in layer_costs(network))


def multiply_adds(network: str) -> int:
    """Returns the multiply-adds for one image."""
    return sum(cost.multiply_adds for cost in layer_costs(network))


def _name(layer: Conv) -> str:
    kind = "convolution" if layer.groups == 1 else "depthwise convolution"
    stride = f", stride {layer.stride}" if layer.stride > 1 else ""
    return f"{kind} {layer.kernel}×{layer.kernel}{stride}"
