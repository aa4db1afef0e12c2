"""Peer of `cargo xtask bench server`: the same model and API behind FastAPI and onnxruntime.

The handler runs inference on the event loop: it takes a fraction of a millisecond, and a worker has
one core, so that a thread would only add a context switch.
"""

import hashlib
import os
import time
from pathlib import Path

import numpy as np
import onnxruntime
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

SIDE = 28
MAX_BATCH = 256
ONNX = Path(os.environ["MODEL"]).read_bytes()
MODEL = {"name": "digits", "version": "", "fingerprint": hashlib.sha256(ONNX).hexdigest()}
BLANK = {"digit": None, "probabilities": None, "rejected": True, "reason": "blank", "rejection": None}


def start_session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # There is one worker for each core; more threads would only compete.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(ONNX, options, providers=["CPUExecutionProvider"])


session = start_session()
MODEL["version"] = session.get_modelmeta().custom_metadata_map.get("version", "")
app = FastAPI()


@app.get("/api/ready")
async def ready() -> JSONResponse:
    return JSONResponse({"status": "ready"})


@app.post("/api/predict")
async def predict(request: Request) -> JSONResponse:
    images = parse(await request.body())
    start = time.perf_counter()
    logits, rejections = session.run(None, {"image": images.astype(np.float32) / np.float32(255)})
    took = time.perf_counter() - start
    return JSONResponse(
        {
            "model": MODEL,
            "predictions": encode_all(images, logits, rejections),
            "timings": {"queued_us": 0, "inference_us": int(took * 1e6)},
        }
    )


def parse(body: bytes) -> np.ndarray:
    count, rest = divmod(len(body), SIDE * SIDE)
    if rest or not 1 <= count <= MAX_BATCH:
        raise HTTPException(422, "send 784 bytes for each of 1 to 256 images")
    return np.frombuffer(body, np.uint8).reshape(count, 1, SIDE, SIDE)


def encode_all(images: np.ndarray, logits: np.ndarray, rejections: np.ndarray) -> list[dict]:
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities = (weights / weights.sum(axis=1, keepdims=True)).tolist()
    digits = logits.argmax(axis=1).tolist()
    rejections = (1 / (1 + np.exp(-rejections))).tolist()
    has_ink = images.any(axis=(1, 2, 3)).tolist()
    each = zip(has_ink, digits, probabilities, rejections, strict=True)
    return [encode_one(*rest) if ink else BLANK for ink, *rest in each]


def encode_one(digit: int, probabilities: list[float], rejection: float) -> dict:
    rejected = rejection > 0.5
    return {
        "digit": digit,
        "probabilities": probabilities,
        "rejected": rejected,
        "reason": "not_a_digit" if rejected else None,
        "rejection": rejection,
    }
