package io.latent4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * Images placed at random in larger, empty pictures, and where each of them is: to measure how well
 * something is found in a picture.
 *
 * <pre>{@code
 * try (PlacedImages placed = PlacedImages.of(digits, 24, 24, 42)) {
 *   Samples pictures = placed.pictures(); // 24 x 24, with the labels of the digits
 *   BoundingBox first = placed.boxes().get(0);
 * }
 * }</pre>
 *
 * @param pictures the pictures, which are closed with this
 * @param boxes for each picture the smallest box with all pixels of its image that are not 0; the
 *     whole image if there are none
 */
public record PlacedImages(Samples pictures, List<BoundingBox> boxes) implements AutoCloseable {

  /**
   * Checks the numbers.
   *
   * @param pictures the pictures
   * @param boxes as many
   * @throws IllegalArgumentException if there are not as many boxes as pictures
   */
  public PlacedImages {
    boxes = List.copyOf(boxes);
    if (boxes.size() != pictures.count()) {
      throw new IllegalArgumentException(
          "boxes must be as many as pictures, %d, but are %d"
              .formatted(pictures.count(), boxes.size()));
    }
  }

  /**
   * Places images, each anywhere in a picture of its own with the same probability. What is around
   * it is 0.
   *
   * @param images images of shape (height, width) or (height, width, channels), which stay as they
   *     are
   * @param height rows of a picture, at least those of an image
   * @param width columns of a picture, at least those of an image
   * @param seed the same seed gives the same pictures
   * @return the pictures, of the type and with the labels of the images; to be closed by the caller
   * @throws IllegalArgumentException if the samples are no images, or larger than the pictures
   */
  public static PlacedImages of(Samples images, int height, int width, long seed) {
    Shape size = images.sampleShape();
    if (size.numDimensions() < 2 || size.numDimensions() > 3) {
      throw new IllegalArgumentException("samples must be images to be placed, but are " + images);
    }
    if (height < size.get(0) || width < size.get(1)) {
      throw new IllegalArgumentException(
          "pictures must be at least as large as the images, %d x %d, but are %d x %d"
              .formatted(size.get(0), size.get(1), height, width));
    }
    Placing placing = new Placing(images, height, width, new Random(seed));
    Samples pictures = placing.pictures();
    return new PlacedImages(pictures, placing.boxes);
  }

  @Override
  public void close() {
    pictures.close();
  }

  /** The work of placing. */
  private static final class Placing {
    private final Samples images;
    private final int rows;
    private final int columns;
    private final int channels;
    private final int height;
    private final int width;
    private final Random random;
    private final List<BoundingBox> boxes = new ArrayList<>();

    Placing(Samples images, int height, int width, Random random) {
      this.images = images;
      Shape size = images.sampleShape();
      this.rows = (int) size.get(0);
      this.columns = (int) size.get(1);
      this.channels = size.numDimensions() == 3 ? (int) size.get(2) : 1;
      this.height = height;
      this.width = width;
      this.random = random;
    }

    Samples pictures() {
      Shape shape = Shape.of(images.count(), height, width);
      if (images.sampleShape().numDimensions() == 3) {
        shape = shape.append(channels);
      }
      Samples placed =
          Samples.owning(
              images.name(), TensorMemory.create(images.memoryType(), shape, this::fill));
      if (images.intensities()) {
        placed = placed.withIntensityMaximum(images.maximum().orElseThrow());
      }
      return images.namedLabels().map(placed::withLabels).orElse(placed);
    }

    private void fill(TensorMemory target) {
      float[] picture = new float[height * width * channels];
      for (int i = 0; i < images.count(); i++) {
        int top = random.nextInt(height - rows + 1);
        int left = random.nextInt(width - columns + 1);
        float[] image = images.row(i);
        Arrays.fill(picture, 0);
        for (int row = 0; row < rows; row++) {
          System.arraycopy(
              image,
              row * columns * channels,
              picture,
              ((top + row) * width + left) * channels,
              columns * channels);
        }
        target.write((long) i * picture.length, picture, picture.length);
        boxes.add(box(image, top, left));
      }
    }

    private BoundingBox box(float[] image, int top, int left) {
      int first = rows;
      int last = -1;
      int leftmost = columns;
      int rightmost = -1;
      for (int i = 0; i < image.length; i++) {
        if (image[i] != 0) {
          int row = i / channels / columns;
          int column = i / channels % columns;
          first = Math.min(first, row);
          last = Math.max(last, row);
          leftmost = Math.min(leftmost, column);
          rightmost = Math.max(rightmost, column);
        }
      }
      return last < 0
          ? new BoundingBox(top, left, rows, columns)
          : new BoundingBox(
              top + first, left + leftmost, last - first + 1, rightmost - leftmost + 1);
    }
  }
}
