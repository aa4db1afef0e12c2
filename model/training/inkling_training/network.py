"""Digit network: convolutions, then a dense layer for each of the two outputs."""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .architecture import CLASSES, NETWORKS, Conv, features

DROPOUT = 0.3
# Significant bits of every exported weight; accuracy on validation is the same with one fewer.
SIGNIFICANT_BITS = 7


class Outputs(NamedTuple):
    """Logits [N, 10], and rejection [N], which is larger for non-digits."""

    logits: Tensor
    rejection: Tensor


class ConvBlock(nn.Module):
    """Convolution, batch normalization, ReLU: [N, C, H, W] to [N, out, H', W']."""

    def __init__(self, inputs: int, layer: Conv) -> None:
        super().__init__()
        self.conv = nn.Conv2d(
            inputs,
            layer.channels,
            layer.kernel,
            stride=layer.stride,
            padding=layer.padding,
            groups=layer.groups,
            bias=False,
        )
        self.norm: nn.Module = nn.BatchNorm2d(layer.channels)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.norm(self.conv(x)))


class DigitNetwork(nn.Module):
    """Maps [N, 1, 28, 28] ink in 0..1 (ink = 1) to logits and rejection."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.blocks = nn.ModuleList()
        channels = 1
        for layer in NETWORKS[name]:
            if isinstance(layer, Conv):
                self.blocks.append(ConvBlock(channels, layer))
                channels = layer.channels
            else:
                self.blocks.append(nn.MaxPool2d(2))
        self.dropout = nn.Dropout(DROPOUT)
        self.logits = nn.Linear(features(name), CLASSES)
        self.rejection = nn.Linear(features(name), 1)

    def forward(self, image: Tensor) -> Outputs:
        x = image
        for block in self.blocks:
            x = block(x)
        x = self.dropout(torch.flatten(x, 1))
        return Outputs(self.logits(x), self.rejection(x).squeeze(1))


def fold_batch_norm(network: DigitNetwork) -> DigitNetwork:
    """Returns an evaluation copy whose convolutions have absorbed batch normalization."""
    folded = DigitNetwork(network.name)
    folded.load_state_dict(network.state_dict())
    folded.eval()
    for block in folded.blocks:
        if isinstance(block, ConvBlock):
            block.conv = fuse_conv_bn_eval(block.conv, block.norm)
            block.norm = nn.Identity()
    return folded


@torch.no_grad()
def fold_calibration(network: DigitNetwork, temperature: float, offset: float) -> None:
    """Divides the logits by `temperature` and subtracts `offset` from the rejection, in place."""
    network.logits.weight /= temperature
    network.logits.bias /= temperature
    network.rejection.bias -= offset


@torch.no_grad()
def round_weights(network: DigitNetwork) -> None:
    """Rounds every weight in place to SIGNIFICANT_BITS and to half precision.

    Engines can store the weights in 16 bits, which compress well.
    """
    for weights in network.parameters():
        fraction, exponent = torch.frexp(weights)
        steps = 2**SIGNIFICANT_BITS
        weights.copy_(torch.ldexp((fraction * steps).round() / steps, exponent).half())
