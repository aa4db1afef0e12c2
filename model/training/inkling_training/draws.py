"""Random numbers on the device of their generator."""

import torch
from torch import Generator, Tensor


def uniform(shape: tuple[int, ...], low: float, high: float, generator: Generator) -> Tensor:
    """Draws uniform numbers in low..high on the device of the generator."""
    drawn = torch.empty(shape, device=generator.device)
    return drawn.uniform_(low, high, generator=generator)
