"""Random pens and hands: makes MNIST ink vary as drawn ink does, one tensor batch at a time."""

import math

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from .allograph import vary_allographs

ROTATION = math.radians(15)
SHEAR = 0.25
LOG_SCALE = 0.16
TRANSLATION_PX = 1.5
ELASTIC_PX = 0.9
ELASTIC_KNOTS = 5
# Negative erodes, positive dilates, in passes of one pixel on each side; pens that are
# drawn with are thinner than MNIST's, so the range leans to erosion.
THICKNESS = (-1.3, 0.8)
# An eroded digit that keeps less of its ink than this has lost strokes, and is not used.
KEPT_INK = 0.3
GAIN = (0.8, 1.8)
LOG_GAMMA = 0.5


def augment(ink: Tensor, labels: Tensor, generator: Generator) -> Tensor:
    """Alters [N, 1, H, W] ink in 0..1 with [N] labels, every image by its own random draw."""
    ink = vary_allographs(ink, labels, generator)
    ink = _change_thickness(ink, generator)
    ink = _warp(ink, generator)
    ink = _blur(ink, generator)
    return _change_contrast(ink, generator)


def _uniform(count: int, low: float, high: float, generator: Generator) -> Tensor:
    return torch.empty(count).uniform_(low, high, generator=generator)


def _per_image(values: Tensor) -> Tensor:
    return values.view(-1, 1, 1, 1)


def _dilate(ink: Tensor) -> Tensor:
    """Maximum over a plus-shaped neighborhood."""
    tall = F.max_pool2d(ink, (3, 1), stride=1, padding=(1, 0))
    wide = F.max_pool2d(ink, (1, 3), stride=1, padding=(0, 1))
    return torch.maximum(tall, wide)


def _erode(ink: Tensor) -> Tensor:
    return 1 - _dilate(1 - ink)


def _change_thickness(ink: Tensor, generator: Generator) -> Tensor:
    strength = _per_image(_uniform(len(ink), *THICKNESS, generator=generator))
    thicker = torch.lerp(ink, _dilate(ink), strength.clamp(0, 1))
    thinner = torch.lerp(ink, _erode(ink), (-strength).clamp(0, 1))
    thinner = torch.lerp(thinner, _erode(thinner), (-strength - 1).clamp(0, 1))
    enough = thinner.sum((1, 2, 3), keepdim=True) > KEPT_INK * ink.sum((1, 2, 3), keepdim=True)
    return torch.where(strength > 0, thicker, torch.where(enough, thinner, ink))


def _warp(ink: Tensor, generator: Generator) -> Tensor:
    """Rotation, shear, scale, translation and a smooth elastic deformation in one resampling."""
    affine = _affine(len(ink), ink.shape[-1], generator)
    affine[:, :, 2] += _off_center(ink) * 2 / ink.shape[-1]
    grid = F.affine_grid(affine, list(ink.shape), align_corners=False)
    grid = grid + _elastic(len(ink), ink.shape[-1], generator)
    return F.grid_sample(ink, grid, mode="bilinear", align_corners=False).clamp(0, 1)


def _affine(count: int, size: int, generator: Generator) -> Tensor:
    """Random [N, 2, 3] matrices from output to input coordinates (-1..1)."""
    angle = _uniform(count, -ROTATION, ROTATION, generator)
    shear = _uniform(count, -SHEAR, SHEAR, generator)
    scale_x = _uniform(count, -LOG_SCALE, LOG_SCALE, generator).exp()
    scale_y = _uniform(count, -LOG_SCALE, LOG_SCALE, generator).exp()
    shift = _uniform(2 * count, -TRANSLATION_PX, TRANSLATION_PX, generator) * 2 / size
    cos, sin = angle.cos(), angle.sin()
    top = torch.stack([cos * scale_x, (cos * shear - sin) * scale_y, shift[:count]], dim=1)
    bottom = torch.stack([sin * scale_x, (sin * shear + cos) * scale_y, shift[count:]], dim=1)
    return torch.stack([top, bottom], dim=1)


def _off_center(ink: Tensor) -> Tensor:
    """Pixels (x, y) from the middle index, 14 of 28, to the center of mass: [N, 2]."""
    mass = ink.sum((1, 2, 3)).clamp(min=1e-6)
    index = torch.arange(ink.shape[-1], dtype=ink.dtype) - ink.shape[-1] // 2
    x = (ink.sum((1, 2)) * index).sum(1) / mass
    y = (ink.sum((1, 3)) * index).sum(1) / mass
    return torch.stack([x, y], dim=1)


def _elastic(count: int, size: int, generator: Generator) -> Tensor:
    """Random [N, H, W, 2] displacements: coarse normal knots, smoothly interpolated."""
    knots = torch.randn(count, 2, ELASTIC_KNOTS, ELASTIC_KNOTS, generator=generator)
    strength = _per_image(_uniform(count, 0, ELASTIC_PX * 2 / size, generator))
    field = F.interpolate(knots * strength, size=(size, size), mode="bicubic", align_corners=True)
    return field.permute(0, 2, 3, 1)


def _blur(ink: Tensor, generator: Generator) -> Tensor:
    """Blends with a 3x3 binomial blur; half of the images stay as sharp as they are."""
    strength = _per_image(_uniform(len(ink), -1, 1, generator).clamp(min=0))
    weights = torch.tensor([1.0, 2.0, 1.0]) / 4
    kernel = torch.outer(weights, weights).view(1, 1, 3, 3)
    return torch.lerp(ink, F.conv2d(ink, kernel, padding=1), strength)


def _change_contrast(ink: Tensor, generator: Generator) -> Tensor:
    """Gain crispens edges by saturation; gamma shifts the gray of what is left."""
    gain = _per_image(_uniform(len(ink), *GAIN, generator=generator))
    gamma = _per_image(_uniform(len(ink), -LOG_GAMMA, LOG_GAMMA, generator).exp())
    return (ink * gain).clamp(0, 1).pow(gamma)
