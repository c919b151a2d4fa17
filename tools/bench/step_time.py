"""Times a training step in Java beside the same step in Python, in one run.

Two worker processes are started and kept: step_worker.py and the command given as --java, which
speaks the same protocol (see step_worker.py). Both build the same model on the same images and
warm up; then they train in turns, a round each, who begins changing from round to round, so that
only one works at any time and a slow spell of the machine hits both. Prints milliseconds a step
for each round, the medians, the ratio of the medians and the median of the rounds' ratios (Java
over Python: below 1 is faster than Python). With --json they are also written to a file.

Example, Python beside itself, which must give about 1:
  python step_time.py --java "python step_worker.py" --model small --batch 100
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
BATCHES = {"deep": 2048, "small": 100}
STEPS = {"deep": 10, "small": 300}
TRAINING_IMAGES = 34300
HEADER = "round    java ms  python ms    ratio   java loss python loss"


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


def measure(java: Worker, python: Worker, rounds: int, steps: int) -> list[dict]:
    """Lets both train in turns and returns a line for each round."""
    lines = []
    for number in range(1, rounds + 1):
        order = (java, python) if number % 2 else (python, java)
        times = {worker.name: worker.run(steps) for worker in order}
        line = {
            "round": number,
            "java_ms": round(times["java"][0], 3),
            "python_ms": round(times["python"][0], 3),
            "ratio": round(times["java"][0] / times["python"][0], 4),
            "java_loss": times["java"][1],
            "python_loss": times["python"][1],
        }
        lines.append(line)
        print(
            "{round:>5} {java_ms:>10.3f} {python_ms:>10.3f} {ratio:>8.3f} "
            "{java_loss:>11.6f} {python_loss:>11.6f}".format(**line),
            flush=True,
        )
    return lines


def summarise(lines: list[dict]) -> dict:
    """Returns the medians and both ratios."""
    java = statistics.median(line["java_ms"] for line in lines)
    python = statistics.median(line["python_ms"] for line in lines)
    return {
        "java_ms": round(java, 3),
        "python_ms": round(python, 3),
        "ratio_of_medians": round(java / python, 4),
        "median_of_ratios": round(statistics.median(line["ratio"] for line in lines), 4),
    }


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
    parser.add_argument("--mode", choices=["graph", "eager", "fit"], default="graph")
    parser.add_argument(
        "--java-mode",
        choices=["graph", "eager", "fit"],
        help="the other worker's mode, if not the same",
    )
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="float32")
    parser.add_argument("--optimizer", choices=["adam", "sgd"], default="adam")
    parser.add_argument("--batch", type=int, help="default: deep 2048, small 100")
    parser.add_argument("--rounds", type=int, default=7, help="5 or more")
    parser.add_argument("--steps", type=int, help="steps a round; default: deep 10, small 300")
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
    options.batch = options.batch or BATCHES[options.model]
    options.steps = options.steps or STEPS[options.model]
    options.warm_up = options.warm_up or options.steps
    return options


def main() -> None:
    options = parse()
    with tempfile.TemporaryDirectory() as folder:
        data = options.data
        if data is None:
            data = pathlib.Path(folder, "images.npy")
            np.save(data, datasets.read_images(options.data_dir)[:TRAINING_IMAGES])
        setup = {
            "model": options.model,
            "precision": options.precision,
            "batch": options.batch,
            "mode": options.mode,
            "optimizer": options.optimizer,
            "threads": options.threads,
            "data": str(data.resolve()),
        }
        workers = []
        try:
            workers.append(Worker("java", shlex.split(options.java)))
            workers.append(Worker("python", [sys.executable, str(WORKER)]))
            java, python = workers
            java.setup(setup | {"mode": options.java_mode or options.mode})
            python.setup(setup)
            for worker in workers:
                worker.run(options.warm_up)
            load = os.getloadavg()[0]
            print(HEADER)
            lines = measure(java, python, options.rounds, options.steps)
        finally:
            for worker in workers:
                worker.close()
    summary = summarise(lines)
    print(
        "median java {java_ms} ms, python {python_ms} ms; ratio of medians {ratio_of_medians}, "
        "median of ratios {median_of_ratios}".format(**summary)
    )
    if options.json:
        del setup["data"]
        report = {
            "setup": setup | {"java_mode": options.java_mode or options.mode},
            "steps": options.steps,
            "cores": os.cpu_count(),
            "load_average_before": round(load, 2),
            "rounds": lines,
        }
        options.json.write_text(json.dumps(report | summary, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
