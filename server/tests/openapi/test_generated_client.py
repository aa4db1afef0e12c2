"""Tests of a client that is generated from the API's document; INKLING_URL is the server's address."""

import importlib
import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

URL = os.environ["INKLING_URL"]
PACKAGE = "generated"
PIXELS = 784


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """Imports the modules of the generated package."""
    folder = tmp_path_factory.mktemp("client")
    program = Path(sys.executable).with_name("openapi-python-client")
    options = ["--url", f"{URL}/api/openapi.json", "--meta", "none", "--output-path", folder / PACKAGE]
    subprocess.run([program, "generate", *options], check=True)
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def client(generated):
    return generated("client").Client(base_url=URL, raise_on_unexpected_status=True)


def one() -> bytes:
    """Digit 1 in MNIST's format: a bar of 20 pixels."""
    rows = [bytes(28)] * 4 + [bytes(12) + bytes([96, 255, 255, 255, 96]) + bytes(11)] * 20 + [bytes(28)] * 4
    return b"".join(rows)


def png() -> bytes:
    """Picture of the digit, dark on light."""
    rows = [bytes(255 - value for value in one()[28 * y : 28 * y + 28]) for y in range(28)]
    data = zlib.compress(b"".join(b"\0" + row for row in rows))

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 28, 28, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def file(generated, content: bytes, **options):
    return generated("types").File(payload=io.BytesIO(content), **options)


def test_every_module_is_imported(generated):
    package = Path(generated("client").__file__).parent
    modules = [path.relative_to(package).with_suffix("") for path in package.rglob("*.py")]
    for module in modules:
        generated(".".join(module.parts).removesuffix(".__init__") if module.parts != ("__init__",) else "client")
    assert len(modules) > 30


def test_a_digit_is_read_as_json_and_as_bytes(generated, client):
    predict = generated("api.inference.predict")
    request = generated("models").PredictRequest(images=[list(one())])
    for body in [request, file(generated, one())]:
        answer = predict.sync(client=client, body=body)
        assert [prediction.digit for prediction in answer.predictions] == [1]
        assert len(answer.predictions[0].probabilities) == 10


def test_a_picture_is_read_as_bytes_and_in_a_form(generated, client):
    recognize = generated("api.inference.recognize")
    form = generated("models").PictureForm(
        picture=file(generated, png(), file_name="one.png", mime_type="image/png")
    )
    for body in [file(generated, png()), form]:
        assert recognize.sync(client=client, body=body).number == "1"


@pytest.mark.parametrize("data", [list(one()), [[[list(one()[28 * y : 28 * y + 28]) for y in range(28)]]]])
def test_a_tensor_is_read(generated, client, data):
    infer = generated("api.open_inference_protocol.infer")
    models = generated("models")
    request = models.InferRequest.from_dict(
        {
            "id": 7,
            "inputs": [{"name": "image", "shape": [1, 1, 28, 28], "datatype": "UINT8", "data": data}],
            "outputs": [{"name": "digit"}],
        }
    )
    answer = infer.sync("digits", client=client, body=request)
    assert (answer.id, answer.outputs[0].data) == (7, [1])


def test_metadata_is_parsed(generated, client):
    assert generated("api.server.model").sync(client=client).name == "digits"
    metadata = generated("api.open_inference_protocol.model").sync("digits", client=client)
    assert metadata.inputs[0].shape == [-1, 1, 28, 28]
