"""The arguments and public methods of the official Keras callbacks, one name per line, read off their sources: nothing is
imported, so that no Keras is needed. Prints "ok" as its last line.
"""

import ast
import importlib.util
import os

CALLBACKS = {
    "metrics_logger.py": "WandbMetricsLogger",
    "model_checkpoint.py": "WandbModelCheckpoint",
    "tables_builder.py": "WandbEvalCallback",
}


def names(source, callback):
    for part in ast.walk(ast.parse(source)):
        if isinstance(part, ast.ClassDef) and part.name == callback:
            for method in part.body:
                if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                    yield from (argument.arg for argument in method.args.args + method.args.kwonlyargs)
                elif isinstance(method, ast.FunctionDef) and not method.name.startswith(("_", "on_", "is_")):
                    yield method.name


def main():
    package = os.path.dirname(importlib.util.find_spec("wandb").origin)
    for file, callback in CALLBACKS.items():
        with open(os.path.join(package, "integration", "keras", "callbacks", file), encoding="utf-8") as f:
            found = [name for name in names(f.read(), callback) if name != "self"]
        assert found, callback
        print("\n".join(found))
    print("ok")


main()
