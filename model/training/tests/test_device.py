from pathlib import Path

import pytest
import torch

from inkling_training import device

CPU = torch.device("cpu")


def test_named_choices_are_kept() -> None:
    assert device.choose_device("cpu") == CPU
    for precision in (device.BF16, device.FP32):
        assert device.choose_precision(precision, CPU) == precision


@pytest.mark.parametrize(
    "flags, expected",
    [
        ("fpu avx2 avx512_bf16", device.BF16),
        ("amx_bf16", device.BF16),
        ("fpu avx512f", device.FP32),
    ],
)
def test_bf16_needs_a_processor_with_its_instructions(
    flags: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\nmodel name\t: A CPU\nflags\t\t: {flags}\n")
    monkeypatch.setattr(device, "CPUINFO", cpuinfo)
    assert device.choose_precision(device.AUTO, CPU) == expected
    assert device.describe(CPU).startswith("A CPU, ")


def test_unknown_processor_trains_in_fp32(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "CPUINFO", tmp_path / "missing")
    assert device.choose_precision(device.AUTO, CPU) == device.FP32


def test_bf16_is_used_inside_autocast_only() -> None:
    layer, x = torch.nn.Linear(2, 2), torch.ones(1, 2)
    with device.autocast(CPU, device.BF16):
        assert layer(x).dtype == torch.bfloat16
    with device.autocast(CPU, device.FP32):
        assert layer(x).dtype == torch.float32
