package io.latent4j.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures that were published, or that others' programs reach, for what this program has. */
public final class PublishedFigures {

  private static final String DEC =
      "--data mnist:49k --layers 500,500,2000,10 --clusters 10 --init variance-scaling"
          + " --pretrain-epochs 500 --batch 2048 --patience 0";

  private static final List<PublishedFigure> ALL =
      List.of(
          PublishedFigure.of(
              "pca",
              "pca --data mnist --components 3",
              "explained_variance_share",
              "0.2297 (variances 5.117, 3.741, 3.253)",
              ""),
          PublishedFigure.of(
              "k-means",
              "kmeans --data mnist --clusters 10 --restarts 1",
              "inertia",
              "2,364,632",
              ""),
          PublishedFigure.of(
              "k-means-49k",
              "kmeans --data mnist:49k --clusters 10 --restarts 20",
              "val_nmi",
              "0.498",
              ""),
          PublishedFigure.of(
              "elbow", "elbow --data iris", "knee", "3", "Kneedle with sensitivity 1"),
          PublishedFigure.of(
              "som-colors",
              "som --data colors --grid 30x30 --iterations 400 --learning-rate 0.5 --radius 10",
              "quantization_error",
              "",
              "published as a picture only"),
          PublishedFigure.of(
              "t-sne-digits",
              "tsne --data digits",
              "trustworthiness",
              "0.99498 (scikit-learn 1.9)",
              ""),
          PublishedFigure.of(
              "umap-digits",
              "umap --data digits",
              "trustworthiness",
              "",
              "beside umap-learn in tools/bench"),
          PublishedFigure.of(
              "grid-world",
              "qlearning --environment gridworld",
              "value_error",
              "0 (value iteration)",
              ""),
          PublishedFigure.of(
              "cartpole",
              "dqn --environment cartpole --method pqn",
              "mean_return",
              "500 (the most there is)",
              ""),
          PublishedFigure.of(
              "breakout-dqn",
              "dqn --environment breakout --method dqn --steps 200000",
              "mean_return",
              "7.3 to 7.4 (30 seeds)",
              "a game of our own by the same rules, but for the three actions that do nothing"),
          PublishedFigure.of(
              "breakout-pqn",
              "dqn --environment breakout --method pqn --steps 1000000",
              "mean_return",
              "11.1 (DQN after as many steps)",
              "another method: PQN"),
          PublishedFigure.of(
              "rbm",
              "rbm --data mnist --hidden 200 --epochs 50 --batch 100 --learning-rate 1.0 --gibbs 1"
                  + " --init zeros --validation 0 --patience 0",
              "reconstruction_mse",
              "0.0104 (a plain TensorFlow loop)",
              ""),
          PublishedFigure.of(
              "dbn",
              "dbn --data mnist --test mnist:test --layers 500,200,50 --fine-tune",
              "test_accuracy",
              "well above 0.98",
              ""),
          PublishedFigure.of(
              "small-autoencoder",
              "autoencoder --data mnist --validation mnist:test --layers 32"
                  + " --code-activation relu --loss bce --optimizer adadelta --learning-rate 1.0"
                  + " --epochs 50 --batch 256 --patience 0",
              "val_loss",
              "about 0.11",
              ""),
          PublishedFigure.of(
              "small-autoencoder-adam",
              "autoencoder --data mnist --validation mnist:test --layers 32"
                  + " --code-activation relu --loss bce --epochs 50 --batch 256 --patience 0",
              "val_loss",
              "about 0.11",
              "Adam in place of Adadelta"),
          PublishedFigure.of(
              "deep-autoencoder",
              "autoencoder --data mnist:49k --layers 500,500,2000,10 --code-activation sigmoid"
                  + " --epochs 500 --batch 2048 --patience 0",
              "val_loss",
              "0.0137 to 0.0139",
              ""),
          PublishedFigure.of(
              "wide-first-autoencoder",
              "autoencoder --data fashion-mnist --validation fashion-mnist:test"
                  + " --layers 2000,500,500,10 --code-activation sigmoid --epochs 500 --batch 2048"
                  + " --patience 10",
              "val_loss",
              "",
              "no figure was published"),
          PublishedFigure.of(
              "convolutional-autoencoder",
              "autoencoder --kind convolutional --data mnist --validation mnist:test --filters 16,8,4"
                  + " --loss bce --epochs 50 --batch 128 --patience 0",
              "val_loss",
              "about 0.094",
              "Adam in place of Adadelta"),
          PublishedFigure.of(
              "vae",
              "vae --data fashion-mnist --test fashion-mnist:test --hidden 512 --latent 10"
                  + " --epochs 80 --batch 100 --clip-norm 15 --patience 0",
              "test_reconstruction_loss",
              "224.3, beside a divergence of 15.5 (Keras, one seed)",
              ""),
          PublishedFigure.of(
              "vae-plane",
              "vae --data mnist --hidden 256 --latent 2 --optimizer rmsprop --epochs 50 --batch 100"
                  + " --beta 0.5",
              "val_reconstruction_loss",
              "",
              "published as pictures only"),
          PublishedFigure.of(
              "iwae",
              "vae --data mnist --test mnist:test --hidden 200,200 --latent 50"
                  + " --importance-samples 5 --binarize each-epoch --bound 5000 --epochs 100"
                  + " --batch 100 --patience 0",
              "test_bound",
              "85.54 nats (3,280 epochs)",
              "100 epochs; no schedule of rates; the bound of the samples that --bound-samples says"),
          PublishedFigure.of(
              "autoencoder-k-means", "dec --method kmeans " + DEC, "val_nmi", "0.744", ""),
          PublishedFigure.of(
              "dec",
              // 17 steps an epoch: 20,000 at most.
              "dec --method dec "
                  + DEC
                  + " --optimizer sgd:0.9 --learning-rate 0.01 --update-interval 200"
                  + " --tolerance 0.001 --epochs 1176",
              "val_nmi",
              "0.765",
              ""),
          PublishedFigure.of(
              "n2d",
              "dec --method n2d --data mnist:all --clusters 10 --pretrain-epochs 30 --batch 256",
              "accuracy",
              "0.979 (one run of 1,000 epochs)",
              "30 epochs"),
          PublishedFigure.of(
              "gan",
              "gan --kind convolutional --data mnist --steps 10000 --batch 64",
              "class_entropy",
              "at most 2.303",
              "no figure is agreed upon; the entropy is of this project's own classifier"));

  private PublishedFigures() {}

  /** All of them, the quick ones first. */
  public static List<PublishedFigure> all() {
    return ALL;
  }

  /**
   * Finds some by their names, in the order of all.
   *
   * @throws IllegalArgumentException if there is none of a name
   */
  public static List<PublishedFigure> named(List<String> names) {
    Map<String, PublishedFigure> known = new TreeMap<>();
    ALL.forEach(figure -> known.put(figure.name(), figure));
    for (String name : names) {
      if (!known.containsKey(name)) {
        throw new IllegalArgumentException(
            "must be of %s, but is '%s'".formatted(String.join(", ", known.keySet()), name));
      }
    }
    List<PublishedFigure> found = new ArrayList<>(ALL);
    found.removeIf(figure -> !names.contains(figure.name()));
    return found;
  }
}
