"""Times UMAP in Java beside umap-learn, and HDBSCAN beside scikit-learn, in one run.

UMAP embeds the digits, all 70,000 images of MNIST and, with --codes, what an autoencoder makes of
them; HDBSCAN clusters 20,000 points of 10 features in 12 groups. The Java worker
(io.latent4j.bench.ManifoldWorker, see --java) is started once and gets the same arrays. The two take
turns, who begins changing from round to round; a first call of each, of which umap-learn needs some
to compile, is not counted. Both use all cores, umap-learn without a seed, since a seed would leave it
one; Latent4J's result is the same each time. Prints medians of the rounds: of the seconds, of the
trustworthiness (5 neighbours of 2,000 samples), and of how well 10 clusters of k-means in the embedding
agree with the labels, with the least and the most of these; or how many clusters and how much noise
there are, and the adjusted Rand index of the two. With --json they are also written to a file.

Example, after mvn test-compile, with the class path from mvn dependency:build-classpath:
  python umap_hdbscan.py --codes code.npy \
    --java "java -cp target/classes:target/test-classes:... io.latent4j.bench.ManifoldWorker"
"""

import argparse
import json
import os
import pathlib
import shlex
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.datasets import load_digits, make_blobs
from sklearn.metrics import adjusted_rand_score
from sklearn.neighbors import NearestNeighbors
from umap import UMAP

import datasets
from tsne import JavaWorker

NEIGHBORS = 5
RANKED = 2000
POINTS, FEATURES, GROUPS = 20_000, 10, 12


def trustworthiness(x: np.ndarray, embedding: np.ndarray) -> float:
    """That of all, estimated by the neighbours of some."""
    drawn = np.random.default_rng(0).choice(len(x), min(RANKED, len(x)), replace=False)
    near = NearestNeighbors(n_neighbors=NEIGHBORS + 1).fit(embedding).kneighbors(
        embedding[drawn], return_distance=False
    )
    squares = (x**2).sum(axis=1)
    penalty = 0
    for row, neighbors in zip(drawn, near):
        distances = squares - 2 * (x @ x[row])
        distances[row] = -np.inf
        others = [j for j in neighbors if j != row][:NEIGHBORS]
        ranks = np.array([(distances < distances[j]).sum() for j in others])
        penalty += np.maximum(0, ranks - NEIGHBORS).sum()
    scale = 2 / (len(drawn) * NEIGHBORS * (2 * len(x) - 3 * NEIGHBORS - 1))
    return 1 - scale * penalty


def accuracy(labels: np.ndarray, embedding: np.ndarray) -> float:
    """Of 10 clusters of k-means, best matched with the labels."""
    clusters = KMeans(10, n_init=5, random_state=0).fit_predict(embedding)
    table = np.zeros((10, 10), int)
    np.add.at(table, (clusters, labels), 1)
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum() / len(labels))


def timed(work: Callable[[], np.ndarray]) -> tuple[float, np.ndarray]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def in_turns(ways: dict[str, Callable], rounds: int) -> dict[str, dict]:
    """Runs all in turns; the seconds and the results of each."""
    figures = {way: {"seconds": [], "results": []} for way in ways}
    for number in range(rounds):
        for way in list(ways) if number % 2 else list(reversed(ways)):
            seconds, result = ways[way]()
            figures[way]["seconds"].append(round(seconds, 3))
            figures[way]["results"].append(result)
    for way in figures.values():
        way["median_seconds"] = round(statistics.median(way["seconds"]), 3)
    return figures


def java_way(java: JavaWorker, method: str, x: np.ndarray) -> Callable:
    def run() -> tuple[float, np.ndarray]:
        seconds, _, result = java.embed(method, x)
        return seconds, result

    return run


def umap_figures(name: str, x: np.ndarray, labels, java: JavaWorker, rounds: int) -> dict:
    figures = in_turns(
        {
            "java": java_way(java, "umap", x),
            "umap-learn": lambda: timed(lambda: UMAP().fit(x).embedding_),
        },
        rounds,
    )
    for way, found in figures.items():
        embeddings = found.pop("results")
        trusted = statistics.median(trustworthiness(x, one) for one in embeddings)
        right = sorted(round(accuracy(labels, one), 4) for one in embeddings)
        found |= {"trustworthiness": round(trusted, 5), "accuracies": right}
        print(
            f"{name:<8} {way:<12} {found['median_seconds']:>7.2f} s   trustworthiness {trusted:.5f}"
            f"   k-means accuracy {statistics.median(right):.4f} ({right[0]:.4f} to {right[-1]:.4f})",
            flush=True,
        )
    return figures


def hdbscan_figures(java: JavaWorker, rounds: int) -> dict:
    x = make_blobs(POINTS, FEATURES, centers=GROUPS, cluster_std=1.5, random_state=0)[0]
    x = x.astype(np.float32)
    figures = in_turns(
        {
            "java": java_way(java, "hdbscan", x),
            "scikit-learn": lambda: timed(lambda: HDBSCAN(copy=True).fit(x).labels_),
        },
        rounds,
    )
    labels = {way: found.pop("results")[-1].ravel().astype(int) for way, found in figures.items()}
    for way, found in figures.items():
        found["clusters"] = int(labels[way].max() + 1)
        found["noise"] = int((labels[way] < 0).sum())
        print(
            f"hdbscan  {way:<12} {found['median_seconds']:>7.2f} s   clusters {found['clusters']}"
            f"   noise {found['noise']}",
            flush=True,
        )
    figures["ari"] = float(adjusted_rand_score(*labels.values()))
    print(f"hdbscan  adjusted Rand index of the two {figures['ari']}")
    return figures


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--java", required=True, help="the command that starts the Java worker")
    parser.add_argument("--codes", type=pathlib.Path, help="npy file of codes, a row for each image")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument(
        "--only", nargs="*", default=["digits", "mnist", "codes", "hdbscan"], help="what to run"
    )
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as well")
    datasets.add_data_dir_option(parser)
    return parser.parse_args()


def main() -> None:
    options = parse()
    warnings.filterwarnings("ignore", module="umap")
    report = {"cores": os.cpu_count(), "load_average_before": round(os.getloadavg()[0], 2)}
    digits = load_digits()
    small = (digits.data / 16).astype(np.float32)
    splits = ("train", "test")
    images = np.concatenate([datasets.read_images(options.data_dir, split=s) for s in splits])
    labels = np.concatenate([datasets.read_labels(options.data_dir, split=s) for s in splits])
    sets = {
        "digits": (small, digits.target),
        "mnist": ((images / 255).astype(np.float32), labels.astype(int)),
    }
    if options.codes:
        sets["codes"] = (np.load(options.codes), labels.astype(int))
    with tempfile.TemporaryDirectory() as folder:
        java = JavaWorker(shlex.split(options.java), options.threads, pathlib.Path(folder))
        try:
            for x in (small, sets["mnist"][0][:6000]):  # both ways to find neighbours are compiled
                UMAP(n_epochs=20).fit(x)
                java.embed("umap", x)
            for name, (x, known) in sets.items():
                if name in options.only:
                    report[name] = umap_figures(name, x, known, java, options.rounds)
            if "hdbscan" in options.only:
                HDBSCAN(copy=True).fit(small)
                java.embed("hdbscan", small)
                report["hdbscan"] = hdbscan_figures(java, options.rounds)
        finally:
            java.close()
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
