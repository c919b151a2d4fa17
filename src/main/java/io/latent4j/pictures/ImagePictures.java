package io.latent4j.pictures;

import io.latent4j.autoencoder.Localization;
import io.latent4j.data.BoundingBox;
import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FloatArray;
import io.latent4j.report.ImageGrid;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Pictures of samples that are images.
 *
 * <pre>{@code
 * ImagePictures.of(digits).orElseThrow()
 *     .originalsOver(model::reconstruct, model.scaling())
 *     .writeTo(Path.of("reconstructions.png"));
 * }</pre>
 */
public final class ImagePictures {

  private static final int IN_A_ROW = 10;
  private static final int MOST_COMPONENTS = 40;
  private static final int PROTOTYPE = 40;

  /** Filters are at least so many pixels wide or high. */
  private static final int FILTER = 48;

  /** Images with numbers are at least so many pixels wide or high, and no more than so many. */
  private static final int NUMBERED = 84;

  /** Where there are few of them, together they are about so wide. */
  private static final int WIDTH = 560;

  private static final int MOST_NUMBERED = 100;

  private final Samples samples;
  private final ImageShape shape;

  private ImagePictures(Samples samples, ImageShape shape) {
    this.samples = samples;
    this.shape = shape;
  }

  /**
   * Describes the pictures.
   *
   * @param samples the images
   * @return the pictures, or nothing if the samples are no images
   */
  public static Optional<ImagePictures> of(Samples samples) {
    return samples.imageShape().map(shape -> new ImagePictures(samples, shape));
  }

  /**
   * Some images and below them what a model made of them.
   *
   * @param reconstruct makes scaled reconstructions of samples: (samples, features)
   * @param scaling how they are scaled
   * @return the picture
   */
  public ImageGrid originalsOver(Function<Samples, float[][]> reconstruct, Scaling scaling) {
    try (Samples shown = samples.select(examples())) {
      float[] originals = shown.toFloats();
      float[] made = FloatArray.of(reconstruct.apply(shown)).values();
      return ranged(originals)
          .row("original", originals)
          .row("reconstruction", scaling.invert(made, samples.features()));
    }
  }

  /** Makes other values of scaled ones. */
  @FunctionalInterface
  public interface Change {

    /**
     * Makes them.
     *
     * @param samples the images that the values are of
     * @param scaled the values, scaled, one image after the other
     * @return as many
     */
    float[] of(Samples samples, float[] scaled);
  }

  /**
   * Some images with noise, below them what a model made of these, and the originals.
   *
   * @param addNoise makes noisy images
   * @param clean makes clean ones of them
   * @param scaling how they are scaled
   * @return the picture
   */
  public ImageGrid cleaned(Change addNoise, Change clean, Scaling scaling) {
    try (Samples shown = samples.select(examples())) {
      float[] originals = shown.toFloats();
      int features = samples.features();
      float[] noisy = addNoise.of(shown, scaling.apply(originals, features));
      return ranged(originals)
          .row("noisy", scaling.invert(noisy, features))
          .row("cleaned", scaling.invert(clean.of(shown, noisy), features))
          .row("original", originals);
    }
  }

  /**
   * Some images and below them where a classifier sees the class that it finds in each.
   *
   * @param predict finds the classes of samples
   * @param maps tells where samples show classes: (samples, rows, columns)
   * @return the picture, each image from its own darkest to its own brightest value
   */
  public ImageGrid activationMaps(
      Function<Samples, int[]> predict, BiFunction<Samples, int[], FloatArray> maps) {
    try (Samples shown = samples.select(examples())) {
      int[] classes = predict.apply(shown);
      return grid()
          .stretched()
          .row("image", shown.toFloats())
          .row("seen here", enlarged(maps.apply(shown, classes)))
          .captions(Arrays.stream(classes).mapToObj(Integer::toString).toArray(String[]::new));
    }
  }

  /**
   * Some images, below them where a classifier sees the class that it finds in each, and the images
   * with the box around that.
   *
   * @param predict finds the classes of samples
   * @param maps tells where samples show classes: (samples, rows, columns)
   * @return the picture, each image from its own darkest to its own brightest value
   */
  public ImageGrid localization(
      Function<Samples, int[]> predict, BiFunction<Samples, int[], FloatArray> maps) {
    try (Samples shown = samples.select(examples())) {
      int[] classes = predict.apply(shown);
      FloatArray seen = maps.apply(shown, classes);
      List<BoundingBox> boxes =
          Localization.boxes(seen, shape.height(), shape.width(), Localization.THRESHOLD);
      float[] framed = shown.toFloats();
      for (int i = 0; i < boxes.size(); i++) {
        frame(framed, i, boxes.get(i));
      }
      return grid()
          .stretched()
          .row("image", shown.toFloats())
          .row("seen here", enlarged(seen))
          .row("found", framed)
          .captions(Arrays.stream(classes).mapToObj(Integer::toString).toArray(String[]::new));
    }
  }

  /** Draws the outline of a box in an image, as bright as its brightest value. */
  private void frame(float[] images, int image, BoundingBox box) {
    int start = image * samples.features();
    float bright = images[start];
    for (int i = 0; i < samples.features(); i++) {
      bright = Math.max(bright, images[start + i]);
    }
    int bottom = box.top() + box.height() - 1;
    int right = box.left() + box.width() - 1;
    for (int row = box.top(); row <= bottom; row++) {
      for (int column = box.left(); column <= right; column++) {
        boolean isEdge =
            row == box.top() || row == bottom || column == box.left() || column == right;
        if (isEdge) {
          int at = start + (row * shape.width() + column) * shape.channels();
          Arrays.fill(images, at, at + shape.channels(), bright);
        }
      }
    }
  }

  /** Maps with as many pixels and channels as the images. */
  private float[] enlarged(FloatArray maps) {
    int rows = (int) maps.shape().get(1);
    int columns = (int) maps.shape().get(2);
    int channels = shape.channels();
    float[] pixels = new float[maps.rowCount() * samples.features()];
    for (int i = 0; i < pixels.length; i++) {
      int pixel = i % samples.features() / channels;
      int row = pixel / shape.width() * rows / shape.height();
      int column = pixel % shape.width() * columns / shape.width();
      pixels[i] = maps.values()[(i / samples.features() * rows + row) * columns + column];
    }
    return pixels;
  }

  /**
   * What the units of a network's first layer look for: dense units as images of the size of the
   * samples, filters of convolutions as they are, each with its own lowest value black.
   *
   * @param filters (units, features), or (filters, height, width, channels)
   * @return the picture, of the first {@value #MOST_COMPONENTS}; empty if convolutions have neither
   *     1 nor 3 channels, or units are not as long as images
   */
  public Optional<ImageGrid> filters(FloatArray filters) {
    Shape size = filters.shape();
    if (size.numDimensions() == 2) {
      return size.get(1) == samples.features()
          ? Optional.of(components(filters))
          : Optional.empty();
    }
    int channels = (int) size.get(3);
    if (channels != 1 && channels != 3) {
      return Optional.empty();
    }
    int height = (int) size.get(1);
    int width = (int) size.get(2);
    int shown = (int) Math.min(size.get(0), MOST_COMPONENTS);
    ImageGrid grid =
        ImageGrid.of(height, width, channels)
            .stretched()
            .upscale((FILTER + Math.max(height, width) - 1) / Math.max(height, width));
    float[] values = Arrays.copyOf(filters.values(), shown * height * width * channels);
    return Optional.of(grid.rows(IN_A_ROW, values));
  }

  /**
   * Images with their numbers below, from 0 on.
   *
   * @param images one after the other, on the scale of the samples
   * @return the picture
   */
  public ImageGrid numbered(float[] images) {
    return numbered(ranged(images), images, MOST_NUMBERED, 0);
  }

  /**
   * Vectors as long as a sample, as images, numbered from 1 on, each with its own lowest black.
   *
   * @param components (vectors, features)
   * @return the picture
   */
  public ImageGrid components(FloatArray components) {
    return numbered(grid().stretched(), components.values(), MOST_COMPONENTS, 1);
  }

  private ImageGrid numbered(ImageGrid grid, float[] images, int most, int number) {
    int size = samples.features();
    int shown = Math.min(images.length / size, most);
    grid.upscale(upscaleTo(Math.max(NUMBERED, WIDTH / shown)));
    for (int first = 0; first < shown; first += IN_A_ROW) {
      int end = Math.min(shown, first + IN_A_ROW);
      grid.row(Arrays.copyOfRange(images, first * size, end * size))
          .captions(
              IntStream.range(first, end)
                  .mapToObj(i -> Integer.toString(i + number))
                  .toArray(String[]::new));
    }
    return grid;
  }

  /**
   * Images in rows, so close that what is alike is seen to lie side by side.
   *
   * @param images one after the other, on the scale of the samples
   * @param columns how many there are in a row
   * @return the picture
   */
  public ImageGrid prototypes(float[] images, int columns) {
    int scale = Math.max(1, PROTOTYPE / Math.max(shape.height(), shape.width()));
    return ranged(images).upscale(scale).gap(1).rows(columns, images);
  }

  /** How much larger a pixel must become for images to be so wide or high. */
  private int upscaleTo(int pixels) {
    int side = Math.max(shape.height(), shape.width());
    return (pixels + side - 1) / side;
  }

  private ImageGrid grid() {
    return ImageGrid.of(shape.height(), shape.width(), shape.channels());
  }

  /** A grid from black to white: of the type, or of some images. */
  ImageGrid ranged(float[] originals) {
    if (samples.maximum().isPresent()) {
      return grid().range(0, samples.maximum().getAsDouble());
    }
    float low = originals[0];
    float high = originals[0];
    for (float value : originals) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low < high ? grid().range(low, high) : grid();
  }

  /** The first sample of each label, and from the start on as many as there is room for. */
  private int[] examples() {
    Set<Integer> rows = new LinkedHashSet<>();
    samples
        .labels()
        .ifPresent(
            labels ->
                Arrays.stream(labels)
                    .distinct()
                    .sorted()
                    .limit(IN_A_ROW)
                    .forEach(label -> rows.add(indexOf(labels, label))));
    for (int row = 0; row < samples.count() && rows.size() < IN_A_ROW; row++) {
      rows.add(row);
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int indexOf(int[] labels, int label) {
    int index = 0;
    while (labels[index] != label) {
      index++;
    }
    return index;
  }
}
