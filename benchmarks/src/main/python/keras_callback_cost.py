"""What W&B's own Keras callback costs an epoch, measured as ListenerCost measures ours.

Usage: keras_callback_cost.py PAIRS [mnist=FOLDER] [epoch] [batch]; without a folder, on noise in MNIST's shape
"""

import gzip
import os
import random
import statistics
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
os.environ["WANDB_MODE"] = "offline"
os.environ["WANDB_SILENT"] = "true"
os.environ["WANDB_DIR"] = tempfile.mkdtemp()

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import wandb  # noqa: E402
from wandb.integration.keras import WandbMetricsLogger  # noqa: E402

BATCH, BATCHES, WARM_UP, RESAMPLES = 64, 938, 2, 10_000
pairs = int(sys.argv[1])
folder = next((arg.partition("=")[2] for arg in sys.argv[2:] if arg.startswith("mnist=")), None)
kinds = [arg for arg in sys.argv[2:] if "=" not in arg] or ["epoch", "batch"]
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)
random.seed(1)
if folder:
    with gzip.open(os.path.join(folder, "train-images-idx3-ubyte.gz")) as images:
        pixels = np.frombuffer(images.read(), np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255
    with gzip.open(os.path.join(folder, "train-labels-idx1-ubyte.gz")) as digits:
        labels = np.frombuffer(digits.read(), np.uint8, offset=8)
else:
    pixels = np.random.default_rng(1).random((BATCH * BATCHES, 784), np.float32)
    labels = np.arange(BATCH * BATCHES) % 10
inside = [0.0]


def timed(logger):
    """The callback, with a clock of the thread's processor time around each hook."""

    def around(hook):
        def call(*args, **kwargs):
            start = time.thread_time()
            try:
                return hook(*args, **kwargs)
            finally:
                inside[0] += time.thread_time() - start

        return call

    for name in dir(logger):
        if name.startswith("on_"):
            setattr(logger, name, around(getattr(logger, name)))
    return logger


def perceptron():
    model = tf.keras.Sequential(
        [
            tf.keras.Input((784,)),
            tf.keras.layers.Dense(64, activation="relu"),
            tf.keras.layers.Dense(64, activation="relu"),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(tf.keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def epoch(model, callbacks):
    """Clock, processor time of this thread, and of it that inside the callbacks."""
    clock, processor, inside[0] = time.perf_counter(), time.thread_time(), 0.0
    model.fit(pixels, labels, batch_size=BATCH, shuffle=False, verbose=0, callbacks=callbacks)
    return time.perf_counter() - clock, time.thread_time() - processor, inside[0]


def told(what, ratios):
    medians = sorted(statistics.median(random.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES))
    low, high = medians[RESAMPLES // 40], medians[-RESAMPLES // 40]
    print(f"keras, {what}: with/without = {statistics.median(ratios):.4f} (95 % interval {low:.4f} to {high:.4f})")


run = wandb.init(project="cost", settings=wandb.Settings(console="off"))
trainings = [("plain", perceptron(), [])]
trainings += [(kind, perceptron(), [timed(WandbMetricsLogger(log_freq=kind))]) for kind in kinds]
costs = {kind: [] for kind, _, _ in trainings}
for number in range(-WARM_UP, pairs):
    turn = number % len(trainings)
    for kind, model, callbacks in trainings[turn:] + trainings[:turn]:
        cost = epoch(model, callbacks)
        if number >= 0:
            costs[kind].append(cost)
for kind in kinds:
    told(f"{kind}, clock", [a[0] / b[0] for a, b in zip(costs[kind], costs["plain"])])
    told(f"{kind}, processor", [a[1] / b[1] for a, b in zip(costs[kind], costs["plain"])])
    share = statistics.median(cost[2] / cost[1] for cost in costs[kind])
    print(f"keras, {kind}, inside the callback: {100 * share:.2f} % of the training thread's processor time")
plain = statistics.median(cost[0] for cost in costs["plain"])
print(f"keras, an epoch without takes {plain:.2f} s by the clock ({pairs} pairs)")
run.finish()
