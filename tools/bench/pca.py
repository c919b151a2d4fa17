"""Times PCA of MNIST's 60,000 training images in Java beside scikit-learn, in one run.

The Java worker (io.latent4j.bench.PcaWorker, see --java) keeps the images as bytes and is started
once; scikit-learn gets them as float32, divided by 255 beforehand. Every Java solver and
scikit-learn's covariance_eigh fit in turns, a fit each a round, who begins changing from round to
round. A first round is not counted. Prints the median of the seconds of a fit and the explained
variances. With --json they are also written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python pca.py --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.PcaWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import time

import numpy as np
from sklearn.decomposition import PCA

import datasets

JAVA_SOLVERS = ("gram", "randomized", "svd")
SKLEARN_SOLVERS = ("covariance_eigh", "randomized")


class JavaWorker:
    """A Java process that fits on command."""

    def __init__(self, command: list[str], options: argparse.Namespace):
        arguments = [str(options.data_dir), str(options.components), str(options.threads)]
        self._process = subprocess.Popen(
            command + arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={"TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ,
        )
        self._expect("ready")

    def fit(self, solver: str) -> tuple[float, list[float]]:
        """Returns the seconds and the explained variances."""
        self._process.stdin.write(f"fit {solver}\n")
        seconds, *variances = self._expect("done")
        return float(seconds), [float(variance) for variance in variances]

    def close(self) -> None:
        """Ends the process."""
        if self._process.poll() is None:
            self._process.communicate("quit\n", timeout=60)

    def _expect(self, word: str) -> list[str]:
        line = self._process.stdout.readline().split()
        if not line or line[0] != word:
            raise SystemExit(f"java: expected {word!r}, got {' '.join(line)!r}")
        return line[1:]


def sklearn_fit(images: np.ndarray, components: int, solver: str) -> tuple[float, list[float]]:
    """Returns the seconds and the explained variances."""
    start = time.perf_counter()
    model = PCA(components, svd_solver=solver, random_state=0).fit(images)
    return time.perf_counter() - start, [float(v) for v in model.explained_variance_]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--components", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--solvers", default=",".join(JAVA_SOLVERS), help="Java's, by comma")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    return parser.parse_args()


def main() -> None:
    options = parse()
    images = datasets.read_images(options.data_dir) / np.float32(255)
    java = JavaWorker(shlex.split(options.java), options)
    fits = {f"java {s}": lambda s=s: java.fit(s) for s in options.solvers.split(",")}
    for solver in SKLEARN_SOLVERS:
        fits[f"scikit-learn {solver}"] = lambda s=solver: sklearn_fit(
            images, options.components, s
        )
    seconds = {name: [] for name in fits}
    variances = {}
    load = os.getloadavg()[0]
    try:
        for number in range(options.rounds + 1):
            for name in list(fits) if number % 2 else list(reversed(fits)):
                taken, variances[name] = fits[name]()
                if number:
                    seconds[name].append(taken)
    finally:
        java.close()
    report = {
        name: {
            "median_seconds": round(statistics.median(seconds[name]), 3),
            "seconds": [round(taken, 3) for taken in seconds[name]],
            "explained_variance": variances[name],
        }
        for name in fits
    }
    for name, line in report.items():
        shown = " ".join(f"{variance:.6f}" for variance in line["explained_variance"][:5])
        print(f"{name:<30} {line['median_seconds']:>7.3f} s   {shown}")
    if options.json:
        head = {"cores": os.cpu_count(), "load_average_before": round(load, 2)}
        options.json.write_text(json.dumps(head | report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
