package io.latent4j.cli.run;

import io.latent4j.cli.flags.InsufficientMemoryException;
import io.latent4j.data.Samples;
import java.util.Locale;

/**
 * The large arrays that a run will hold in Java's memory when it has learned, so that a result for
 * which there is no room is refused before hours of training and not after them.
 */
public final class ResultArrays {
  private static final double GIBIBYTE = 1 << 30;

  private final long samples;
  private final String described;
  private final double bytes;

  private ResultArrays(long samples, String described, double bytes) {
    this.samples = samples;
    this.described = described;
    this.bytes = bytes;
  }

  /** Those of a run with such data, none yet. */
  public static ResultArrays of(RunData data) {
    long samples =
        data.all().count() + (long) data.separateValidation().map(Samples::count).orElse(0);
    return new ResultArrays(samples, "", 0);
  }

  /** The same and one more, of a row for each sample of which arrays are written. */
  public ResultArrays with(String name, long columns) {
    String array = "%s (%d x %d)".formatted(name, samples, columns);
    return new ResultArrays(
        samples,
        described.isEmpty() ? array : described + " and " + array,
        bytes + (double) samples * columns * Float.BYTES);
  }

  /** Refuses what is larger than Java's memory can get. */
  public void requireMemory() {
    long there = Runtime.getRuntime().maxMemory();
    if (bytes > there) {
      throw new InsufficientMemoryException(
          String.format(
              Locale.ROOT,
              "out of memory: %s will need at least %.1f GiB, but Java has %.1f GiB; java -Xmx gives"
                  + " more, --limit takes fewer samples",
              described,
              bytes / GIBIBYTE,
              there / GIBIBYTE));
    }
  }
}
