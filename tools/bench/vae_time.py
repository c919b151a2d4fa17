"""Times a training step of a variational autoencoder in Java beside the same step in Python.

784-512-10, Bernoulli output, Adam (0.001), each gradient clipped to norm 15, batches of 100 of
Fashion-MNIST's 60,000 training images. Workers are started and kept, and train in turns as those of
step_time.py do, whose protocol they speak; Python's are this script itself, with --mode:

  graph   tf.function around a GradientTape
  fit     Keras's model.fit, with a layer that adds the divergence to the loss

  python vae_time.py --java "java -cp CLASSPATH io.latent4j.bench.VaeWorker"
"""

import argparse
import os
import pathlib
import shlex
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

import datasets
import step_time

FEATURES, HIDDEN, LATENT = 784, 512, 10
BATCH, RATE, CLIP_NORM = 100, 0.001, 15
SEED = 1


def build():
    """Returns Keras's model, which adds the divergence to its loss, its loss and its optimizer."""
    import keras

    keras.utils.set_random_seed(SEED)

    class Sampling(keras.layers.Layer):
        """Draws codes."""

        def __init__(self):
            super().__init__()
            self.seeds = keras.random.SeedGenerator(SEED)

        def call(self, mean, log_variance):
            terms = 1 + log_variance - keras.ops.square(mean) - keras.ops.exp(log_variance)
            self.add_loss(-0.5 * keras.ops.mean(keras.ops.sum(terms, axis=-1)))
            noise = keras.random.normal(keras.ops.shape(mean), seed=self.seeds)
            return mean + keras.ops.exp(0.5 * log_variance) * noise

    x = keras.Input((FEATURES,))
    hidden = keras.layers.Dense(HIDDEN, "relu")(x)
    mean, log_variance = keras.layers.Dense(LATENT)(hidden), keras.layers.Dense(LATENT)(hidden)
    code = Sampling()(mean, log_variance)
    made = keras.layers.Dense(FEATURES)(keras.layers.Dense(HIDDEN, "relu")(code))

    def surprise(truth, logits):
        return FEATURES * keras.losses.binary_crossentropy(truth, logits, from_logits=True)

    optimizer = keras.optimizers.Adam(RATE, clipnorm=CLIP_NORM)
    return keras.Model(x, made), surprise, optimizer


class Fit:
    """Keras's own loop."""

    def __init__(self, images: np.ndarray):
        self._model, loss, optimizer = build()
        self._model.compile(optimizer, loss)
        self._images = images.astype(np.float32) / 255

    def run(self, steps: int) -> float:
        x = self._images[: steps * BATCH]
        return self._model.fit(x, x, BATCH, verbose=0).history["loss"][-1]


class Graph:
    """A step as Python users compile it; the images stay in a tensor."""

    def __init__(self, images: np.ndarray):
        import tensorflow as tf

        model, surprise, optimizer = build()
        optimizer.build(model.trainable_variables)
        data = tf.constant(images)
        self._random = np.random.default_rng(SEED)
        self._count = len(images)

        @tf.function
        def step(rows):
            x = tf.cast(tf.gather(data, rows), tf.float32) / 255
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(surprise(x, model(x, training=True)))
                loss += tf.add_n(model.losses)
            gradients = tape.gradient(loss, model.trainable_variables)
            optimizer.apply(gradients, model.trainable_variables)
            return loss

        self._step = step

    def run(self, steps: int) -> float:
        for _ in range(steps):
            loss = self._step(self._random.integers(0, self._count, BATCH, np.int32))
        return float(loss)


def serve(mode: str) -> None:
    """Answers commands as step_worker.py does."""
    trainer = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "quit":
            return
        if command == "setup":
            import json

            images = np.load(json.loads(argument)["data"])
            trainer = {"fit": Fit, "graph": Graph}[mode](images)
            print("ready", flush=True)
        else:
            start = time.perf_counter()
            loss = trainer.run(int(argument))
            print(f"done {time.perf_counter() - start:.6f} {loss:.6f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", help="the other worker")
    parser.add_argument("--mode", choices=["graph", "fit"], help="be a worker of this kind")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=300, help="steps a round")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()
    if options.mode:
        serve(options.mode)
        return
    if not options.java:
        parser.error("--java must be given")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "images.npy"
        np.save(file, datasets.read_images(options.data_dir, "fashion-mnist"))
        workers = []
        try:
            workers.append(step_time.Worker("java", shlex.split(options.java)))
            for mode in ("graph", "fit"):
                workers.append(step_time.Worker(mode, [sys.executable, __file__, "--mode", mode]))
            for worker in workers:
                worker.setup({"data": str(file)})
                worker.run(options.steps)
            print(f"load average before: {os.getloadavg()[0]:.1f}")
            lines = step_time.measure(workers[0], workers[1:], options.rounds, options.steps)
        finally:
            for worker in workers:
                worker.close()
    summary = step_time.summarise(lines, ["graph", "fit"])
    print("medians: " + ", ".join(f"{name} {value}" for name, value in summary.items()))


if __name__ == "__main__":
    main()
