"""Trains an MNIST perceptron in Keras under W&B's own callbacks.

Usage: keras_mnist.py FOLDER EPOCHS LOG_FREQ ROWS
FOLDER holds MNIST's four IDX files, packed with gzip. Prints "run PATH", then "ok".
"""

import gzip
import os
import pathlib
import struct
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import wandb  # noqa: E402
from wandb.integration.keras import WandbMetricsLogger, WandbModelCheckpoint  # noqa: E402


def idx(folder, name):
    with gzip.open(pathlib.Path(folder) / f"{name}.gz") as packed:
        content = packed.read()
    dimensions = content[3]
    shape = struct.unpack(">" + "I" * dimensions, content[4 : 4 + 4 * dimensions])
    return np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def digits(folder, part, rows):
    images = idx(folder, f"{part}-images-idx3-ubyte")[:rows].reshape(-1, 28 * 28) / np.float32(255)
    return images.astype(np.float32), idx(folder, f"{part}-labels-idx1-ubyte")[:rows]


folder, epochs, log_freq, rows = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
tf.keras.utils.set_random_seed(1)
run = wandb.init(project="keras", settings=wandb.Settings(console="off", x_disable_stats=True))
model = tf.keras.Sequential(
    [
        tf.keras.Input((28 * 28,)),
        tf.keras.layers.Dense(64, activation="relu"),
        tf.keras.layers.Dense(64, activation="relu"),
        tf.keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(
    optimizer=tf.keras.optimizers.SGD(0.1),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(
    *digits(folder, "train", rows),
    batch_size=64,
    epochs=epochs,
    validation_data=digits(folder, "t10k", rows),
    callbacks=[
        WandbMetricsLogger(log_freq=log_freq if log_freq in ("epoch", "batch") else int(log_freq)),
        WandbModelCheckpoint("model-{epoch:02d}.keras", monitor="val_loss"),
    ],
    verbose=0,
)
path = run.path
log = pathlib.Path(run.settings.sync_file)
run.finish()
print("run", path)
print("log", log)
print("ok")
