"""Augmentation of tensor batches: varies ink as pens and hands do."""

import math
from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F
from torch import Generator, Tensor

from .allograph import vary_allographs
from .draws import uniform

ELASTIC_KNOTS = 5
# Least share of ink after erosion; with less a digit has lost strokes, and keeps its thickness.
KEPT_INK = 0.3
# Probability that an image is blurred.
BLURRED = 0.5


@dataclass(frozen=True)
class Strength:
    """Ranges of the augmentation; a number v stands for the range -v..v."""

    allographs: bool
    # Negative erodes, positive dilates; in passes of one pixel on each side.
    thickness: tuple[float, float] | None
    rotation_rad: float
    shear: float
    log_scale: float
    translation_px: float
    # Largest standard deviation of the displacement.
    elastic_px: float
    gain: tuple[float, float]
    log_gamma: float


# For MNIST, which has few pens and hands. Its pens are wider than those of the pad, so erosion
# prevails.
STRONG = Strength(
    allographs=True,
    thickness=(-1.3, 0.8),
    rotation_rad=math.radians(15),
    shear=0.25,
    log_scale=0.16,
    translation_px=1.5,
    elastic_px=0.9,
    gain=(0.8, 1.8),
    log_gamma=0.5,
)
# For MNIST in the last epochs: half to three quarters of STRONG, closer to the drawings of the pad.
GENTLE = Strength(
    allographs=True,
    thickness=(-0.7, 0.4),
    rotation_rad=math.radians(8),
    shear=0.12,
    log_scale=0.08,
    translation_px=1.0,
    elastic_px=0.7,
    gain=(0.9, 1.4),
    log_gamma=0.25,
)
# For rendered strokes, whose pens, slants and allographs the renderer has varied.
LIGHT = Strength(
    allographs=False,
    thickness=None,
    rotation_rad=math.radians(5),
    shear=0.08,
    log_scale=0.06,
    translation_px=1.0,
    elastic_px=0.5,
    gain=(0.85, 1.4),
    log_gamma=0.3,
)


def augment(ink: Tensor, labels: Tensor, strength: Strength, generator: Generator) -> Tensor:
    """Augments [N, 1, H, W] ink in 0..1 with [N] labels, every image by random draws of its own."""
    if strength.allographs:
        ink = vary_allographs(ink, labels, generator)
    if strength.thickness is not None:
        ink = _change_thickness(ink, strength.thickness, generator)
    ink = _warp(ink, strength, generator)
    ink = _blur(ink, generator)
    return _change_contrast(ink, strength, generator)


def _per_image(ink: Tensor, low: float, high: float, generator: Generator) -> Tensor:
    """Draws one number for each of the [N, 1, H, W] images: [N, 1, 1, 1]."""
    return uniform((len(ink), 1, 1, 1), low, high, generator)


def _dilate(ink: Tensor) -> Tensor:
    """Dilates by a plus-shaped kernel; shifted copies take a tenth of the time of max pooling."""
    grown = ink.clone()
    for axis in (2, 3):
        size = ink.shape[axis] - 1
        toward_end, toward_start = grown.narrow(axis, 1, size), grown.narrow(axis, 0, size)
        torch.maximum(toward_end, ink.narrow(axis, 0, size), out=toward_end)
        torch.maximum(toward_start, ink.narrow(axis, 1, size), out=toward_start)
    return grown


def _erode(ink: Tensor) -> Tensor:
    return 1 - _dilate(1 - ink)


def _change_thickness(ink: Tensor, limits: tuple[float, float], generator: Generator) -> Tensor:
    strength = _per_image(ink, *limits, generator)
    changed = ink.clone()
    thicken = (strength.flatten() > 0).nonzero()[:, 0]
    thin = (strength.flatten() <= 0).nonzero()[:, 0]
    changed[thicken] = torch.lerp(ink[thicken], _dilate(ink[thicken]), strength[thicken])
    changed[thin] = _thinned(ink[thin], -strength[thin])
    return changed


def _thinned(ink: Tensor, strength: Tensor) -> Tensor:
    """Erodes by `strength` passes, up to two, where enough ink remains."""
    thinner = torch.lerp(ink, _erode(ink), strength.clamp(0, 1))
    thinner = torch.lerp(thinner, _erode(thinner), (strength - 1).clamp(0, 1))
    enough = thinner.sum((1, 2, 3), keepdim=True) > KEPT_INK * ink.sum((1, 2, 3), keepdim=True)
    return torch.where(enough, thinner, ink)


def _warp(ink: Tensor, strength: Strength, generator: Generator) -> Tensor:
    """Rotates, shears, scales, translates and deforms elastically, in one resampling."""
    affine = _affine(ink, strength, generator)
    affine[:, :, 2] += _off_center(ink) * 2 / ink.shape[-1]
    grid = F.affine_grid(affine, list(ink.shape), align_corners=False)
    grid = grid + _elastic(ink, strength.elastic_px, generator)
    return F.grid_sample(ink, grid, mode="bilinear", align_corners=False).clamp(0, 1)


def _affine(ink: Tensor, strength: Strength, generator: Generator) -> Tensor:
    """Draws [N, 2, 3] matrices from output to input coordinates (-1..1)."""

    def draw(limit: float) -> Tensor:
        return uniform((len(ink),), -limit, limit, generator)

    angle, shear = draw(strength.rotation_rad), draw(strength.shear)
    scale_x, scale_y = draw(strength.log_scale).exp(), draw(strength.log_scale).exp()
    shift = strength.translation_px * 2 / ink.shape[-1]
    cos, sin = angle.cos(), angle.sin()
    top = torch.stack([cos * scale_x, (cos * shear - sin) * scale_y, draw(shift)], dim=1)
    bottom = torch.stack([sin * scale_x, (sin * shear + cos) * scale_y, draw(shift)], dim=1)
    return torch.stack([top, bottom], dim=1)


def _off_center(ink: Tensor) -> Tensor:
    """Returns the offset (x, y) of the center of mass from index 14, in pixels: [N, 2]."""
    mass = ink.sum((1, 2, 3)).clamp(min=1e-6)
    index = torch.arange(ink.shape[-1], dtype=ink.dtype, device=ink.device) - ink.shape[-1] // 2
    x = (ink.sum((1, 2)) * index).sum(1) / mass
    y = (ink.sum((1, 3)) * index).sum(1) / mass
    return torch.stack([x, y], dim=1)


def _elastic(ink: Tensor, limit_px: float, generator: Generator) -> Tensor:
    """Draws [N, H, W, 2] displacements: normal knots on a coarse grid, interpolated."""
    shape = (len(ink), 2, ELASTIC_KNOTS, ELASTIC_KNOTS)
    knots = torch.randn(shape, generator=generator, device=generator.device)
    knots = knots * _per_image(ink, 0, limit_px * 2 / ink.shape[-1], generator)
    between = _interpolation(ink.shape[-1]).to(ink.device)
    return (between @ knots @ between.T).permute(0, 2, 3, 1)


@cache
def _interpolation(size: int) -> Tensor:
    """Returns the [size, knots] matrix of bicubic interpolation along one axis."""
    knots = torch.eye(ELASTIC_KNOTS)[None, None]
    shape = (size, ELASTIC_KNOTS)
    return F.interpolate(knots, size=shape, mode="bicubic", align_corners=True)[0, 0]


def _blur(ink: Tensor, generator: Generator) -> Tensor:
    """Blends some images with their 3x3 binomial blur; the others stay sharp."""
    chosen = (uniform((len(ink),), 0, 1, generator) < BLURRED).nonzero()[:, 0]
    sharp = ink[chosen]
    strength = _per_image(sharp, 0, 1, generator)
    ink[chosen] = torch.lerp(sharp, _binomial(_binomial(sharp, 2), 3), strength)
    return ink


def _binomial(ink: Tensor, axis: int) -> Tensor:
    """Convolves along `axis` with (1, 2, 1) / 4, zero padded."""
    size = ink.shape[axis] - 1
    blurred = ink * 0.5
    blurred.narrow(axis, 1, size).add_(ink.narrow(axis, 0, size), alpha=0.25)
    blurred.narrow(axis, 0, size).add_(ink.narrow(axis, 1, size), alpha=0.25)
    return blurred


def _change_contrast(ink: Tensor, strength: Strength, generator: Generator) -> Tensor:
    """Applies gain, which sharpens edges by saturation, then gamma, which shifts the grays."""
    gain = _per_image(ink, *strength.gain, generator)
    gamma = _per_image(ink, -strength.log_gamma, strength.log_gamma, generator).exp()
    return (ink * gain).clamp(0, 1).pow(gamma)
