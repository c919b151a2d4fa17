package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Downloads;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.cli.run.RunDescription;
import io.latent4j.cli.run.RunResult;
import io.latent4j.cli.run.Workflow;
import io.latent4j.data.DataSource;
import io.latent4j.data.ImageShape;
import io.latent4j.data.Labels;
import io.latent4j.data.OpenedData;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.EmbeddingPictures;
import io.latent4j.report.EmbeddingProjector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Makes the files of TensorBoard's Embedding Projector.
 *
 * @param imageSource the images that the points stand for, if any
 * @param flags how to open them
 * @param host where downloads and images that are skipped are told of
 */
record ProjectorRun(Optional<DataSource> imageSource, DataFlags flags, Host host)
    implements Workflow.Work {

  private static final float BYTE_MAXIMUM = 255;

  @Override
  public void check(RunData data) {}

  @Override
  public RunResult run(RunData data, RunDescription description) {
    if (imageSource.isEmpty()) {
      return result(description, data.all(), rows(data), Optional.empty());
    }
    try (Downloads downloads = new Downloads(host);
        OpenedData opened = flags.catalog(downloads).open(imageSource.get(), flags.options(host))) {
      return result(description, data.all(), rows(data), Optional.of(opened.samples()));
    }
  }

  private static FloatArray rows(RunData data) {
    Samples all = data.all();
    return new FloatArray(
        ScaledSamples.of(all, data.scaling()).all(), Shape.of(all.count(), all.features()));
  }

  private RunResult result(
      RunDescription description, Samples embedding, FloatArray rows, Optional<Samples> images) {
    String dataName = description.data();
    EmbeddingProjector projector =
        EmbeddingProjector.of(baseName(dataName), rows.values(), rows.columns());
    images.ifPresent(found -> addImages(projector, found, rows.rowCount()));
    embedding
        .namedLabels()
        .or(() -> images.flatMap(Samples::namedLabels))
        .ifPresent(labels -> projector.labels(names(labels)));
    Results results = new Results();
    results.figure("points", rows.rowCount());
    results.figure("dimensions", rows.columns());
    results.files(projector::writeTo);
    Samples coloured = embedding.labels().isPresent() ? embedding : images.orElse(embedding);
    EmbeddingPictures pictures = new EmbeddingPictures("The embedding", "axis", coloured);
    results.picture("embedding", pictures.plane(rows), pictures.caption("The first two axes"));
    return new RunResult(
        "Embedding " + dataName + " for TensorBoard",
        results,
        Optional.empty(),
        false,
        description);
  }

  private static String baseName(String dataName) {
    Path file = Path.of(dataName).getFileName();
    return file == null ? dataName : file.toString().replaceFirst("\\.npy$", "");
  }

  private void addImages(EmbeddingProjector projector, Samples images, int points) {
    ImageShape shape =
        images
            .imageShape()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--images must be images, but " + images + " are not"));
    if (images.count() != points) {
      throw new IllegalArgumentException(
          "--images must be as many as the embedding has rows, %d, but are %d"
              .formatted(points, images.count()));
    }
    projector.images(brightness(images), shape.height(), shape.width(), shape.channels());
  }

  /**
   * Values between 0, black, and 1, white: by the largest value of the images' type, and of numbers
   * that have none by 1 or, if that is exceeded, by 255.
   */
  private static float[] brightness(Samples images) {
    float[] values = images.toFloats();
    boolean beyondOne = false;
    for (float value : values) {
      beyondOne |= value > 1;
    }
    float white = (float) images.maximum().orElse(beyondOne ? BYTE_MAXIMUM : 1);
    for (int i = 0; i < values.length; i++) {
      values[i] /= white;
    }
    return values;
  }

  private static String[] names(Labels labels) {
    return Arrays.stream(labels.values()).mapToObj(labels::name).toArray(String[]::new);
  }
}
