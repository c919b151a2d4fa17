package io.latent4j.cli.run;

import io.latent4j.cli.host.ExitStatus;
import io.latent4j.cli.host.Host;
import java.io.IOException;
import java.util.Locale;

/** The last part of every run: files are written, and it is told where they are. */
record Delivery(Host host, OutputFolder folder) {
  private static final long MENTIONED_BYTES = 10_000_000;

  /** Writes a result, closes it, and returns the exit status. */
  int of(Result result) throws IOException {
    try (Result found = result) {
      host.interruption().finish();
      folder.replace(found::writeTo);
      return tell(found);
    }
  }

  private int tell(Result result) throws IOException {
    host.out().print(result.table());
    host.out().println();
    String size = megabytes(folder.bytes(file -> true));
    host.out()
        .println("results in %s (%s), all on one page in report.html".formatted(folder, size));
    long reconstructions = folder.bytes(file -> file.endsWith("reconstruction.npy"));
    if (reconstructions >= MENTIONED_BYTES) {
      host.message(
          megabytes(reconstructions)
              + " of the results are reconstructions, which --no-reconstructions leaves out");
    }
    if (host.out().checkError()) {
      throw new IOException("standard output can't be written");
    }
    if (host.interruption().isRequested()) {
      host.message("interrupted; what was best so far is in " + folder);
      return ExitStatus.INTERRUPTED;
    }
    return ExitStatus.DONE;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, bytes < 1e7 ? "%.1f MB" : "%.0f MB", bytes * 1e-6);
  }
}
