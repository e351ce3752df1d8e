"""Resolves settings from files, environment and code as the official client does, one case after the other.

Arguments: a JSON file with the cases, and the file to write the answers to.
"""

import json
import os
import pathlib
import sys

import wandb
from wandb.sdk.wandb_setup import _WandbSetup

FIELDS = [
    "api_key",
    "app_url",
    "base_url",
    "docker",
    "email",
    "entity",
    "finish_timeout",
    "git_remote",
    "host",
    "http_proxy",
    "https_proxy",
    "ignore_globs",
    "init_timeout",
    "insecure_disable_ssl",
    "mode",
    "organization",
    "project",
    "quiet",
    "root_dir",
    "run_group",
    "run_id",
    "run_job_type",
    "run_name",
    "run_notes",
    "run_tags",
    "show_errors",
    "show_info",
    "show_warnings",
    "silent",
    "sweep_id",
    "sweep_param_path",
    "username",
    "x_extra_http_headers",
    "x_file_stream_transmit_interval",
    "x_file_transfer_timeout_seconds",
    "x_graphql_timeout_seconds",
]


def resolve(case):
    for name in [name for name in os.environ if name.startswith("WANDB_")]:
        del os.environ[name]
    os.environ.update(case["environment"])
    os.environ["HOME"] = case["home"]
    os.chdir(case["work"])
    try:
        setup = _WandbSetup(os.getpid())
        setup._update(wandb.Settings(**case["code"]) if case["code"] else None)
        return {field: getattr(setup.settings, field) for field in FIELDS}
    except Exception as e:
        return {"error": str(e)}


cases = json.loads(pathlib.Path(sys.argv[1]).read_text())
answers = pathlib.Path(sys.argv[2]).absolute()
answers.write_text(json.dumps([resolve(case) for case in cases]))
print("ok")
sys.stdout.flush()
os._exit(0)  # the setups have threads of their own
