"""Reads the MNIST-like data sets that the benchmarks use. Makes no files."""

import argparse
import gzip
import os
import pathlib
import struct

import numpy as np

DEFAULT_DATA_DIR = "~/.cache/latent4j"


def add_data_dir_option(parser: argparse.ArgumentParser) -> None:
    """Adds --data-dir, with the default that the Java program has too."""
    parser.add_argument(
        "--data-dir",
        type=pathlib.Path,
        default=pathlib.Path(os.environ.get("LATENT4J_DATA", DEFAULT_DATA_DIR)).expanduser(),
        help="folder with mnist/train-images-idx3-ubyte.gz and so on (default: the environment "
        f"variable LATENT4J_DATA, else {DEFAULT_DATA_DIR})",
    )


def read_images(data_dir: pathlib.Path, name: str = "mnist", split: str = "train") -> np.ndarray:
    """Returns the images of the data set as an array of bytes, (samples, 784).

    name is "mnist" or "fashion-mnist", split "train" or "test".
    """
    prefix = {"train": "train", "test": "t10k"}[split]
    path = data_dir / name / f"{prefix}-images-idx3-ubyte.gz"
    if not path.is_file():
        raise SystemExit(f"--data-dir: {path} is not there")
    with gzip.open(path, "rb") as file:
        magic, count, rows, columns = struct.unpack(">4i", file.read(16))
        if magic != 0x803:
            raise ValueError(f"{path}: expected the magic number 0x803, found {magic:#x}")
        pixels = np.frombuffer(file.read(), dtype=np.uint8)
    return pixels.reshape(count, rows * columns)


def read_labels(data_dir: pathlib.Path, name: str = "mnist", split: str = "train") -> np.ndarray:
    """Returns the labels of the data set as an array of bytes, (samples,)."""
    prefix = {"train": "train", "test": "t10k"}[split]
    path = data_dir / name / f"{prefix}-labels-idx1-ubyte.gz"
    if not path.is_file():
        raise SystemExit(f"--data-dir: {path} is not there")
    with gzip.open(path, "rb") as file:
        magic, count = struct.unpack(">2i", file.read(8))
        if magic != 0x801:
            raise ValueError(f"{path}: expected the magic number 0x801, found {magic:#x}")
        labels = np.frombuffer(file.read(), dtype=np.uint8)
    return labels.reshape(count)
