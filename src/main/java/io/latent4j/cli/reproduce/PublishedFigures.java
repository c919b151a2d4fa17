package io.latent4j.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The figures that were published, or that others' programs reach, for what this program has. */
public final class PublishedFigures {

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
              "no figure was published"));

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
