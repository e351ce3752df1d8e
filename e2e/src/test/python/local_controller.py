"""The official local controller, and official agents under the controller of another client.

Usage: local_controller.py SWEEP, with WANDB_BASE_URL and WANDB_API_KEY in the environment; works on that sweep, which
somebody else controls, after one that it controls itself; prints "ok" as its last line.
"""

import subprocess
import sys
import time

import wandb
from wandb.agents import pyagent

pyagent.Agent.HEARTBEAT_SLEEP_SECONDS = 0.2
PROJECT = "controlled"
CONFIG = {
    "controller": {"type": "local"},
    "method": "grid",
    "metric": {"name": "loss", "goal": "minimize"},
    "early_terminate": {"type": "hyperband", "min_iter": 2, "eta": 2},
    "parameters": {"x": {"values": [1, 2, 3]}},
}


def train():
    with wandb.init(settings=wandb.Settings(x_file_stream_transmit_interval=0.2, console="off")) as run:
        for epoch in range(3):
            run.log({"loss": run.config["x"] + 1 / (epoch + 1)})


def control(other):
    controller = wandb.controller(CONFIG, project=PROJECT)
    path = f"{wandb.Api().default_entity}/{PROJECT}/{controller.sweep_id}"
    agents = subprocess.Popen([sys.executable, __file__, "agents", path, other])  # an agent takes all of its process
    while not controller.done() and agents.poll() is None:
        controller.step()
        time.sleep(0.2)
    assert agents.wait(300) == 0
    check(path, [1, 2, 3])


def check(path, values):
    sweep = wandb.Api().sweep(path)
    assert sweep.state == "FINISHED", sweep.state
    assert sorted(run.config["x"] for run in sweep.runs) == values, [run.config for run in sweep.runs]
    assert {run.state for run in sweep.runs} <= {"finished", "killed"}, [run.state for run in sweep.runs]


if sys.argv[1] == "agents":
    for sweep_path in sys.argv[2:]:
        wandb.agent(sweep_path, function=train)
else:
    control(sys.argv[1])
    print("ok")
