"""Times a training step in Java beside the same step in Python, in one run.

Worker processes are started and kept: the command given as --java, and step_worker.py, which
speaks the same protocol, once for each --mode. All build the same model on the same images and
warm up; then they train in turns, a round each, who begins changing from round to round, so that
only one works at any time and a slow spell of the machine hits all. Prints milliseconds a step
for each round, the medians, the ratio of the medians and the median of the rounds' ratios (Java
over Python: below 1 is faster than Python). With --json they are also written to a file. Where
there are several modes, each has the columns and entries of its name in place of "python".

Example, Python beside itself, which must give about 1:
  python step_time.py --java "python step_worker.py" --model small --batch 100
Java beside tf.function and Keras's fit:
  python step_time.py --java "java -cp CLASSPATH io.latent4j.bench.StepWorker" \\
      --model conv --mode graph fit
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import datasets

WORKER = pathlib.Path(__file__).with_name("step_worker.py")
BATCHES = {"deep": 2048, "small": 100, "conv": 128, "denoising": 2048, "classifier": 128}
STEPS = {"deep": 10, "small": 300, "conv": 50, "denoising": 2, "classifier": 30}
OF_IMAGES = ("conv", "denoising", "classifier")
TRAINING_IMAGES = 34300


class Worker:
    """A process that trains on command."""

    def __init__(self, name: str, command: list[str]):
        self.name = name
        environment = {"TF_CPP_MIN_LOG_LEVEL": "2"} | os.environ
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                bufsize=1,
                env=environment,
            )
        except OSError as error:
            raise SystemExit(f"{name}: {command[0]!r} does not start: {error.strerror}") from None

    def setup(self, setup: dict) -> None:
        """Builds the model and waits until it is ready."""
        self._ask("setup " + json.dumps(setup), "ready")

    def run(self, steps: int) -> tuple[float, float]:
        """Trains and returns milliseconds a step and the last loss."""
        seconds, loss = self._ask(f"run {steps}", "done").split()
        return 1000 * float(seconds) / steps, float(loss)

    def close(self) -> None:
        """Ends the process."""
        if self._process.poll() is None:
            try:
                self._process.communicate("quit\n", timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _ask(self, line: str, answer: str) -> str:
        """Sends a line and returns what follows the answer's word; other lines are passed on."""
        try:
            self._process.stdin.write(line + "\n")
        except BrokenPipeError:
            raise SystemExit(f"{self.name}: ended before {line.split()[0]!r}") from None
        for reply in self._process.stdout:
            word, _, rest = reply.strip().partition(" ")
            if word == answer:
                return rest
            if word == "error":
                raise SystemExit(f"{self.name}: {rest}")
            print(f"{self.name}: {reply.rstrip()}", file=sys.stderr)
        status = self._process.wait()
        raise SystemExit(f"{self.name}: ended with status {status} on {line.split()[0]!r}")


def measure(java: Worker, pythons: list[Worker], rounds: int, steps: int) -> list[dict]:
    """Lets all train in turns and returns a line for each round."""
    workers = [java, *pythons]
    names = [worker.name for worker in pythons]
    print(
        "round    java ms   java loss"
        + "".join(f" {name + ' ms':>10} {name + ' loss':>11} {'ratio':>8}" for name in names)
    )
    lines = []
    for number in range(1, rounds + 1):
        first = (number - 1) % len(workers)
        order = workers[first:] + workers[:first]
        times = {worker.name: worker.run(steps) for worker in order}
        line = {
            "round": number,
            "java_ms": round(times["java"][0], 3),
            "java_loss": times["java"][1],
        }
        text = "{round:>5} {java_ms:>10.3f} {java_loss:>11.6f}".format(**line)
        for name in names:
            milliseconds, loss = times[name]
            ratio = round(times["java"][0] / milliseconds, 4)
            line |= {f"{name}_ms": round(milliseconds, 3), f"{name}_loss": loss}
            line[of(name, "ratio")] = ratio
            text += f" {milliseconds:>10.3f} {loss:>11.6f} {ratio:>8.3f}"
        lines.append(line)
        print(text, flush=True)
    return lines


def of(name: str, figure: str) -> str:
    """Returns what a figure is called for one of the Python workers."""
    return figure if name == "python" else f"{figure}_to_{name}"


def summarise(lines: list[dict], names: list[str]) -> dict:
    """Returns the medians and both ratios."""
    java = statistics.median(line["java_ms"] for line in lines)
    summary = {"java_ms": round(java, 3)}
    for name in names:
        python = statistics.median(line[f"{name}_ms"] for line in lines)
        ratios = [line[of(name, "ratio")] for line in lines]
        summary[f"{name}_ms"] = round(python, 3)
        summary[of(name, "ratio_of_medians")] = round(java / python, 4)
        summary[of(name, "median_of_ratios")] = round(statistics.median(ratios), 4)
    return summary


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--java",
        required=True,
        help='the other worker, e.g. "java -cp CLASSPATH io.latent4j.bench.StepWorker"',
    )
    parser.add_argument("--model", choices=sorted(BATCHES), default="deep")
    parser.add_argument(
        "--mode",
        choices=["graph", "eager", "fit"],
        nargs="+",
        default=["graph"],
        help="of step_worker.py; a worker for each",
    )
    parser.add_argument(
        "--java-mode",
        choices=["graph", "eager", "fit"],
        help="the other worker's mode, if not the first of these",
    )
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--optimizer", choices=["adam", "sgd"], default="adam")
    parser.add_argument("--batch", type=int, help="default: deep and denoising 2048, small 100, else 128")
    parser.add_argument("--rounds", type=int, default=7, help="5 or more")
    parser.add_argument("--steps", type=int, help="steps a round; default: by the model")
    parser.add_argument(
        "--warm-up", type=int, help="steps before the first round; default: a round"
    )
    parser.add_argument("--threads", type=int, default=0, help="of each worker; 0: all cores")
    parser.add_argument("--data", type=pathlib.Path, help="images as .npy, in place of MNIST's")
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()
    if options.rounds < 5:
        parser.error(f"--rounds must be 5 or more, is {options.rounds}")
    if len(set(options.mode)) < len(options.mode):
        parser.error(f"--mode must name each mode once, is {' '.join(options.mode)}")
    if options.model == "classifier" and options.data is not None:
        parser.error("--data must not be given with --model classifier, which needs labels")
    options.batch = options.batch or BATCHES[options.model]
    options.steps = options.steps or STEPS[options.model]
    options.warm_up = options.warm_up or options.steps
    return options


def write_data(folder: pathlib.Path, options: argparse.Namespace) -> dict[str, str]:
    """Writes what the workers read, and returns where it is."""
    files = {}
    if options.data is None or options.model in OF_IMAGES:
        images = (
            datasets.read_images(options.data_dir)[:TRAINING_IMAGES]
            if options.data is None
            else np.load(options.data)
        )
        shape = (-1, 28, 28, 1) if options.model in OF_IMAGES else images.shape
        np.save(folder / "images.npy", images.reshape(shape))
        files["data"] = str(folder / "images.npy")
    else:
        files["data"] = str(options.data.resolve())
    if options.model == "classifier":
        labels = datasets.read_labels(options.data_dir)[:TRAINING_IMAGES]
        np.save(folder / "labels.npy", labels.reshape(-1, 1))
        files["labels"] = str(folder / "labels.npy")
    return files


def main() -> None:
    options = parse()
    with tempfile.TemporaryDirectory() as folder:
        setup = {
            "model": options.model,
            "precision": options.precision,
            "batch": options.batch,
            "optimizer": options.optimizer,
            "threads": options.threads,
        }
        files = write_data(pathlib.Path(folder), options)
        java_mode = options.java_mode or options.mode[0]
        names = ["python"] if len(options.mode) == 1 else options.mode
        workers = []
        try:
            workers.append(Worker("java", shlex.split(options.java)))
            for name in names:
                workers.append(Worker(name, [sys.executable, str(WORKER)]))
            for worker, mode in zip(workers, [java_mode, *options.mode]):
                worker.setup(setup | files | {"mode": mode})
            for worker in workers:
                worker.run(options.warm_up)
            load = os.getloadavg()[0]
            lines = measure(workers[0], workers[1:], options.rounds, options.steps)
        finally:
            for worker in workers:
                worker.close()
    summary = summarise(lines, names)
    print("medians: " + ", ".join(f"{name} {value}" for name, value in summary.items()))
    if options.json:
        report = {
            "setup": setup | {"mode": " ".join(options.mode), "java_mode": java_mode},
            "steps": options.steps,
            "cores": os.cpu_count(),
            "load_average_before": round(load, 2),
            "rounds": lines,
        }
        options.json.write_text(json.dumps(report | summary, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
