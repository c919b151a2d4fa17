"""Times loading and calling a SavedModel in Java beside Python, in one run.

A Keras model of 13 MB (784-1536-1024-256-10, relu, softmax) is exported into a temporary folder.
The Java worker (io.latent4j.bench.InferenceWorker, see --java) is started --starts times; printed
are the seconds from the JVM's start, and from the beginning of main, to the first answer. Then Java
and Python call the signature in turns, who begins changing from round to round; printed are the
medians of the milliseconds a call and their ratio (below 1: Java is faster). Both copy the result
to the language's own memory.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python inference.py --java "java -cp target/classes:target/test-classes:... \
io.latent4j.bench.InferenceWorker"
"""

import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

FEATURES = 784
UNITS = (1536, 1024, 256)
CLASSES = 10


def export(folder: pathlib.Path) -> None:
    """Writes the model."""
    keras.utils.set_random_seed(1)
    layers = [keras.Input((FEATURES,))]
    layers += [keras.layers.Dense(units, "relu") for units in UNITS]
    layers += [keras.layers.Dense(CLASSES, "softmax")]
    keras.Sequential(layers).export(folder, verbose=False)


class JavaWorker:
    """A Java process that calls the signature on command."""

    def __init__(self, command: list[str], model: pathlib.Path, rows: int, threads: int):
        self._process = subprocess.Popen(
            command + [str(model), str(FEATURES), str(rows), str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        self.since_start, self.since_main = map(float, self._expect("ready"))

    def run(self, calls: int) -> float:
        """Returns the seconds of some calls."""
        self._process.stdin.write(f"run {calls}\n")
        return float(self._expect("done")[0])

    def close(self) -> None:
        """Ends the process."""
        if self._process.poll() is None:
            self._process.communicate("quit\n", timeout=60)

    def _expect(self, word: str) -> list[str]:
        line = self._process.stdout.readline().split()
        if not line or line[0] != word:
            raise SystemExit(f"java: expected {word!r}, got {' '.join(line)!r}")
        return line[1:]


def python_run(signature, x: tf.Tensor, calls: int) -> float:
    """Returns the seconds of some calls."""
    name = next(iter(signature.structured_input_signature[1]))
    start = time.perf_counter()
    for _ in range(calls):
        next(iter(signature(**{name: x}).values())).numpy()
    return time.perf_counter() - start


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--calls", type=int, default=200, help="of a round")
    parser.add_argument("--rows", type=int, nargs="+", default=[1, 100], help="of a call")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


def main() -> None:
    options = parse()
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    command = shlex.split(options.java)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary, "model")
        export(folder)
        starts = []
        for _ in range(options.starts):
            worker = JavaWorker(command, folder, 1, options.threads)
            starts.append((worker.since_start, worker.since_main))
            worker.close()
        since_start, since_main = (statistics.median(column) for column in zip(*starts))
        print(f"first answer after {since_start:.2f} s of the JVM, {since_main:.2f} s of main")
        loaded = tf.saved_model.load(folder)
        signature = loaded.signatures["serving_default"]
        for rows in options.rows:
            java = JavaWorker(command, folder, rows, options.threads)
            x = tf.constant(np.full((rows, FEATURES), 0.5, np.float32))
            runs = {"java": java.run, "python": lambda calls: python_run(signature, x, calls)}
            taken = {name: [] for name in runs}
            for number in range(options.rounds + 1):
                for name in list(runs) if number % 2 else list(reversed(runs)):
                    seconds = runs[name](options.calls)
                    if number:  # the first round warms up
                        taken[name].append(seconds / options.calls * 1e3)
            java.close()
            medians = {name: statistics.median(of) for name, of in taken.items()}
            ratio = medians["java"] / medians["python"]
            print(
                f"{rows} rows: java {medians['java']:.3f} ms, python {medians['python']:.3f} ms, "
                f"ratio {ratio:.2f}"
            )


if __name__ == "__main__":
    main()
