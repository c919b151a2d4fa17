"""Times the silhouette of MNIST images in Java beside scikit-learn, in one run.

The clusters are those of one k-means fit of scikit-learn. The Java worker
(io.latent4j.bench.SilhouetteWorker, see --java) is started once and gets float32, as does
scikit-learn, which gets float64 as well: it computes in double precision either way, and needs not
convert those. They take turns; a first round is not counted. Prints the median of the seconds and
the silhouette.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python silhouette.py \
    --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.SilhouetteWorker"
"""

import argparse
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

import datasets


def answer(java: subprocess.Popen, word: str) -> list[str]:
    """Reads a line of the worker that begins with a word; returns the other words."""
    line = java.stdout.readline().split()
    if not line or line[0] != word:
        raise SystemExit(f"java: expected {word!r}, got {' '.join(line)!r}")
    return line[1:]


def java_silhouette(java: subprocess.Popen) -> tuple:
    """Returns the seconds and the silhouette."""
    java.stdin.write("measure\n")
    seconds, mean = answer(java, "done")
    return float(seconds), float(mean)


def sklearn_silhouette(rows: np.ndarray, labels: np.ndarray) -> tuple:
    """Returns the seconds and the silhouette."""
    start = time.perf_counter()
    mean = silhouette_score(rows, labels)
    return time.perf_counter() - start, float(mean)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--samples", type=int, default=10_000)
    parser.add_argument("--clusters", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    datasets.add_data_dir_option(parser)
    return parser.parse_args()


def main() -> None:
    options = parse()
    images = datasets.read_images(options.data_dir)[: options.samples]
    rows = images / np.float32(255)
    labels = KMeans(options.clusters, n_init=1, random_state=0).fit_predict(rows)
    doubles = rows.astype(np.float64)
    with tempfile.TemporaryDirectory() as folder, threadpool_limits(options.threads):
        files = [pathlib.Path(folder) / name for name in ("rows.npy", "labels.npy")]
        np.save(files[0], rows)
        np.save(files[1], labels.astype(np.int32).reshape(-1, 1))
        with subprocess.Popen(
            shlex.split(options.java) + [str(file) for file in files] + [str(options.threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={"TF_CPP_MIN_LOG_LEVEL": "3"} | os.environ,
        ) as java:
            answer(java, "ready")
            ways = {
                "java": lambda: java_silhouette(java),
                "scikit-learn float32": lambda: sklearn_silhouette(rows, labels),
                "scikit-learn float64": lambda: sklearn_silhouette(doubles, labels),
            }
            results = {name: [] for name in ways}
            for number in range(options.rounds + 1):
                for name in list(ways) if number % 2 else list(reversed(ways)):
                    result = ways[name]()
                    if number:
                        results[name].append(result)
            java.communicate("quit\n", timeout=60)
    for name, runs in results.items():
        seconds = [run[0] for run in runs]
        print(
            f"{name:<20} {statistics.median(seconds):>7.3f} s ({min(seconds):.3f} to"
            f" {max(seconds):.3f})   silhouette {runs[-1][1]:.15f}"
        )


if __name__ == "__main__":
    main()
