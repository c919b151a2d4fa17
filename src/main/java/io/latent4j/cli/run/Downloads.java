package io.latent4j.cli.run;

import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Progress;
import io.latent4j.data.DownloadListener;
import io.latent4j.model.FitProgress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Shows how downloads get on: a bar with rate and remaining time on a terminal, elsewhere a plain
 * line at the start, at the end and every ten seconds between.
 */
public final class Downloads implements DownloadListener, AutoCloseable {

  private static final long LINE_NANOS = 10_000_000_000L;
  private static final double MEGABYTE = 1e6;

  private final Host host;
  private String address = "";
  private String name = "";
  private long startBytes;
  private long startNanos;
  private long lineNanos;
  private boolean told;
  private Progress bar;

  /** Tells of downloads on a host. */
  public Downloads(Host host) {
    this.host = host;
  }

  @Override
  public void progress(String from, long bytes, OptionalLong total) {
    if (!from.equals(address) || bytes < startBytes) {
      start(from, bytes, total);
    }
    if (bar != null) {
      draw(bytes, total);
      return;
    }
    boolean complete = total.isPresent() && bytes >= total.getAsLong();
    if (complete && !told) {
      told = true;
      host.err()
          .printf(
              Locale.ROOT,
              "downloaded %s: %s in %.1f s%n",
              name,
              megabytes(bytes - startBytes),
              (System.nanoTime() - startNanos) * 1e-9);
    } else if (!complete && System.nanoTime() - lineNanos >= LINE_NANOS) {
      lineNanos = System.nanoTime();
      host.err().println(line(bytes, total));
    }
  }

  private void start(String from, long bytes, OptionalLong total) {
    closeBar();
    address = from;
    name = from.substring(from.lastIndexOf('/') + 1);
    startBytes = bytes;
    startNanos = System.nanoTime();
    lineNanos = startNanos;
    told = false;
    host.interruption().sayAtOnce(Optional.of(this::farewell));
    if (host.isTerminal()) {
      bar = host.progress();
      draw(bytes, total);
      return;
    }
    host.err()
        .println(
            "downloading "
                + address
                + (total.isPresent() ? ", " + megabytes(total.getAsLong()) : "")
                + (bytes > 0 ? ", of which " + megabytes(bytes) + " are there" : ""));
  }

  /** The bar counts megabytes; where the total is unknown, there is none. */
  private void draw(long bytes, OptionalLong total) {
    int all = (int) Math.max(1, Math.round(total.orElse(bytes) / MEGABYTE));
    int done = (int) Math.min(all, bytes / MEGABYTE);
    boolean complete = total.isPresent() && bytes >= total.getAsLong();
    bar.onProgress(
        new FitProgress(
            name,
            "MB",
            complete ? all : done,
            all,
            0,
            Map.of(),
            complete ? Optional.of("complete") : Optional.empty()));
  }

  private String line(long bytes, OptionalLong total) {
    double rate = (bytes - startBytes) / ((System.nanoTime() - startNanos) * 1e-9);
    StringBuilder line = new StringBuilder("downloading " + name + ": " + megabytes(bytes));
    total.ifPresent(all -> line.append(" of ").append(megabytes(all)));
    line.append(", ").append(megabytes(rate)).append("/s");
    if (total.isPresent() && rate > 0) {
      double left = (total.getAsLong() - bytes) / rate;
      line.append(String.format(Locale.ROOT, ", %.0f s left", left));
    }
    return line.toString();
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
  }

  /** What a signal ends at once has been written all the same. */
  private void farewell() {
    if (bar != null) {
      host.err().println();
    }
    host.message(
        "interrupted; what has been downloaded is kept, and the next time goes on from it");
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public void close() {
    closeBar();
    host.interruption().sayAtOnce(Optional.empty());
  }
}
