package io.latent4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.tensorflow.types.TUint8;

/**
 * Damages a file of each format in many ways and reads what is left: it is read, with finite
 * numbers, or refused by a {@link DataFileException} that names the file. A program of its own, for
 * it also looks for what ends a process: memory for what a lying header promises, and reading
 * without end.
 *
 * <p>{@link DamagedFilesTest} runs it, with as many cases as {@code -Dlatent4j.fuzz.cases} says.
 */
final class DamagedFiles {

  private static final long LONGEST_CASE_SECONDS = 30;
  private static final int HUNG = 3;

  /**
   * A format.
   *
   * @param name the file's name
   * @param content what is damaged
   * @param wrap what makes the file of it, so that checksums fit damaged content
   * @param array what follows the file's name in the source
   */
  private record Format(String name, byte[] content, UnaryOperator<byte[]> wrap, String array) {

    Format(String name, byte[] content, UnaryOperator<byte[]> wrap) {
      this(name, content, wrap, "");
    }

    Format(String name, byte[] content) {
      this(name, content, UnaryOperator.identity());
    }

    boolean isImage() {
      return ImageFormat.isNamedLikeOne(name);
    }
  }

  private final Path folder;
  private volatile String current = "";
  private volatile long started;

  private DamagedFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Prints, for each format, how many files were read and refused.
   *
   * @param arguments an empty folder, and the number of cases for each format
   */
  public static void main(String[] arguments) throws IOException {
    DamagedFiles damaged = new DamagedFiles(Path.of(arguments[0]));
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "watch");
              thread.setDaemon(true);
              return thread;
            });
    damaged.started = System.nanoTime();
    watch.scheduleAtFixedRate(damaged::watch, 1, 1, TimeUnit.SECONDS);
    int cases = Integer.parseInt(arguments[1]);
    for (Format format : formats()) {
      damaged.run(format, cases);
    }
  }

  private void watch() {
    if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(LONGEST_CASE_SECONDS)) {
      System.out.println(current + " takes more than " + LONGEST_CASE_SECONDS + " s");
      System.out.flush();
      Runtime.getRuntime().halt(HUNG);
    }
  }

  private static List<Format> formats() throws IOException {
    byte[] idx = Fixtures.idx(0x0d, new int[] {3, 2}, new byte[24]);
    byte[] npy = Fixtures.bytes(Fixtures.resource("version1.npy"));
    byte[] csv = "a,b,label\n1.5,2,x\n\"3\",4e1,\"y\"\n-5,.6,x\n".getBytes(StandardCharsets.UTF_8);
    byte[] latin =
        "x\tcity\tz\n1,5\tK\u00f6ln\t2024-01-01\n-\t\"a\"\t?\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] space = "# x y\n  1.5   2\n 3e1  NaN\n".getBytes(StandardCharsets.UTF_8);
    byte[] table = "filename,label\na.png,x\na.png,y\n".getBytes(StandardCharsets.UTF_8);
    return List.of(
        new Format("f.idx", idx),
        new Format("packed.idx.gz", Fixtures.gzip(idx)),
        new Format("content.idx.gz", idx, Fixtures::gzip),
        new Format("f.npy", npy),
        new Format("stored.npz", Fixtures.bytes(Fixtures.resource("stored.npz"))),
        new Format(
            "deflated.npz",
            Fixtures.bytes(Fixtures.resource("types.npz")),
            UnaryOperator.identity(),
            "#i4_big_F"),
        new Format("content.npz", npy, DamagedFiles::zip),
        new Format("f.csv", csv),
        new Format("f.tsv", latin),
        new Format("f.txt", space),
        new Format("packed.csv.gz", Fixtures.gzip(csv)),
        new Format("content.csv.gz", csv, Fixtures::gzip),
        new Format("a.png", image("png")),
        new Format("a.jpg", image("jpg")),
        new Format("a.gif", image("gif")),
        new Format("a.bmp", image("bmp")),
        of("lossy_alpha.webp"),
        of("palette_16.webp"),
        of("lossless_6.webp"),
        of("on_screen.webp"),
        of("exif6.png"),
        of("on_screen.gif"),
        of("ycck.jpg"),
        of("exif6.tif"),
        of("rgb_tiff_lzw.tif"),
        of("cmyk.tif"),
        new Format("table.csv", table));
  }

  /** An image that a script made. */
  private static Format of(String name) {
    return new Format(name, Fixtures.bytes(Fixtures.resource("images").resolve(name)));
  }

  private static byte[] zip(byte[] npy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write(npy);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] image(String format) throws IOException {
    BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 63; i++) {
      image.setRGB(i % 9, i / 9, random.nextInt(1 << 24));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private void run(Format format, int cases) throws IOException {
    Path own = Files.createDirectory(folder.resolve(format.name + ".d"));
    Path file = own.resolve(format.name);
    boolean table = format.name.equals("table.csv");
    if (table) {
      Files.write(own.resolve("a.png"), image("png"));
    }
    String source = format.isImage() || table ? own.toString() : file + format.array;
    Random random = new Random(format.name.hashCode());
    int read = 0;
    for (int i = 0; i < cases; i++) {
      current = format.name + " case " + i;
      started = System.nanoTime();
      Files.write(file, format.wrap.apply(Damage.to(format.content, random)));
      try {
        read += isRead(source, own) ? 1 : 0;
        if (format.name.endsWith(".npy")) {
          stream(file);
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError(current + ", kept as " + file, e);
      }
    }
    System.out.println(format.name + ": " + read + " read, " + (cases - read) + " refused");
  }

  private boolean isRead(String source, Path own) {
    try (Samples samples = new DataCatalog(folder).samples(source)) {
      if (samples.type() == TUint8.class) {
        return true; // bytes are finite, and an image may have become large
      }
      for (float value : samples.toFloats()) {
        if (!Float.isFinite(value)) {
          throw new AssertionError("read " + value);
        }
      }
      return true;
    } catch (DataFileException e) {
      if (!e.getMessage().startsWith(own.toString()) || e.getMessage().contains("\n")) {
        throw new AssertionError("says: " + e.getMessage(), e);
      }
      return false;
    }
  }

  private static void stream(Path file) {
    try (StreamedSamples samples = StreamedSamples.open(file);
        Samples last = samples.read(samples.count() - 1)) {
      last.toFloats();
    } catch (DataFileException e) {
      // Refused, as it may be.
      return;
    }
  }
}
