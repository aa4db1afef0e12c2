"""Times onnxruntime on one core: reads images of 784 bytes, then for each line classifies them all.

argv: digits.onnx, number of images. Only the network's run is timed, not the preparation of its input.
"""

import sys
import time

import numpy as np
import onnxruntime

MODEL, COUNT = sys.argv[1], int(sys.argv[2])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = onnxruntime.InferenceSession(MODEL, options, providers=["CPUExecutionProvider"])
pixels = np.frombuffer(sys.stdin.buffer.read(COUNT * 784), np.uint8)
images = pixels.reshape(COUNT, 1, 1, 28, 28).astype(np.float32) / np.float32(255)

while sys.stdin.buffer.readline():
    start = time.perf_counter()
    for image in images:
        session.run(None, {"image": image})
    print((time.perf_counter() - start) * 1e3 / COUNT, flush=True)
