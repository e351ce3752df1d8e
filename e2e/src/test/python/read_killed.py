"""Reads the logs of killed programs with the official client's own classes, and compares them with what was said.

Usage: read_killed.py FOLDER...; prints one line of JSON for each, then "ok".

The official client reads logs in its Go part only, so the framing is read here, as the LevelDB documentation tells it.
"""

import glob
import json
import struct
import sys
import zlib

from wandb.proto import wandb_internal_pb2 as pb

BLOCK = 32768
FULL, FIRST, MIDDLE, LAST = 1, 2, 3, 4


def records(path):
    """The records as bytes; None stands for a place that is broken."""
    with open(path, "rb") as f:
        data = f.read()
    assert data[:7] == b":W&B\xe1\xbe\x00", (path, data[:7])
    at, parts = 7, None
    while True:
        left = BLOCK - at % BLOCK
        if left < 7:
            at += left
        if at + 7 > len(data):
            return
        crc, length, kind = struct.unpack_from("<IHB", data, at)
        end = at + 7 + length
        if kind == 0:  # room that was made ahead: the official client goes on with the next block, too
            at += BLOCK - at % BLOCK
            continue
        if end > len(data):
            return
        if end > at - at % BLOCK + BLOCK or zlib.crc32(data[at + 6:end]) != crc or not FULL <= kind <= LAST:
            yield None
            at += BLOCK - at % BLOCK
            parts = None
            continue
        chunk = data[at + 7:end]
        at = end
        if kind in (FULL, FIRST) and parts is not None:
            yield None
            parts = None
        if kind == FULL:
            yield chunk
        elif kind == FIRST:
            parts = [chunk]
        elif parts is None:
            yield None
        else:
            parts.append(chunk)
            if kind == LAST:
                yield b"".join(parts)
                parts = None


def sound(row):
    try:
        thread, number = row["thread"], row["number"]
        text = f"{thread}:{number}:{row['text']}".encode()
        same = zlib.crc32(text) == row["sum"] and row["third"] == number / 3.0
        return same and row["deep.down.there"] == number * 1e-7 and "_step" in row and "_runtime" in row
    except KeyError:
        return False


def read(folder):
    found, recovered, torn, broken = set(), 0, 0, 0
    (log,) = glob.glob(f"{folder}/wandb/*run-*/run-*.wandb")
    for data in records(log):
        if data is None:
            broken += 1
            continue
        record = pb.Record()
        record.ParseFromString(data)
        if record.WhichOneof("record_type") != "history":
            continue
        recovered += 1
        row = {".".join(i.nested_key) or i.key: json.loads(i.value_json) for i in record.history.item}
        key = (row.get("thread"), row.get("number"))
        if not sound(row) or key in found:
            torn += 1
        else:
            found.add(key)
    return found, recovered, torn, broken


def report(folder):
    found, recovered, torn, broken = read(folder)
    with open(f"{folder}/printed") as f:
        said = [tuple(map(int, line.split())) for line in f.read().rpartition("\n")[0].splitlines()]
    missing = [row for row in said if row[:2] not in found]
    last = max(said, key=lambda row: row[2], default=None)
    return {
        "printed": len(said),
        "recovered": recovered,
        "missing": len(missing),
        "torn": torn,
        "broken": broken,
        "lastIsOpen": len(missing) == 1 and missing[0] == last and last[2] >= 0,
    }


for name in sys.argv[1:]:
    print(json.dumps(report(name)))
print("ok")
