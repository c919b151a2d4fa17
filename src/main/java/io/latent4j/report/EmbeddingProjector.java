package io.latent4j.report;

import io.latent4j.files.WholeFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An embedding for TensorBoard's Embedding Projector: the points, what to call them, and an image
 * for each if there are images.
 *
 * <pre>{@code
 * EmbeddingProjector.of("code", codes, 10)
 *     .labels(names)
 *     .images(pixels, 28, 28, 1)
 *     .writeTo(Path.of("logs", "run"));
 * }</pre>
 *
 * <p>Then {@code tensorboard --logdir logs/run} shows it, and {@code --logdir logs} does too: the
 * folder also gets an event file without events, which makes it a run. The files are {@code
 * tensors.tsv}, {@code metadata.tsv} (label and index of each point), {@code sprite.png} if there
 * are images, and {@code projector_config.pbtxt}, which names the others relative to itself. The
 * object is built step by step and is not safe for use by several threads.
 */
public final class EmbeddingProjector {

  private static final String TENSORS = "tensors.tsv";
  private static final String METADATA = "metadata.tsv";
  private static final String SPRITE = "sprite.png";
  private static final String CONFIG = "projector_config.pbtxt";

  private final String name;
  private final float[] rows;
  private final int columns;
  private String[] labels = {};
  private SpriteSheet sprites;

  private EmbeddingProjector(String name, float[] rows, int columns) {
    this.name = name;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Begins with the points.
   *
   * @param name what TensorBoard calls the embedding
   * @param rows the points, one row after the other
   * @param columns how many values a row has, at least 1
   * @return the embedding
   * @throws IllegalArgumentException if the name is blank, there are no points, a row is incomplete
   *     or a value is not finite
   */
  public static EmbeddingProjector of(String name, float[] rows, int columns) {
    Check.text("name", name);
    Check.atLeast("columns", 1, columns);
    Check.finite("rows", rows);
    Check.notEmpty("rows", rows.length);
    if (rows.length % columns != 0) {
      throw new IllegalArgumentException(
          "rows must have a multiple of %d values, but has %d".formatted(columns, rows.length));
    }
    return new EmbeddingProjector(name, rows.clone(), columns);
  }

  private int count() {
    return rows.length / columns;
  }

  /**
   * Says what the points are called, and by what they may be coloured.
   *
   * @param labels one for each point; tabs and line breaks become blanks
   * @return this embedding
   * @throws IllegalArgumentException if there are not as many as points, or one is null
   */
  public EmbeddingProjector labels(String... labels) {
    Check.present("labels", labels);
    Check.sameLength("labels", labels.length, "points", count());
    for (String label : labels) {
      Check.present("labels", label);
    }
    this.labels = labels.clone();
    return this;
  }

  /**
   * Shows the points as images.
   *
   * @param images one for each point, row-major (points, height, width, channels), black 0, white 1
   * @param height the height of an image, at least 1
   * @param width the width of an image, at least 1
   * @param channels 1 for grey, 3 for red, green and blue
   * @return this embedding
   * @throws IllegalArgumentException if there are not as many as points, a value is not finite, or
   *     a size is impossible
   */
  public EmbeddingProjector images(float[] images, int height, int width, int channels) {
    Check.atLeast("height", 1, height);
    Check.atLeast("width", 1, width);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but is " + channels);
    }
    Check.finite("images", images);
    long expected = (long) count() * height * width * channels;
    if (images.length != expected) {
      throw new IllegalArgumentException(
          "images must have %d values, %d points x %d x %d x %d, but has %d"
              .formatted(expected, count(), height, width, channels, images.length));
    }
    this.sprites = new SpriteSheet(images.clone(), height, width, channels);
    return this;
  }

  /**
   * Writes the files. A missing folder is made; existing files are replaced, each once the new one
   * is complete, and the one that names the others last.
   *
   * @param folder where to write
   * @throws IOException if the folder cannot be made or written; the message names the file
   */
  public void writeTo(Path folder) throws IOException {
    Check.present("folder", folder);
    writeText(folder.resolve(TENSORS), this::writeTensors);
    writeText(folder.resolve(METADATA), this::writeMetadata);
    if (sprites != null) {
      byte[] sprite = Png.encode(sprites.image());
      WholeFile.writeWithFolders(folder.resolve(SPRITE), out -> out.write(sprite));
    }
    WholeFile.writeWithFolders(
        folder.resolve(EmptyEventFile.NAME), out -> out.write(EmptyEventFile.content()));
    writeText(folder.resolve(CONFIG), out -> out.write(config()));
  }

  private interface Text {
    void writeTo(Writer out) throws IOException;
  }

  private static void writeText(Path file, Text text) throws IOException {
    WholeFile.writeWithFolders(
        file,
        bytes -> {
          Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          text.writeTo(out);
          out.flush();
        });
  }

  private void writeTensors(Writer out) throws IOException {
    for (int i = 0; i < rows.length; i++) {
      out.write(Float.toString(rows[i]));
      out.write((i + 1) % columns == 0 ? '\n' : '\t');
    }
  }

  /** A single column would have to have no heading. */
  private void writeMetadata(Writer out) throws IOException {
    if (labels.length > 0) {
      out.write("label\tindex\n");
    }
    for (int i = 0; i < count(); i++) {
      if (labels.length > 0) {
        out.write(labels[i].replaceAll("[\\t\\r\\n]+", " "));
        out.write('\t');
      }
      out.write(Integer.toString(i));
      out.write('\n');
    }
  }

  private String config() {
    String sprite =
        sprites == null
            ? ""
            : """
                sprite {
                  image_path: "%s"
                  single_image_dim: %d
                  single_image_dim: %d
                }
              """
                .formatted(SPRITE, sprites.cellWidth(), sprites.cellHeight());
    return """
        embeddings {
          tensor_name: "%s"
          tensor_shape: %d
          tensor_shape: %d
          tensor_path: "%s"
          metadata_path: "%s"
        %s}
        """
        .formatted(quoted(name), count(), columns, TENSORS, METADATA, sprite);
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s", " ");
  }
}
