"""Milliseconds per training step of the autoencoder 784-512-10-512-784, batches of 100.

The counterpart of TapeBenchmark.java, to be run in turns with it:

    python tape.py eager|sgd|adam STEPS [DIVISOR]
"""

import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf

BATCH = 100
SAMPLES = 10_000


class Model(tf.Module):
    """The autoencoder and its step."""

    def __init__(self, adam: bool, divisor: int):
        super().__init__()
        self.weights = []
        units = (784 // divisor, 512 // divisor, 10, 512 // divisor, 784 // divisor)
        for inputs, outputs in zip(units, units[1:]):
            self.weights.append(tf.Variable(tf.random.truncated_normal((inputs, outputs)) * 0.05))
            self.weights.append(tf.Variable(tf.zeros(outputs)))
        pixels = np.random.RandomState(1).randint(0, 256, (SAMPLES, units[0]), np.uint8)
        self.images = tf.Variable(pixels, trainable=False)
        self.adam = adam
        self.moments = [tf.Variable(tf.zeros_like(w), trainable=False) for w in self.weights]
        self.squares = [tf.Variable(tf.zeros_like(w), trainable=False) for w in self.weights]

    def network(self, x):
        h = x
        for layer in range(0, len(self.weights), 2):
            h = h @ self.weights[layer] + self.weights[layer + 1]
            if layer < len(self.weights) - 2:
                h = tf.nn.relu(h)
        return h

    def step(self, indices):
        x = tf.cast(tf.gather(self.images, indices), tf.float32) * (1 / 255)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.network(x) - x))
        gradients = tape.gradient(loss, self.weights)
        for weight, gradient, moment, square in zip(
            self.weights, gradients, self.moments, self.squares
        ):
            if self.adam:
                tf.raw_ops.ResourceApplyAdam(
                    var=weight.handle, m=moment.handle, v=square.handle,
                    beta1_power=0.9, beta2_power=0.999, lr=1e-3,
                    beta1=0.9, beta2=0.999, epsilon=1e-7, grad=gradient,
                )
            else:
                tf.raw_ops.ResourceApplyGradientDescent(
                    var=weight.handle, alpha=0.01, delta=gradient
                )
        return loss


def main() -> None:
    kind, steps = sys.argv[1], int(sys.argv[2])
    tf.config.threading.set_intra_op_parallelism_threads(2)
    tf.config.threading.set_inter_op_parallelism_threads(2)
    model = Model(kind == "adam", int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    step = model.step
    if kind != "eager":
        step = tf.function(model.step, input_signature=[tf.TensorSpec((BATCH,), tf.int32)])
    random = np.random.RandomState(2)

    def run(count: int) -> float:
        loss = 0.0
        for _ in range(count):
            indices = tf.constant(random.randint(0, SAMPLES, BATCH), tf.int32)
            loss = float(step(indices))
        return loss

    start = time.perf_counter()
    run(1)
    first = (time.perf_counter() - start) * 1e3
    run(steps // 2)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        loss = run(steps)
        times.append((time.perf_counter() - start) * 1e3 / steps)
    times.sort()
    print(f"python {kind}: {times[2]:.2f} ms (best {times[0]:.2f}), first {first:.0f} ms, loss {loss:.4f}")


if __name__ == "__main__":
    main()
