"""Logits and accuracy of a network on a set of digits."""

import torch
from torch import Tensor, nn

from .data import DigitSet, to_ink

BATCH = 1000


@torch.inference_mode()
def compute_logits(network: nn.Module, images: Tensor) -> Tensor:
    """Evaluates [N, 1, 28, 28] uint8 images; returns [N, 10] float32 logits."""
    network.eval()
    return torch.cat([network(to_ink(batch)) for batch in images.split(BATCH)])


def accuracy(network: nn.Module, digits: DigitSet) -> float:
    """The fraction of digits whose largest logit is at their label."""
    top1 = compute_logits(network, digits.images).argmax(dim=1)
    return (top1 == digits.labels).float().mean().item()
