"""Works with the official client's agent on sweeps on which a Java agent works at the same time.

Arguments: a port at which the other side waits, a grid, a sweep whose runs only end when they are stopped; prints "ok" last.
"""

import socket
import sys
import time

import wandb
from wandb.agents import pyagent

# Agents ask every five seconds; that is long for a test.
pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.3
port, grid, endless = int(sys.argv[1]), sys.argv[2], sys.argv[3]
met = set()


def meet(sweep):
    """Waits, once for each sweep, until the other side is in a run, too."""
    if sweep not in met:
        met.add(sweep)
        with socket.create_connection(("127.0.0.1", port)) as other:
            other.recv(1)


def train():
    with wandb.init(config={"client": "python"}) as run:
        meet(grid)
        run.log({"loss": run.config["x"] ** 2})


def train_for_ever():
    with wandb.init(config={"client": "python"}) as run:
        run.log({"loss": run.config["x"]})
        meet(endless)
        while True:
            time.sleep(0.05)


wandb.agent(grid, function=train)
wandb.agent(endless, function=train_for_ever)
print("ok", flush=True)
