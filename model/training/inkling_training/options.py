"""Options of a run; they determine its result with the data and the number of threads."""

from dataclasses import dataclass, field
from typing import Any

from .architecture import NETWORKS
from .device import AUTO, BF16, FP32


def _option(default: Any, help: str, choices: tuple[str, ...] | None = None) -> Any:
    return field(default=default, metadata={"help": help, "choices": choices})


@dataclass(frozen=True)
class TrainOptions:
    """Training options; each field is a command line option."""

    network: str = _option("deeper", "network to train", tuple(NETWORKS))
    epochs: int = _option(60, "number of epochs, of --epoch-size pictures each")
    gentle_share: float = _option(0.25, "share of the epochs, the last, with weaker augmentation")
    epoch_size: int = _option(60_000, "pictures between two validations")
    batch_size: int = _option(256, "pictures per optimizer step")
    mnist_share: float = _option(0.5, "fraction of a batch that is from MNIST")
    outlier_share: float = _option(0.2, "fraction of a batch that is non-digits")
    max_lr: float = _option(6e-3, "peak of the one-cycle learning rate")
    weight_decay: float = _option(1e-2, "decoupled weight decay of AdamW")
    label_smoothing: float = _option(0.02, "probability spread over all classes")
    rejection_weight: float = _option(0.5, "weight of the rejection loss")
    ema_decay: float = _option(0.998, "share of the averaged weights kept at each step")
    val_size: int = _option(5000, "training digits of MNIST held out for validation")
    seed: int = _option(1, "seed of every random draw")
    device: str = _option(AUTO, "device; auto is the GPU if there is one")
    precision: str = _option(
        AUTO, "number format; auto is bf16 if the hardware has it", (AUTO, BF16, FP32)
    )
