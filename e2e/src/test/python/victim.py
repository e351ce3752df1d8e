"""Logs with the official client until it is killed, and says of each row that log() returned.

Usage: victim.py FOLDER NUMBER RATE THREADS INTERRUPTED STEPS; says so in the file `printed`, one write per row.
Python has no interrupts of threads, so INTERRUPTED says nothing here.
"""

import os
import random
import sys
import threading
import time
import zlib

import wandb

folder, number, rate, threads, _, steps = sys.argv[1:]
rate, threads, steps = int(rate), int(threads), steps == "true"
run = wandb.init(
    project="killed",
    id=f"victim-{number}",
    dir=folder,
    settings=wandb.Settings(x_disable_stats=True, console="off", silent=True),
)
printed = os.open(f"{folder}/printed", os.O_WRONLY | os.O_CREAT)
lock = threading.Lock()
start = time.monotonic()
step = 0


def row(thread, i):
    draw = random.Random(31 * thread + i)
    text = "ü\"\n" * draw.randrange(40_000 if draw.randrange(200) == 0 else 20)
    total = zlib.crc32(f"{thread}:{i}:{text}".encode())
    return {"thread": thread, "number": i, "third": i / 3.0, "deep": {"down": {"there": i * 1e-7}}}, {
        "text": text,
        "sum": total,
    }


def log_at_step(first, second):
    global step
    with lock:
        now = step
        step += 1 + now % 3
        run.log(first, step=now)
        run.log(second, step=now)
        return now


def log_next(first, second):
    run.log({**first, **second})
    return -1


def log_for_ever(thread):
    i = 0
    while True:
        if rate:
            time.sleep(max(0, start + (i * threads + thread) / rate - time.monotonic()))
        now = (log_at_step if steps else log_next)(*row(thread, i))
        os.write(printed, f"{thread} {i} {now}\n".encode())
        i += 1


print("ready", flush=True)
for number in range(threads):
    threading.Thread(target=log_for_ever, args=(number,)).start()
