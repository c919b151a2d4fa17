"""Loads a SavedModel that Java saved, trains it for some steps and saves it again.

The model has a signature of one input and one output, and is to give its input. Prints the number
of trainable variables, the loss before the first step and the loss after the last.
"""

import argparse
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--signature", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="a file of float32 .npy")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--learning-rate", type=float, default=0.2)
    options = parser.parse_args()
    model = tf.saved_model.load(str(options.model))
    function = model.signatures[options.signature]
    x = tf.constant(np.load(options.data))
    name = next(iter(function.structured_input_signature[1]))
    output = next(iter(function.structured_outputs))

    def loss():
        return tf.reduce_mean((function(**{name: x})[output] - x) ** 2)

    first = float(loss())
    for _ in range(options.steps):
        with tf.GradientTape() as tape:
            value = loss()
        weights = function.trainable_variables
        for weight, gradient in zip(weights, tape.gradient(value, weights)):
            weight.assign_sub(options.learning_rate * gradient)
    print(len(function.trainable_variables), first, float(loss()))
    tf.saved_model.save(model, str(options.out), signatures=model.signatures)


if __name__ == "__main__":
    main()
