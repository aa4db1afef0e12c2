"""Device and number format of a run."""

import os
import platform
from contextlib import AbstractContextManager
from pathlib import Path

import torch

AUTO, BF16, FP32 = "auto", "bf16", "fp32"
CPUINFO = Path("/proc/cpuinfo")


def choose_device(name: str) -> torch.device:
    """Returns the named device; `auto` is the GPU if there is one."""
    if name == AUTO:
        name = "cuda" if torch.cuda.is_available() else "cpu"
    return torch.device(name)


def choose_precision(name: str, device: torch.device) -> str:
    """Returns the named precision; `auto` is bfloat16 if the hardware multiplies it natively."""
    if name != AUTO:
        return name
    return BF16 if _multiplies_bf16(device) else FP32


def autocast(device: torch.device, precision: str) -> AbstractContextManager:
    """Computes convolutions and dense layers inside in `precision`; weights stay float32."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == BF16)


def describe(device: torch.device) -> str:
    """Returns the model of the processor or GPU that trains."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{_cpu_model()}, {os.cpu_count()} cores"


def _multiplies_bf16(device: torch.device) -> bool:
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    # Emulated bfloat16 is slower than float32.
    return bool({"avx512_bf16", "amx_bf16"} & set(_cpu_info("flags").split()))


def _cpu_model() -> str:
    return _cpu_info("model name") or platform.processor() or platform.machine()


def _cpu_info(key: str) -> str:
    """Returns the first value of `key` in Linux's /proc/cpuinfo; empty elsewhere."""
    lines = CPUINFO.read_text().splitlines() if CPUINFO.exists() else []
    values = (line.partition(":")[2].strip() for line in lines if line.startswith(key))
    return next(values, "")
