package io.latent4j.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A folder of images, decoded on all cores; samples, labels and errors are those of reading one
 * after the other.
 */
final class ImageFolder {

  /** What decoding takes of the Java heap for each pixel, generously: 16-bit colours and copies. */
  private static final int HEAP_BYTES_PER_PIXEL = 16;

  private final Path folder;
  private final ImageOptions options;
  private final FileWork work;

  ImageFolder(Path folder, ImageOptions options) {
    this.folder = folder;
    this.options = options;
    this.work = new FileWork(options.skipped().isEmpty());
  }

  /** An image whose header is read. */
  private record Image(int index, ImageList.Entry entry, ImageFile.Header header) {}

  /**
   * Reads the images.
   *
   * @param limit how many at most; where files are skipped, all are read
   */
  Samples read(int limit) {
    List<ImageList.Entry> entries =
        new ImageList(folder, options.notes().orElse(note -> {})).entries();
    if (options.skipped().isEmpty() && limit < entries.size()) {
      entries = entries.subList(0, limit);
    }
    SortedMap<Integer, DataFileException> skipped = new TreeMap<>();
    List<Image> images = headers(entries, skipped);
    requireAny(images.size(), entries.size(), skipped);
    ImageSize size = options.size().orElseGet(() -> commonSize(images));
    boolean grey = options.grayscale() || images.stream().allMatch(image -> image.header.grey());
    Shape shape = Shape.of(images.size(), size.height(), size.width(), grey ? 1 : 3);
    requireBelowLimit(shape);
    SortedMap<Integer, DataFileException> undecoded = new TreeMap<>();
    TensorMemory memory =
        TensorMemory.create(
            true, shape, target -> undecoded.putAll(decode(images, size, grey, target)));
    undecoded.forEach((i, failure) -> skipped.put(images.get(i).index, failure));
    Samples samples = samples(memory, images, undecoded.keySet(), skipped);
    try {
      options.skipped().ifPresent(report -> skipped.values().forEach(report));
      return samples;
    } catch (RuntimeException | Error e) {
      samples.close();
      throw e;
    }
  }

  private List<Image> headers(
      List<ImageList.Entry> entries, SortedMap<Integer, DataFileException> skipped) {
    Image[] images = new Image[entries.size()];
    SortedMap<Integer, DataFileException> failures =
        work.run(
            images.length,
            i -> {
              ImageList.Entry entry = entries.get(i);
              images[i] =
                  readable(
                      () -> {
                        entry.requireFile();
                        return new Image(i, entry, new ImageFile(entry.path()).header());
                      });
            });
    skipped.putAll(failures);
    return IntStream.range(0, images.length)
        .filter(i -> !failures.containsKey(i))
        .mapToObj(i -> images[i])
        .toList();
  }

  /** Decodes into the tensor, and returns what failed. */
  private SortedMap<Integer, DataFileException> decode(
      List<Image> images, ImageSize size, boolean grey, TensorMemory target) {
    ImageResizer resizer = new ImageResizer(size);
    int bytes = size.width() * size.height() * (grey ? 1 : 3);
    int pixelsAtOnce =
        (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_PIXEL);
    Semaphore heap = new Semaphore(pixelsAtOnce);
    return work.run(
        images.size(),
        i -> {
          Image image = images.get(i);
          int share = (int) Math.min(pixelsAtOnce, image.header.pixels());
          heap.acquireUninterruptibly(share);
          try {
            Pixels pixels =
                readable(() -> new ImageFile(image.entry.path()).decode(image.header, grey));
            target.writeBytes((long) i * bytes, resizer.resize(pixels).values(), bytes);
          } finally {
            heap.release(share);
          }
        });
  }

  /** Names the option that helps where a file can't be read. */
  private <T> T readable(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataFileException e) {
      if (options.skipped().isPresent()) {
        throw e;
      }
      throw new DataFileException(
          e.file(),
          e.position().orElse(""),
          e.expected(),
          e.found() + " (--skip-unreadable leaves it out)",
          e.getCause());
    }
  }

  private Samples samples(
      TensorMemory memory,
      List<Image> images,
      Set<Integer> undecoded,
      SortedMap<Integer, DataFileException> skipped) {
    Samples all = Samples.owning(name(), memory);
    try {
      int[] rows = IntStream.range(0, images.size()).filter(i -> !undecoded.contains(i)).toArray();
      requireAny(rows.length, images.size(), skipped);
      Samples kept = all;
      if (!undecoded.isEmpty()) {
        kept = all.select(rows);
        all.close();
      }
      List<String> labels =
          IntStream.of(rows).mapToObj(row -> images.get(row).entry.label()).toList();
      return labels.get(0).isEmpty() ? kept : kept.withLabels(Labels.ofTexts(labels));
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private void requireAny(int count, int of, SortedMap<Integer, DataFileException> skipped) {
    if (count == 0) {
      DataFileException first = skipped.get(skipped.firstKey());
      throw new DataFileException(
          folder.toString(),
          "",
          "at least one image that can be read",
          "none among " + of + " files, the first being " + first.getMessage(),
          first);
    }
  }

  private ImageSize commonSize(List<Image> images) {
    Image first = images.get(0);
    for (Image image : images) {
      if (!image.header.size().equals(first.header.size())) {
        throw new DataFileException(
            image.entry.path().toString(),
            "",
            "an image of "
                + first.header.size()
                + " like "
                + first.entry.path().getFileName()
                + ", or a size for all (--image-size WxH)",
            image.header.size());
      }
    }
    return new ImageSize(first.header.width(), first.header.height());
  }

  private void requireBelowLimit(Shape shape) {
    if (shape.size() > options.byteLimit()) {
      throw new DataFileException(
          folder.toString(),
          "",
          "images that take at most "
              + options.byteLimit()
              + " bytes (--image-size, --grayscale and --limit make them less)",
          shape.get(0)
              + " of "
              + shape.get(2)
              + "x"
              + shape.get(1)
              + " with "
              + shape.get(3)
              + " channels, "
              + shape.size()
              + " bytes");
    }
  }
}
