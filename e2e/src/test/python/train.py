"""Trains a toy model with the options of its command line, as any script does: it knows nothing of sweeps."""

import argparse

import wandb

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float, required=True)
parser.add_argument("--epochs", type=int, required=True)
options = parser.parse_args()

with wandb.init(config=vars(options)) as run:
    for epoch in range(options.epochs):
        run.log({"epoch": epoch, "loss": options.learning_rate / (1 + epoch)})
