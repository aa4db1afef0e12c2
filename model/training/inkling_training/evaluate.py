"""Outputs and accuracy of a network on a set of digits."""

import torch
from torch import Tensor, nn

from .data import DigitSet, to_ink
from .network import Outputs

# Larger batches exceed the processor's caches and take twice the time.
BATCH = 200


@torch.inference_mode()
def compute_outputs(network: nn.Module, images: Tensor) -> Outputs:
    """Evaluates [N, 1, 28, 28] uint8 images in float32 on their device; returns CPU tensors."""
    network.eval()
    network = network.to(memory_format=torch.channels_last)
    batches = [network(to_ink(batch)) for batch in images.split(BATCH)]
    return Outputs(*(torch.cat(outputs).cpu() for outputs in zip(*batches)))


def accuracy(network: nn.Module, digits: DigitSet) -> float:
    """Returns the fraction of digits whose largest logit is at their label."""
    return top1_accuracy(compute_outputs(network, digits.images).logits, digits.labels)


def top1_accuracy(logits: Tensor, labels: Tensor) -> float:
    """Returns the fraction of [N, 10] logits that are largest at their label."""
    return (logits.argmax(dim=1) == labels.cpu()).float().mean().item()
