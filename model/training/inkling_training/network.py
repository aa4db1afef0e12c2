"""The digit network: three pairs of 3x3 convolutions and one dense layer."""

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

CLASSES = 10
IMAGE_SIZE = 28
WIDTHS = (16, 32, 64)
DROPOUT = 0.3


class ConvBlock(nn.Module):
    """Convolution, batch normalization, rectifier: [N, C, H, W] to [N, out, H', W']."""

    def __init__(self, in_channels: int, out_channels: int, padding: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, padding=padding, bias=False)
        self.norm: nn.Module = nn.BatchNorm2d(out_channels)
        self.relu = nn.ReLU()

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.norm(self.conv(x)))


class DigitNetwork(nn.Module):
    """Maps [N, 1, 28, 28] ink in 0..1 (ink = 1) to [N, 10] logits."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = WIDTHS
        self.blocks = nn.ModuleList(
            [
                # Unpadded: the border of a digit image is empty, so 28 → 24 loses no ink.
                ConvBlock(1, first, padding=0),
                ConvBlock(first, first, padding=0),
                ConvBlock(first, second, padding=1),
                ConvBlock(second, second, padding=1),
                ConvBlock(second, third, padding=1),
                ConvBlock(third, third, padding=1),
            ]
        )
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(DROPOUT)
        self.dense = nn.Linear(third * 3 * 3, CLASSES)

    def forward(self, image: Tensor) -> Tensor:
        x = image
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index % 2 == 1:
                x = self.pool(x)
        return self.dense(self.dropout(torch.flatten(x, 1)))


def fold_batch_norm(network: DigitNetwork) -> DigitNetwork:
    """Returns an evaluation copy whose convolutions have absorbed batch normalization."""
    folded = DigitNetwork()
    folded.load_state_dict(network.state_dict())
    folded.eval()
    for block in folded.blocks:
        block.conv = fuse_conv_bn_eval(block.conv, block.norm)
        block.norm = nn.Identity()
    return folded


def parameter_count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())
