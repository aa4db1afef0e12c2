"""Tests of the server with Triton's own client; INKLING_URL is its address (http://host:port)."""

import inspect
import os

import numpy as np
import pytest
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

MODEL = "digits"
SIDE = 28


@pytest.fixture(scope="session")
def client():
    address = os.environ["INKLING_URL"].removeprefix("http://")
    client = triton.InferenceServerClient(address)
    yield client
    client.close()


@pytest.fixture(scope="session")
def version(client):
    [version] = client.get_model_metadata(MODEL)["versions"]
    return version


def one() -> np.ndarray:
    """Digit 1 in MNIST's format: a bar of 20 pixels."""
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    image[4:24, 13:16] = 255
    image[4:24, [12, 16]] = 96
    return image


def images(dtype) -> np.ndarray:
    """Digit 1 and a blank image."""
    both = np.stack([one(), np.zeros_like(one())])[:, None]
    return both if dtype == np.uint8 else (both / np.float32(255)).astype(np.float32)


def tensor(array: np.ndarray, binary: bool, name="image", datatype=None) -> triton.InferInput:
    datatype = datatype or {"uint8": "UINT8", "float32": "FP32"}[array.dtype.name]
    tensor = triton.InferInput(name, list(array.shape), datatype)
    tensor.set_data_from_numpy(array, binary_data=binary)
    return tensor


def test_the_server_is_live_and_ready(client, version):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready(MODEL)
    assert client.is_model_ready(MODEL, version)
    assert not client.is_model_ready("letters")
    assert not client.is_model_ready(MODEL, "0")


def test_metadata_names_the_tensors(client, version):
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]
    metadata = client.get_model_metadata(MODEL)
    assert metadata["name"] == MODEL
    assert client.get_model_metadata(MODEL, version) == metadata
    [image] = metadata["inputs"]
    assert (image["name"], image["datatype"], image["shape"]) == ("image", "UINT8", [-1, 1, 28, 28])
    outputs = {output["name"]: (output["datatype"], output["shape"]) for output in metadata["outputs"]}
    assert outputs == {
        "digit": ("INT64", [-1]),
        "probabilities": ("FP32", [-1, 10]),
        "rejection": ("FP32", [-1]),
    }


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
@pytest.mark.parametrize("binary_input", [True, False])
@pytest.mark.parametrize("binary_output", [True, False, None])
def test_images_are_answered_in_every_encoding(client, dtype, binary_input, binary_output):
    names = ["probabilities", "digit", "rejection"]
    requested = [triton.InferRequestedOutput(name, binary_data=binary_output) for name in names]
    outputs = None if binary_output is None else requested
    inputs = [tensor(images(dtype), binary_input)]
    answer = client.infer(MODEL, inputs, outputs=outputs, request_id="seven")
    assert answer.get_response()["id"] == "seven"
    assert answer.get_response()["model_name"] == MODEL
    digit, probabilities, rejection = (
        answer.as_numpy(name) for name in ["digit", "probabilities", "rejection"]
    )
    assert digit.dtype == np.int64 and digit.tolist() == [1, -1]
    assert probabilities.dtype == np.float32 and probabilities.shape == (2, 10)
    assert probabilities[0].argmax() == 1 and probabilities[0].sum() == pytest.approx(1)
    assert not probabilities[1].any()
    assert rejection.shape == (2,) and rejection[0] < 0.5 and rejection[1] == 1


def test_only_requested_outputs_are_returned(client, version):
    requested = [triton.InferRequestedOutput("rejection")]
    inputs = [tensor(images(np.uint8), True)]
    answer = client.infer(MODEL, inputs, model_version=version, outputs=requested)
    assert [output["name"] for output in answer.get_response()["outputs"]] == ["rejection"]
    assert answer.as_numpy("digit") is None


def test_a_whole_batch_is_answered(client):
    batch = np.repeat(one()[None, None], 256, axis=0)
    answer = client.infer(MODEL, [tensor(batch, True)])
    assert (answer.as_numpy("digit") == 1).all()


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([tensor(images(np.uint8), True, name="picture")], "image"),
        ([tensor(images(np.uint8).reshape(2, 784), True)], "[N, 1, 28, 28]"),
        ([tensor(np.zeros((257, 1, 28, 28), np.uint8), True)], "256"),
        ([tensor(images(np.float32) * 255, True)], "0 to 1"),
        ([tensor(images(np.float32) * np.nan, True)], "0 to 1"),
        ([tensor(images(np.uint8).astype(np.int64), True, datatype="INT64")], "UINT8"),
        ([tensor(images(np.uint8), True)] * 2, "one input"),
    ],
)
def test_errors_state_what_to_do(client, inputs, message):
    with pytest.raises(InferenceServerException) as error:
        client.infer(MODEL, inputs)
    assert error.value.status() == "400"
    assert message in error.value.message()


@pytest.mark.parametrize(("model", "version"), [("letters", ""), (MODEL, "0")])
def test_unknown_models_and_versions_are_not_found(client, model, version):
    with pytest.raises(InferenceServerException) as error:
        client.infer(model, [tensor(images(np.uint8), True)], model_version=version)
    assert error.value.status() == "404"


def test_unknown_outputs_are_refused(client):
    for output in [
        triton.InferRequestedOutput("logits"),
        triton.InferRequestedOutput("probabilities", class_count=3),
    ]:
        with pytest.raises(InferenceServerException) as error:
            client.infer(MODEL, [tensor(images(np.uint8), True)], outputs=[output])
        assert error.value.status() == "400"


# Methods of the client that the protocol has no endpoints for, or that are not supported, with arguments.
UNSUPPORTED = {
    "get_model_config": [MODEL],
    "get_model_repository_index": [],
    "load_model": [MODEL],
    "unload_model": [MODEL],
    "get_inference_statistics": [],
    "get_trace_settings": [],
    "update_trace_settings": [],
    "get_log_settings": [],
    "update_log_settings": [{}],
    "get_system_shared_memory_status": [],
    "register_system_shared_memory": ["region", "/key", 8],
    "unregister_system_shared_memory": [],
    "get_cuda_shared_memory_status": [],
    "register_cuda_shared_memory": ["region", b"", 0, 8],
    "unregister_cuda_shared_memory": [],
}

# Methods that work; the tests above call those that send requests.
SUPPORTED = {
    "is_server_live",
    "is_server_ready",
    "is_model_ready",
    "get_server_metadata",
    "get_model_metadata",
    "infer",
    "async_infer",
    "generate_request_body",
    "parse_response_body",
    "register_plugin",
    "unregister_plugin",
    "plugin",
    "close",
}


def test_every_method_of_the_client_is_listed():
    methods = dict(inspect.getmembers(triton.InferenceServerClient, inspect.isroutine))
    public = {name for name in methods if not name.startswith("_")}
    assert public == SUPPORTED | set(UNSUPPORTED)


@pytest.mark.parametrize("method", UNSUPPORTED)
def test_unsupported_methods_are_not_found(client, method):
    with pytest.raises(InferenceServerException) as error:
        getattr(client, method)(*UNSUPPORTED[method])
    assert error.value.status() == "404"


def test_requests_without_waiting_are_answered(client):
    request = client.async_infer(MODEL, [tensor(images(np.uint8), True)])
    assert request.get_result().as_numpy("digit").tolist() == [1, -1]


def test_options_of_requests_are_accepted(client):
    answer = client.infer(
        MODEL,
        [tensor(images(np.uint8), True)],
        request_id="1",
        sequence_id=1,
        sequence_start=True,
        sequence_end=True,
        priority=1,
        timeout=1000,
        response_compression_algorithm="gzip",
        parameters={"purpose": "test"},
    )
    assert answer.as_numpy("digit").tolist() == [1, -1]


@pytest.mark.parametrize("algorithm", ["gzip", "deflate"])
def test_compressed_requests_are_refused_with_the_reason(client, algorithm):
    with pytest.raises(InferenceServerException) as error:
        client.infer(
            MODEL, [tensor(images(np.uint8), True)], request_compression_algorithm=algorithm
        )
    assert error.value.status() == "415"
    assert "Content-Encoding" in error.value.message()
