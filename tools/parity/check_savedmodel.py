"""Loads, runs, trains and saves again the SavedModels that Java wrote.

  check_savedmodel.py FOLDER

FOLDER/cases.json says what is to come out; see SavedModelParityTest. Everything is saved again
beside, as NAME_again, with what its functions then return in NAME_again.json.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import tensorflow as tf

TYPES = {"float32": np.float32, "int32": np.int32, "int64": np.int64, "bool": np.bool_}
OPTIMIZERS = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}


def tensor(described: dict) -> tf.Tensor:
    """Makes a tensor of what JSON has."""
    if described["type"] == "string":
        return tf.constant(described["values"])
    values = np.array(described["values"], TYPES[described["type"]])
    return tf.constant(values.reshape(described["shape"]))


def same(actual: tf.Tensor, expected: dict, tolerance: float = 1e-6) -> None:
    """Compares a tensor with what JSON has."""
    assert actual.dtype.name == expected["type"], (actual.dtype, expected["type"])
    assert list(actual.shape) == expected["shape"], (actual.shape, expected["shape"])
    if actual.dtype in (tf.string, tf.bool) or actual.dtype.is_integer:
        flat = np.ravel(actual.numpy())
        values = [item.decode() if isinstance(item, bytes) else item.item() for item in flat]
        assert values == expected["values"], (values, expected["values"])
    else:
        wanted = np.array(expected["values"], actual.numpy().dtype)
        np.testing.assert_allclose(np.ravel(actual), wanted, rtol=tolerance, atol=tolerance)


def all_same(actual: dict, expected: dict) -> None:
    """Compares dictionaries of tensors."""
    assert sorted(actual) == sorted(expected), (sorted(actual), sorted(expected))
    for name, value in expected.items():
        same(actual[name], value)


def check_calls(model, case: dict) -> None:
    """Calls each function as a method, by position and by name, and as a signature."""
    for number, call in enumerate(case["calls"]):
        inputs = {name: tensor(value) for name, value in call["inputs"].items()}
        function = getattr(model, call["function"])
        all_same(function(*inputs.values()), call["outputs"])
        all_same(function(**inputs), call["outputs"])
        all_same(model.signatures[call["function"]](**inputs), call["outputs"])
        if number == 0:
            all_same(model.signatures["serving_default"](**inputs), call["outputs"])
            main = call["outputs"][call["main"]]
            same(model(*inputs.values()), main)
            same(model(*inputs.values(), training=False), main)


def check_variables(model, case: dict) -> None:
    """Checks the lists, and that each variable is found under its path."""
    paths = case["variables"]
    assert len(model.variables) == len(paths), [v.name for v in model.variables]
    listed = {id(variable) for variable in model.variables}
    trainable = {id(variable) for variable in model.trainable_variables}
    for path, is_trainable in paths.items():
        found = eval("model." + path, {"model": model})  # a path is an expression of Python
        assert id(found) in listed and (id(found) in trainable) == is_trainable, path
        assert found.trainable == is_trainable, path


def check_training(folder: str, training: dict, paths: dict) -> None:
    """Trains a fresh copy, or a part of it, with a tape and one of Keras's optimizers."""
    model = tf.saved_model.load(folder)
    x, target = tensor(training["x"]), tensor(training["y"])
    variables = list(model.trainable_variables)
    if "part" in training:
        variables = [
            eval("model." + path, {"model": model})
            for path, trainable in paths.items()
            if trainable and path.startswith(training["part"])
        ]
    optimizer = OPTIMIZERS[training["optimizer"]](training["learning_rate"])
    losses = []
    for _ in training["losses"]:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x, training=True) - target))
        gradients = tape.gradient(loss, variables)
        assert all(gradient is not None for gradient in gradients)
        optimizer.apply(gradients, variables)
        losses.append(float(loss))
    np.testing.assert_allclose(losses, training["losses"], rtol=1e-4, atol=1e-6)


def check_gradients_of_functions(folder: str) -> None:
    """A gradient of a gradient, and a step within tf.function."""
    model = tf.saved_model.load(folder)
    x = tf.random.stateless_uniform([6, 4], [1, 2])

    @tf.function
    def step() -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x)))
        for variable, gradient in zip(
            model.trainable_variables, tape.gradient(loss, list(model.trainable_variables))
        ):
            variable.assign_sub(0.1 * gradient)
        return loss

    losses = [float(step()) for _ in range(20)]
    assert losses[-1] < losses[0], losses
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.reduce_sum(model(x))
        slope = tf.reduce_sum(tf.square(inner.gradient(y, x)))
    assert np.any(outer.gradient(slope, x).numpy())


def check_vae(folder: str, case: dict) -> None:
    """Trains on with the two parts of the loss, and draws as many samples as are asked for."""
    model = tf.saved_model.load(folder)
    x = tensor(case["calls"][0]["inputs"]["x"])
    variables = list(model.trainable_variables)
    optimizer = keras.optimizers.Adam(0.01, clipnorm=15)
    losses = []
    for step in range(50):
        with tf.GradientTape() as tape:
            parts = model.losses(x=x, seed=step)
            divergence = tf.reduce_sum(parts["kl_divergence"], 1)
            loss = tf.reduce_mean(parts["reconstruction_loss"] + divergence)
        gradients = tape.gradient(loss, variables)
        assert all(gradient is not None for gradient in gradients)
        optimizer.apply(gradients, variables)
        losses.append(float(loss))
    assert losses[-1] < losses[0] - 0.5, losses
    drawn = model.sample(count=5, seed=1)["generated"]
    assert drawn.shape == (5, x.shape[1]), drawn.shape
    assert np.all(drawn == model.sample(count=5, seed=1)["generated"])
    assert np.any(drawn != model.sample(count=5, seed=2)["generated"])


def check_checkpoint(folder: str) -> None:
    """Restores the variables after they were changed."""
    model = tf.saved_model.load(folder)
    kept = [variable.numpy() for variable in model.variables]
    for variable in model.variables:
        variable.assign(tf.zeros_like(variable))
    status = tf.train.Checkpoint(model).restore(folder + "/variables/variables")
    status.expect_partial()
    for variable, value in zip(model.variables, kept):
        np.testing.assert_array_equal(variable, value)


def check_keras_layer(folder: str, case: dict) -> None:
    """Uses the model as a layer of Keras."""
    call = case["calls"][0]
    (x,) = [tensor(value) for value in call["inputs"].values()]
    for endpoint in ("serving_default", "__call__", call["function"]):
        layer = keras.layers.TFSMLayer(folder, call_endpoint=endpoint)
        inputs = keras.Input(x.shape[1:])
        result = keras.Model(inputs, layer(inputs))(x)
        result = result[call["main"]] if isinstance(result, dict) else result
        same(result, call["outputs"][call["main"]], 1e-5)


def check_command_line(folder: str, case: dict) -> None:
    """Shows and runs the model with TensorFlow's own program."""
    program = pathlib.Path(sys.executable).parent / "saved_model_cli"

    def run(*arguments: str) -> str:
        done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    shown = run("show", "--dir", folder, "--all")
    for call in case["calls"]:
        assert f"signature_def['{call['function']}']" in shown, shown
    call = case["calls"][0]
    work = folder + "_cli"
    shutil.rmtree(work, ignore_errors=True)
    os.mkdir(work)
    arguments = ["run", "--dir", folder, "--tag_set", "serve", "--outdir", work]
    arguments += ["--signature_def", call["function"], "--inputs"]
    feeds = []
    for name, value in call["inputs"].items():
        np.save(f"{work}/in_{name}.npy", tensor(value).numpy())
        feeds.append(f"{name}={work}/in_{name}.npy")
    run(*arguments, ";".join(feeds))
    for name, value in call["outputs"].items():
        same(tf.constant(np.load(f"{work}/{name}.npy", allow_pickle=True)), value)


def save_again(folder: str, case: dict) -> None:
    """Saves the model again after changing its variables a little, for Java to load."""
    model = tf.saved_model.load(folder)
    for variable in model.trainable_variables:
        variable.assign_add(tf.ones_like(variable) * 0.125)
    tf.saved_model.save(model, folder + "_again", signatures=model.signatures)
    call = case["calls"][0]
    inputs = [tensor(value) for value in call["inputs"].values()]
    expected = getattr(model, call["function"])(*inputs)[call["main"]]
    same(tf.saved_model.load(folder + "_again")(*inputs), described(expected))
    pathlib.Path(folder + "_again.json").write_text(json.dumps(described(expected)))


def described(value: tf.Tensor) -> dict:
    """What JSON has of a tensor of numbers."""
    return {
        "type": value.dtype.name,
        "shape": list(value.shape),
        "values": np.ravel(value.numpy()).tolist(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", help="where the models and cases.json are")
    root = pathlib.Path(parser.parse_args().folder)
    cases = json.loads((root / "cases.json").read_text(encoding="utf-8"))
    for name, case in cases.items():
        folder = str(root / name)
        model = tf.saved_model.load(folder)
        check_variables(model, case)
        check_calls(model, case)
        for training in case["training"]:
            check_training(folder, training, case["variables"])
        check_checkpoint(folder)
        if case["numeric"]:
            save_again(folder, case)
            check_keras_layer(folder, case)
        for file in case["assets"]:
            asset = getattr(model, file.partition(".")[0]).asset_path.numpy().decode()
            assert json.loads(pathlib.Path(asset).read_text(encoding="utf-8")), asset
    check_gradients_of_functions(str(root / "dense"))
    check_vae(str(root / "vae"), cases["vae"])
    for name in ("dense", "several"):
        check_command_line(str(root / name), cases[name])
    print(f"{len(cases)} models checked")


if __name__ == "__main__":
    main()
