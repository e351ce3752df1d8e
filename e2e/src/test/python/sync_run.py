"""Sends the offline run in the folder that the argument names with the official client; prints "ok" as its last line."""

import os
import subprocess
import sys

wandb = os.path.join(os.path.dirname(sys.executable), "wandb")
subprocess.run([wandb, "sync", sys.argv[1]], check=True)
print("ok")
