package io.latent4j.data;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the images of a folder become samples of one shape; other sources take no notice of it.
 *
 * <p>Images are turned as EXIF says, and stretched to the size asked for: where a side shrinks each
 * new pixel is the mean of the area it covers, where it grows pixels are interpolated linearly.
 * What is transparent shows white. Of animated images the first frame counts, on its whole screen;
 * of several images in a TIFF file, the first. Colour profiles are not applied.
 *
 * <pre>{@code
 * List<DataFileException> skipped = new ArrayList<>();
 * ImageOptions options =
 *     ImageOptions.standard().withSize(new ImageSize(64, 48)).skippingUnreadable(skipped::add);
 * }</pre>
 *
 * @param size the size all images are brought to; if empty, all must have one size
 * @param grayscale whether colours become grey, by the luma of Rec. 601; if not, images have one
 *     channel if all of them are grey, else three
 * @param skipped is told of each file that can't be read, in the order of the files, once the
 *     others are read; if empty, such a file is refused
 * @param byteLimit the most bytes that the samples may take
 * @param notes is told, a line each, what the user should know of what was taken for granted: files
 *     and folders that were passed over, images that a list doesn't name, folders that give no
 *     label; if empty, nobody is
 */
public record ImageOptions(
    Optional<ImageSize> size,
    boolean grayscale,
    Optional<Consumer<DataFileException>> skipped,
    long byteLimit,
    Optional<Consumer<String>> notes) {

  private static final long STANDARD_LIMIT = 4L << 30;

  /**
   * Checks the options.
   *
   * @param size the size all images are brought to, or empty
   * @param grayscale whether colours become grey
   * @param skipped is told of files that can't be read, or empty
   * @param byteLimit at least 1
   * @param notes is told what was taken for granted, or empty
   * @throws IllegalArgumentException if the limit is below 1
   */
  public ImageOptions {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(skipped, "skipped");
    Objects.requireNonNull(notes, "notes");
    if (byteLimit < 1) {
      throw new IllegalArgumentException("byte limit must be at least 1, but is " + byteLimit);
    }
  }

  /**
   * Returns the options that change no image and refuse what can't be read.
   *
   * @return the defaults, with a limit of 4 GiB
   */
  public static ImageOptions standard() {
    return new ImageOptions(
        Optional.empty(), false, Optional.empty(), STANDARD_LIMIT, Optional.empty());
  }

  /**
   * Brings all images to one size.
   *
   * @param size the size
   * @return the changed options
   */
  public ImageOptions withSize(ImageSize size) {
    return new ImageOptions(Optional.of(size), grayscale, skipped, byteLimit, notes);
  }

  /**
   * Chooses between colours and grey.
   *
   * @param grayscale whether colours become grey
   * @return the changed options
   */
  public ImageOptions withGrayscale(boolean grayscale) {
    return new ImageOptions(size, grayscale, skipped, byteLimit, notes);
  }

  /**
   * Leaves out files that can't be read, instead of refusing the folder.
   *
   * @param report is told of each
   * @return the changed options
   */
  public ImageOptions skippingUnreadable(Consumer<DataFileException> report) {
    return new ImageOptions(size, grayscale, Optional.of(report), byteLimit, notes);
  }

  /**
   * Limits the memory.
   *
   * @param limit the most bytes that the samples may take
   * @return the changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public ImageOptions withByteLimit(long limit) {
    return new ImageOptions(size, grayscale, skipped, limit, notes);
  }

  /**
   * Has somebody told what was taken for granted.
   *
   * @param listener is given one line for each thing
   * @return the changed options
   */
  public ImageOptions withNotes(Consumer<String> listener) {
    return new ImageOptions(size, grayscale, skipped, byteLimit, Optional.of(listener));
  }
}
