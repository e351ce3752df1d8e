"""Trains 300 small networks on MNIST, once, and writes down how each did: a search problem with a real surface.

    OMP_NUM_THREADS=1 python mnist_table.py FOLDER_OF_IDX_FILES OUT.json

Each is 784-width-width-10, gradient descent on the first 6,000 digits for 3 epochs, validated on the first 2,000 of the
test digits; weights and order of the digits come from seed 1 for every configuration. Needs numpy.
"""

import gzip
import itertools
import json
import pathlib
import sys

import numpy as np

GRID = {
    "activation": ["relu", "tanh"],
    "batch_size": [16, 32, 64, 128, 256],
    "learning_rate": [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0],
    "width": [16, 64, 128],
}
EPOCHS = 3
DIGITS = 6_000
VALIDATION = 2_000


def digits(folder, name, count):
    images = np.frombuffer(gzip.decompress((folder / f"{name}-images-idx3-ubyte.gz").read_bytes()), np.uint8, offset=16)
    labels = np.frombuffer(gzip.decompress((folder / f"{name}-labels-idx1-ubyte.gz").read_bytes()), np.uint8, offset=8)
    return images.reshape(-1, 784)[:count].astype(np.float32) / 255, labels[:count].astype(int)


def forward(layers, images, relu):
    outputs = [images]
    for weights, bias in layers[:-1]:
        inner = outputs[-1] @ weights + bias
        outputs.append(np.maximum(inner, 0) if relu else np.tanh(inner))
    scores = outputs[-1] @ layers[-1][0] + layers[-1][1]
    scores -= scores.max(axis=1, keepdims=True)
    scores = np.exp(scores)
    return outputs, scores / scores.sum(axis=1, keepdims=True)


def step(layers, images, labels, relu, rate):
    outputs, odds = forward(layers, images, relu)
    error = odds
    error[np.arange(len(labels)), labels] -= 1
    error /= len(labels)
    for i in reversed(range(len(layers))):
        weights, bias = layers[i]
        down = error @ weights.T
        weights -= rate * (outputs[i].T @ error)
        bias -= rate * error.sum(axis=0)
        if i > 0:
            error = down * ((outputs[i] > 0) if relu else 1 - outputs[i] ** 2)


def train(config, data, validation):
    random = np.random.default_rng(1)
    width, relu = config["width"], config["activation"] == "relu"
    sizes = [784, width, width, 10]
    layers = [
        (random.normal(0, np.sqrt((2 if relu else 1) / a), (a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in zip(sizes, sizes[1:])
    ]
    for _ in range(EPOCHS):
        order = random.permutation(len(data[0]))
        for start in range(0, len(order), config["batch_size"]):
            batch = order[start : start + config["batch_size"]]
            step(layers, data[0][batch], data[1][batch], relu, np.float32(config["learning_rate"]))
    odds = forward(layers, validation[0], relu)[1]
    loss = -np.log(np.maximum(odds[np.arange(len(odds)), validation[1]], 1e-12)).mean()
    return float(f"{loss:.6g}"), float((odds.argmax(axis=1) == validation[1]).mean())


def main():
    folder = pathlib.Path(sys.argv[1])
    data, validation = digits(folder, "train", DIGITS), digits(folder, "t10k", VALIDATION)
    rows = []
    for values in itertools.product(*GRID.values()):
        config = dict(zip(GRID, values))
        loss, accuracy = train(config, data, validation)
        rows.append({**config, "val_loss": loss, "val_accuracy": accuracy})
        print(len(rows), rows[-1], flush=True)
    lines = ",\n  ".join(json.dumps(row) for row in rows)
    pathlib.Path(sys.argv[2]).write_text(
        '{\n "about": "Validation loss and accuracy of 300 MNIST networks; made by mnist_table.py.",\n "cases": [\n  '
        + lines
        + "\n ]\n}\n"
    )


if __name__ == "__main__":
    main()
