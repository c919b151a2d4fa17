"""Times a training step of a GAN in Java beside the same two networks in tf.function, in one run.

Both are started and kept, and train in turns as step_time.py has it, whose protocol they speak:
this script is the Python worker too, with --worker. A step is one of the discriminator, one of the
generator through it, and the moving average of the generator's weights. Java computes the diversity
of the batch besides. The images stay where training runs, as bytes; a step gathers its rows.
Besides the time that passes, the processor time of each process is told (on Linux), which other
work on the machine disturbs less.

  python gan_step_time.py --java "java -cp CLASSPATH io.latent4j.bench.GanStepWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import sys
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

FILTERS = (96, 48)
LATENT = 64
MOMENTUM = 0.999


class Pair:
    """The networks, their optimizers and a step, in Keras and tf.function."""

    def __init__(self, setup: dict):
        import keras
        import tensorflow as tf
        from keras import layers

        if setup["threads"]:
            tf.config.threading.set_intra_op_parallelism_threads(setup["threads"])
        first, second = setup["filters"]
        latent, batch = setup["latent"], setup["batch"]
        images = tf.constant(np.load(setup["data"]))
        self._order = np.random.RandomState(1)
        self._count, self._batch = len(images), batch
        generator = keras.Sequential(
            [
                keras.Input((latent,)),
                layers.Dense(7 * 7 * first, use_bias=False),
                layers.BatchNormalization(momentum=0.9),
                layers.Activation("leaky_relu"),
                layers.Reshape((7, 7, first)),
                layers.Conv2DTranspose(second, 4, 2, "same", use_bias=False),
                layers.BatchNormalization(momentum=0.9),
                layers.Activation("leaky_relu"),
                layers.Conv2DTranspose(1, 4, 2, "same", activation="sigmoid"),
            ]
        )
        discriminator = keras.Sequential(
            [
                keras.Input((28, 28, 1)),
                layers.Rescaling(2, -1),
                layers.Conv2D(second, 4, 2, "same", activation="leaky_relu"),
                layers.Conv2D(first, 4, 2, "same", activation="leaky_relu"),
                layers.Flatten(),
                layers.Dense(1),
            ]
        )
        rules = [keras.optimizers.Adam(2e-4, beta_1=0.5) for _ in range(2)]
        rules[0].build(generator.trainable_variables)
        rules[1].build(discriminator.trainable_variables)
        averages = [tf.Variable(variable.value) for variable in generator.variables]
        entropy = tf.nn.sigmoid_cross_entropy_with_logits
        ones = tf.ones((batch, 1))

        @tf.function
        def step(rows):
            real = tf.cast(tf.gather(images, rows), tf.float32) / 255
            generated = generator(tf.random.normal((batch, latent)), training=True)
            with tf.GradientTape() as tape:
                of_real = discriminator(real, training=True)
                of_generated = discriminator(generated, training=True)
                loss = tf.reduce_mean(entropy(0.9 * ones, of_real)) + tf.reduce_mean(
                    entropy(0 * ones, of_generated)
                )
            weights = discriminator.trainable_variables
            rules[1].apply(tape.gradient(loss, weights), weights)
            noise = tf.random.normal((batch, latent))
            with tf.GradientTape() as tape:
                of_generated = discriminator(generator(noise, training=True), training=True)
                other = tf.reduce_mean(entropy(ones, of_generated))
            weights = generator.trainable_variables
            rules[0].apply(tape.gradient(other, weights), weights)
            for average, variable in zip(averages, generator.variables):
                average.assign(MOMENTUM * average + (1 - MOMENTUM) * variable.value)
            return loss + other

        self._step = step
        step(np.arange(batch, dtype=np.int32))

    def run(self, steps: int) -> tuple[float, float]:
        rows = [
            self._order.choice(self._count, self._batch, replace=False).astype(np.int32)
            for _ in range(steps)
        ]
        start = time.perf_counter()
        for each in rows:
            loss = float(self._step(each))  # as in Java, where each step's loss is looked at
        return time.perf_counter() - start, loss


def work() -> None:
    """Answers commands as step_worker.py does."""
    pair = None
    for line in sys.stdin:
        command, _, rest = line.strip().partition(" ")
        if command == "setup":
            pair = Pair(json.loads(rest))
            print("ready", flush=True)
        elif command == "run":
            seconds, loss = pair.run(int(rest))
            print(f"done {seconds:.6f} {loss:.6f}", flush=True)
        else:
            return


def counting(step_time):
    """Returns a kind of worker that also notes its processor time, in milliseconds a step."""

    class Counting(step_time.Worker):
        def __init__(self, name: str, command: list[str]):
            super().__init__(name, command)
            self.processor = []

        def run(self, steps: int) -> tuple[float, float]:
            before = self._ticks()
            result = super().run(steps)
            spent = (self._ticks() - before) / os.sysconf("SC_CLK_TCK")
            self.processor.append(1000 * spent / steps)
            return result

        def _ticks(self) -> int:
            stat = pathlib.Path(f"/proc/{self._process.pid}/stat")
            if not stat.exists():
                return 0
            fields = stat.read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])

    return Counting


def main() -> None:
    import datasets
    import step_time

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the other worker")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--steps", type=int, default=30, help="steps a round")
    parser.add_argument("--threads", type=int, default=0, help="of each worker; 0: all cores")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = pathlib.Path(folder) / "images.npy"
        np.save(data, datasets.read_images(options.data_dir).reshape(-1, 28, 28, 1))
        setup = {
            "batch": options.batch,
            "filters": FILTERS,
            "latent": LATENT,
            "threads": options.threads,
            "data": str(data),
        }
        kind = counting(step_time)
        workers = [
            kind("java", shlex.split(options.java)),
            kind("python", [sys.executable, __file__, "--worker"]),
        ]
        try:
            for worker in workers:
                worker.setup(setup)
                worker.run(options.steps)
            lines = step_time.measure(workers[0], workers[1:], options.rounds, options.steps)
        finally:
            for worker in workers:
                worker.close()
    summary = step_time.summarise(lines, ["python"])
    for worker in workers:
        spent = statistics.median(worker.processor[1:])  # the first is the warm-up
        summary[f"{worker.name}_processor_ms"] = round(spent, 1)
    print("medians: " + ", ".join(f"{name} {value}" for name, value in summary.items()))


if __name__ == "__main__":
    if "--worker" in sys.argv:
        work()
    else:
        main()
