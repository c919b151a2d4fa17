"""Compares a denoising autoencoder with median filters on the same noisy images.

    python tools/bench/denoising.py --model output/autoencoder/model --set fashion-mnist

The model is what `latent4j autoencoder --kind denoising` saved (or any SavedModel with a function
reconstruct, x to reconstruction, for images from 0 to 1). The noise is NumPy's, drawn by seed, so it
is not that of the training. Prints a Markdown table: mean PSNR and SSIM (windows of 7 x 7, as
scikit-image has it) over the test images, for the noisy images, a 3 x 3 median filter, an adaptive
median filter (windows of 3 to 7, only pixels that are the darkest or brightest of theirs change)
and the model.
"""

import argparse
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

import datasets

WINDOW = 7
CHUNK = 500


def windows(images: np.ndarray, size: int) -> np.ndarray:
    """Returns the size x size neighbours of each pixel, (images, rows, columns, size * size)."""
    margin = size // 2
    padded = np.pad(images, ((0, 0), (margin, margin), (margin, margin)), mode="symmetric")
    view = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return view.reshape(*images.shape, size * size)


def median(images: np.ndarray) -> np.ndarray:
    return np.median(windows(images, 3), axis=-1)


def adaptive_median(images: np.ndarray) -> np.ndarray:
    """Replaces extremes by the median of the smallest window whose median is no extreme."""
    result = images.copy()
    open_pixels = np.ones(images.shape, bool)
    for size in (3, 5, 7):
        around = windows(images, size)
        low, high, middle = around.min(-1), around.max(-1), np.median(around, axis=-1)
        decided = open_pixels & (low < middle) & (middle < high)
        extreme = (images <= low) | (images >= high)
        result = np.where(decided & extreme, middle, result)
        open_pixels &= ~decided
        if size == 7:
            result = np.where(open_pixels, middle, result)
    return result


def psnr(ideal: np.ndarray, images: np.ndarray) -> float:
    errors = np.mean((ideal - images) ** 2, axis=(1, 2))
    return float(np.mean(10 * np.log10(1 / np.maximum(errors, 1e-12))))


def ssim(ideal: np.ndarray, images: np.ndarray) -> float:
    def means(values):
        view = np.lib.stride_tricks.sliding_window_view(values, (WINDOW, WINDOW), axis=(1, 2))
        return view.mean(axis=(-1, -2))

    x, y = ideal.astype(np.float64), images.astype(np.float64)
    unbiased = WINDOW**2 / (WINDOW**2 - 1)
    mx, my = means(x), means(y)
    vx = unbiased * (means(x * x) - mx * mx)
    vy = unbiased * (means(y * y) - my * my)
    vxy = unbiased * (means(x * y) - mx * my)
    c1, c2 = 0.01**2, 0.03**2
    ratio = (2 * mx * my + c1) * (2 * vxy + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return float(ratio.mean())


def noisy(images: np.ndarray, kind: str, amount: float, seed: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    if kind == "gaussian":
        return (images + random.normal(scale=amount, size=images.shape)).astype(np.float32)
    uniform = random.uniform(size=images.shape)
    extremes = np.where(uniform < amount / 2, 0, 1)
    return np.where(uniform < amount, extremes, images).astype(np.float32)


def reconstruct(model, images: np.ndarray) -> np.ndarray:
    spec = model.reconstruct.concrete_functions[0].structured_input_signature
    (shape,) = [value.shape for value in tf.nest.flatten(spec)]
    x = images.reshape(-1, *shape[1:])
    made = [
        model.reconstruct(tf.constant(x[at : at + CHUNK]))["reconstruction"].numpy()
        for at in range(0, len(x), CHUNK)
    ]
    return np.concatenate(made).reshape(images.shape)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", required=True, help="the SavedModel")
    parser.add_argument("--set", default="fashion-mnist", help="mnist or fashion-mnist")
    parser.add_argument("--noise", default="salt-and-pepper:0.2", help="or gaussian:DEVIATION")
    parser.add_argument("--count", type=int, default=10_000, help="of the test images")
    parser.add_argument("--seed", type=int, default=1)
    datasets.add_data_dir_option(parser)
    options = parser.parse_args()
    pixels = datasets.read_images(options.data_dir, options.set, "test")[: options.count]
    ideal = pixels.reshape(-1, 28, 28).astype(np.float32) / 255
    kind, amount = options.noise.split(":")
    given = noisy(ideal, kind, float(amount), options.seed)
    model = tf.saved_model.load(options.model)
    print("| | PSNR, dB | SSIM |\n|---|---|---|")
    for name, images in (
        ("noisy", given),
        ("3 x 3 median filter", median(given)),
        ("adaptive median filter", adaptive_median(given)),
        ("autoencoder", reconstruct(model, given)),
    ):
        images = np.clip(images, 0, 1)
        print(f"| {name} | {psnr(ideal, images):.2f} | {ssim(ideal, images):.4f} |")


if __name__ == "__main__":
    main()
