"""Restores a checkpoint that Java saved, compares it with what Java says it held, and goes on.

  check_checkpoint.py PREFIX

PREFIX.json has the values of every variable by path, row-major. The checkpoint must be the latest
of its folder, have everything that the tree below has, and nothing else. Then the step is counted
up and saved to the same folder, as a run that Java began and Python continues would do.
"""

import argparse
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf


class Dense(tf.Module):
    """The variables of a dense layer."""

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.kernel = tf.Variable(tf.zeros([inputs, outputs]))
        self.bias = tf.Variable(tf.zeros([outputs]))


class Model(tf.Module):
    """The tree that CheckpointParityTest saves."""

    def __init__(self):
        super().__init__()
        self.layers = [Dense(3, 4), Dense(4, 2)]
        self.step = tf.Variable(0, dtype=tf.int64)
        self.pixels = tf.Variable(tf.zeros([2, 2], tf.uint8))
        self.words = tf.Variable(["", "", ""])
        self.tied = {"encoder.0/kernel": self.layers[0].kernel}

    def variables_by_path(self) -> dict:
        """Returns the variables by the paths that Java gives them."""
        variables = {}
        for i, layer in enumerate(self.layers):
            variables[f"layers[{i}].kernel"] = layer.kernel
            variables[f"layers[{i}].bias"] = layer.bias
        return variables | {"step": self.step, "pixels": self.pixels, "words": self.words}


def values(variable: tf.Variable) -> list:
    """Returns the values as JSON has them."""
    flat = np.ravel(variable.numpy())
    return [item.decode("utf-8") if isinstance(item, bytes) else item.item() for item in flat]


def check_keys(prefix: str, count: int) -> None:
    """Checks what a reader without a tree sees."""
    reader = tf.train.load_checkpoint(prefix)
    shapes = reader.get_variable_to_shape_map()
    assert shapes["model/layers/1/kernel/.ATTRIBUTES/VARIABLE_VALUE"] == [4, 2], shapes
    # The shortest of the two paths is the key, as Python chooses it.
    assert shapes["model/tied/encoder..0.Skernel/.ATTRIBUTES/VARIABLE_VALUE"] == [3, 4], shapes
    assert len(shapes) == count + 2, sorted(shapes)  # with the save counter and the object graph


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prefix", help="what the names of the checkpoint's files start with")
    prefix = parser.parse_args().prefix
    folder = os.path.dirname(prefix)
    assert tf.train.latest_checkpoint(folder) == prefix, tf.train.latest_checkpoint(folder)
    expected = json.loads(pathlib.Path(prefix + ".json").read_text(encoding="utf-8"))

    model = Model()
    checkpoint = tf.train.Checkpoint(model=model)
    checkpoint.restore(prefix).assert_consumed()
    restored = {path: values(variable) for path, variable in model.variables_by_path().items()}
    assert restored == expected, (restored, expected)
    check_keys(prefix, len(expected))

    model.step.assign_add(1)
    manager = tf.train.CheckpointManager(checkpoint, folder, max_to_keep=3)
    saved = os.path.basename(manager.save())
    print(f"{len(restored)} variables restored and saved as {saved}")


if __name__ == "__main__":
    main()
