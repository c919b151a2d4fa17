"""Reads events that Java wrote with TensorBoard's own reader, and compares them.

  check_tensorboard.py FOLDER EXPECTED

FOLDER has the folders train and validation. EXPECTED is JSON: loss and val_loss by epoch, the
learning_rate, the pixels of the one image, and the numbers of the first layer's kernel after the
last epoch.
"""

import argparse
import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tensorboard.backend.event_processing import event_accumulator


def read(folder: pathlib.Path) -> event_accumulator.EventAccumulator:
    """Returns all events of a folder."""
    everything = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}
    events = event_accumulator.EventAccumulator(str(folder), size_guidance=everything)
    return events.Reload()


def check_scalars(events, tag: str, expected: list[float]) -> None:
    """Compares a scalar of each epoch; epochs count from 1."""
    scalars = events.Scalars(tag)
    assert [scalar.step for scalar in scalars] == list(range(1, len(expected) + 1)), scalars
    np.testing.assert_array_equal(
        np.float32([scalar.value for scalar in scalars]), np.float32(expected), tag
    )


def check_histogram(events, kernel: np.ndarray) -> None:
    """Compares the moments and the buckets with those of the numbers themselves."""
    histogram = events.Histograms("layers[0]/kernel")[-1].histogram_value
    assert histogram.num == kernel.size, histogram.num
    np.testing.assert_allclose(
        [histogram.min, histogram.max, histogram.sum, histogram.sum_squares],
        [kernel.min(), kernel.max(), kernel.sum(), np.square(kernel).sum()],
        rtol=1e-5,
    )
    counts, _ = np.histogram(kernel, [-np.inf, *histogram.bucket_limit])
    np.testing.assert_array_equal(histogram.bucket, counts)


def check_image(events, pixels: list[int]) -> None:
    """Compares the image of each epoch."""
    images = events.Images("squares/image")
    assert [image.step for image in images] == [1, 2, 3], images
    for image in images:
        decoded = tf.io.decode_png(image.encoded_image_string).numpy()
        assert decoded.shape == (2, 2, 1), decoded.shape
        assert decoded.ravel().tolist() == pixels, decoded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("expected", type=pathlib.Path)
    options = parser.parse_args()
    expected = json.loads(options.expected.read_text(encoding="utf-8"))
    epochs = len(expected["loss"])

    train, validation = read(options.folder / "train"), read(options.folder / "validation")
    check_scalars(train, "epoch_loss", expected["loss"])
    check_scalars(validation, "epoch_loss", expected["val_loss"])
    check_scalars(train, "epoch_learning_rate", [expected["learning_rate"]] * epochs)
    check_histogram(train, np.float64(expected["kernel"]))
    check_image(train, expected["pixels"])
    assert any(node.op == "ResourceApplyAdam" for node in train.Graph().node)
    print(f"{epochs} epochs agree")


if __name__ == "__main__":
    main()
