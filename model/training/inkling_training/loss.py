"""Training loss."""

import torch.nn.functional as F
from torch import Tensor

from .data import NO_DIGIT
from .network import Outputs
from .options import TrainOptions


def total_loss(outputs: Outputs, labels: Tensor, options: TrainOptions) -> Tensor:
    """Returns the cross-entropy of the digits plus the weighted binary one of the rejection."""
    classes = F.cross_entropy(
        outputs.logits.float(),
        labels,
        ignore_index=NO_DIGIT,
        label_smoothing=options.label_smoothing,
    )
    no_digit = (labels == NO_DIGIT).float()
    rejection = F.binary_cross_entropy_with_logits(outputs.rejection.float(), no_digit)
    return classes + options.rejection_weight * rejection
