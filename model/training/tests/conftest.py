from pathlib import Path

import pytest
import torch
from synthetic import digit_set, write_mnist, write_rendered

from inkling_training import data

# Networks this small train faster without the cost of waking a second thread.
torch.set_num_threads(1)


@pytest.fixture
def mnist_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A --data folder of 60 synthetic digits, whose files pass their checksums."""
    folder = tmp_path / "data"
    monkeypatch.setattr(data, "SHA256", write_mnist(folder, digit_set(60, seed=3)))
    return folder


@pytest.fixture
def rendered_folder(tmp_path: Path) -> Path:
    """A --rendered folder of synthetic pictures."""
    write_rendered(tmp_path / "rendered")
    return tmp_path / "rendered"
