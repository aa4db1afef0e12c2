"""Allographs that are common elsewhere and rare in MNIST: 1 with a flag and a foot, hooked 9.

Each is a digit of MNIST with a stroke added at the top or bottom end of its ink. Coordinates are
(x, y) in pixel indices, y downward; "left" is toward smaller x.
"""

import torch
from torch import Generator, Tensor

from .draws import uniform

ONE, NINE = 1, 9
# Share of the ones and nines that are altered, and shares of their flags and feet.
ALTERED = 0.4
FLAG, FOOT = 0.85, 0.4
FLAG_ANGLE_RAD = (0.4, 0.8)
FLAG_PER_STEM = (0.2, 0.45)
FOOT_PX = (2.0, 7.0)
HOOK_PX = (3.0, 9.0)
PEN_PX = (1.5, 4.5)
CURVE_POINTS = 12


def vary_allographs(ink: Tensor, labels: Tensor, generator: Generator) -> Tensor:
    """Adds strokes to some ones and nines of [N, 1, H, W] ink with [N] labels."""
    chosen = uniform((len(ink),), 0, 1, generator) < ALTERED
    ink = ink.clone()
    for label, add in ((ONE, _add_flag_and_foot), (NINE, _add_hook)):
        indices = ((labels == label) & chosen).nonzero()[:, 0]
        ink[indices] = add(ink[indices], generator)
    return ink


def _add_flag_and_foot(ink: Tensor, generator: Generator) -> Tensor:
    def draw(low: float, high: float) -> Tensor:
        return uniform((len(ink), 1), low, high, generator)

    top, bottom, pen = _ends(ink)
    stem = bottom - top
    angle = draw(*FLAG_ANGLE_RAD)
    across = torch.stack([-stem[:, 1], stem[:, 0]], dim=1)
    flag = (stem * angle.cos() + across * angle.sin()) * draw(*FLAG_PER_STEM)
    flag = flag * (draw(0, 1) < FLAG)
    ink = torch.maximum(ink, _draw(ink, top, top + flag * draw(0.4, 0.6), top + flag, pen))
    sideways = torch.cat([torch.ones_like(pen)[:, None], draw(-0.15, 0.15)], dim=1)
    sideways = sideways * (draw(0, 1) < FOOT)
    left = bottom - sideways * draw(*FOOT_PX)
    right = bottom + sideways * draw(*FOOT_PX)
    return torch.maximum(ink, _draw(ink, left, bottom, right, pen))


def _add_hook(ink: Tensor, generator: Generator) -> Tensor:
    def draw(low: float, high: float) -> Tensor:
        return uniform((len(ink), 1), low, high, generator)

    _, bottom, pen = _ends(ink)
    length = draw(*HOOK_PX)
    control = bottom + length * torch.cat([draw(-0.5, -0.2), draw(0.1, 0.4)], dim=1)
    end = bottom + length * torch.cat([-torch.ones_like(pen)[:, None], draw(-0.5, 0.1)], dim=1)
    return torch.maximum(ink, _draw(ink, bottom, control, end, pen))


def _ends(ink: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Returns the ends of the ink, top and bottom [N, 2], and the pen width near the bottom [N]."""
    rows = ink[:, 0].sum(dim=2)
    height = rows.shape[1]
    index = torch.arange(height, device=ink.device)
    inked = ink[:, 0].amax(dim=2) > 0.5
    first = torch.where(inked, index, height - 1).amin(dim=1)
    last = torch.where(inked, index, 0).amax(dim=1)
    x = (ink[:, 0] * torch.arange(ink.shape[3], device=ink.device)).sum(dim=2) / rows.clamp(
        min=1e-6
    )
    top = torch.stack([x.gather(1, first[:, None])[:, 0], first], dim=1)
    bottom = torch.stack([x.gather(1, last[:, None])[:, 0], last], dim=1)
    near = (index > last[:, None] - 6) & (index < last[:, None])
    pen = (rows * near).sum(dim=1) / near.sum(dim=1).clamp(min=1)
    return top, bottom, pen.clamp(*PEN_PX)


def _draw(ink: Tensor, start: Tensor, control: Tensor, end: Tensor, pen: Tensor) -> Tensor:
    """Draws anti-aliased quadratic Bézier curves, one an image, as [N, 1, H, W] ink."""
    t = torch.linspace(0, 1, CURVE_POINTS, device=ink.device)[:, None, None]
    points = (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t**2 * end
    y = torch.arange(ink.shape[2], device=ink.device)
    x = torch.arange(ink.shape[3], device=ink.device)
    dx = x - points[:, :, 0, None]
    dy = y - points[:, :, 1, None]
    squared = dx[:, :, None, :] ** 2 + dy[:, :, :, None] ** 2
    distance = squared.amin(dim=0).sqrt()
    return (pen[:, None, None] / 2 + 0.5 - distance).clamp(0, 1)[:, None]
