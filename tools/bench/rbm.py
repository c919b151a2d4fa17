"""Times an epoch of a restricted Boltzmann machine, 784 visible and 200 hidden units, on MNIST's
60,000 training images in batches of 100, with one Gibbs step: Java beside scikit-learn's
BernoulliRBM and a plain tf.function, in one run.

The Java worker (io.latent4j.bench.RbmWorker, see --java) is started once a round, and so are the
others; who begins changes from round to round. The first epoch of each is not counted: it compiles.
scikit-learn gets float32 and goes on from persistent chains, which is the only way it has. The
tf.function has the images in a constant, draws its batches from a shuffled list of indices, and
makes the same step as Java. Prints the median of the seconds of an epoch and of the CPU seconds of
all threads of the process, which other work on the machine disturbs less. With --json they are also
written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python rbm.py --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.RbmWorker"
"""

import argparse
import json
import os
import pathlib
import resource
import shlex
import statistics
import subprocess
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

import datasets

BATCH = 100
HIDDEN = 200


def cpu_seconds(who=resource.RUSAGE_SELF) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def with_sklearn(images: np.ndarray, epochs: int, threads: int) -> list[tuple]:
    """Returns seconds and CPU seconds of each epoch."""
    from sklearn.neural_network import BernoulliRBM
    from threadpoolctl import threadpool_limits

    model = BernoulliRBM(HIDDEN, learning_rate=0.1, batch_size=BATCH, n_iter=1, random_state=1)
    results = []
    with threadpool_limits(threads):
        for _ in range(epochs):
            start, cpu = time.perf_counter(), cpu_seconds()
            for first in range(0, len(images), BATCH):
                model.partial_fit(images[first : first + BATCH])
            results.append((time.perf_counter() - start, cpu_seconds() - cpu))
    return results


def with_tf_function(images: np.ndarray, epochs: int, threads: int) -> list[tuple]:
    """Returns seconds and CPU seconds of each epoch."""
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(threads)
    data = tf.constant(images)
    w = tf.Variable(tf.zeros((images.shape[1], HIDDEN)))
    b = tf.Variable(tf.zeros(images.shape[1]))
    c = tf.Variable(tf.zeros(HIDDEN))

    def draw(probabilities):
        noise = tf.random.uniform(tf.shape(probabilities))
        return tf.cast(noise < probabilities, tf.float32)

    @tf.function
    def step(indices):
        v0 = tf.gather(data, indices)
        h0 = draw(tf.sigmoid(v0 @ w + c))
        v1 = draw(tf.sigmoid(tf.matmul(h0, w, transpose_b=True) + b))
        h1 = tf.sigmoid(v1 @ w + c)
        count = tf.cast(tf.shape(v0)[0], tf.float32)
        positive = tf.matmul(v0, h0, transpose_a=True)
        negative = tf.matmul(v1, h1, transpose_a=True)
        w.assign_add((positive - negative) / count)
        b.assign_add(tf.reduce_mean(v0 - v1, 0))
        c.assign_add(tf.reduce_mean(h0 - h1, 0))
        return tf.reduce_mean((v0 - v1) ** 2)

    random = np.random.RandomState(1)
    results = []
    for _ in range(epochs):
        start, cpu = time.perf_counter(), cpu_seconds()
        order = random.permutation(len(images)).astype(np.int32)
        for first in range(0, len(images), BATCH):
            error = step(tf.constant(order[first : first + BATCH]))
        float(error)
        results.append((time.perf_counter() - start, cpu_seconds() - cpu))
    return results


def with_java(command: str, data_dir: pathlib.Path, epochs: int, threads: int) -> list[tuple]:
    """Returns seconds of each epoch, and CPU seconds of all divided by their number."""
    cpu = cpu_seconds(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        shlex.split(command) + [str(data_dir), str(threads), str(epochs)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={"TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ,
    )
    cpu = (cpu_seconds(resource.RUSAGE_CHILDREN) - cpu) / epochs
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("epoch ")]
    return [(float(seconds), cpu) for _, seconds, _ in lines]


def in_own_process(which: str, options: argparse.Namespace) -> list[tuple]:
    """Runs one of the Python loops in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--only", which, "--epochs", str(options.epochs)]
        + ["--threads", str(options.threads), "--data-dir", str(options.data_dir)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [tuple(pair) for pair in json.loads(done.stdout.splitlines()[-1])]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", help="the command that starts the Java worker")
    parser.add_argument("--only", choices=["scikit-learn", "tf.function"], help="one Python loop")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()
    if not options.java and not options.only:
        parser.error("--java is needed")
    return options


def main() -> None:
    options = parse()
    loops = {"scikit-learn": with_sklearn, "tf.function": with_tf_function}
    if options.only:
        images = datasets.read_images(options.data_dir).reshape(60_000, -1) / np.float32(255)
        print(json.dumps(loops[options.only](images, options.epochs, options.threads)))
        return
    runs = {
        "java": lambda: with_java(options.java, options.data_dir, options.epochs, options.threads),
        "scikit-learn": lambda: in_own_process("scikit-learn", options),
        "tf.function": lambda: in_own_process("tf.function", options),
    }
    load = os.getloadavg()[0]
    results = {name: [] for name in runs}
    for number in range(options.rounds):
        for name in list(runs) if number % 2 else list(reversed(runs)):
            results[name] += runs[name]()[1:]
    report = {}
    for name, epochs in results.items():
        report[name] = {
            "median_seconds": round(statistics.median(epoch[0] for epoch in epochs), 3),
            "median_cpu_seconds": round(statistics.median(epoch[1] for epoch in epochs), 3),
            "seconds": [round(epoch[0], 3) for epoch in epochs],
        }
        line = report[name]
        print(
            f"{name:<14} {line['median_seconds']:>7.3f} s an epoch,"
            f" {line['median_cpu_seconds']:>7.3f} s of all threads"
        )
    if options.json:
        head = {"cores": os.cpu_count(), "load_average_before": round(load, 2)}
        options.json.write_text(json.dumps(head | report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
