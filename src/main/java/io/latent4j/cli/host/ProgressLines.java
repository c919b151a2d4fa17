package io.latent4j.cli.host;

import io.latent4j.model.FitProgress;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** A plain line for the first unit of work, the last, and one every few seconds between. */
final class ProgressLines implements Progress {
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final PrintStream out;
  private long lastLine;
  private boolean first = true;
  private String waiting;

  ProgressLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public boolean onProgress(FitProgress progress) {
    if (progress.end().isPresent()) {
      flush();
      if (Progress.isEarly(progress)) {
        out.printf(
            "%s ended after %d of %d: %s%n",
            progress.stage(), progress.done(), progress.total(), progress.end().get());
      }
      first = true;
    } else if (!progress.figures().isEmpty()) {
      waiting =
          "%s %d/%d%s"
              .formatted(
                  progress.unit(),
                  progress.done(),
                  progress.total(),
                  Progress.text(progress.figures(), "%.6g"));
      if (first || System.nanoTime() - lastLine >= PAUSE_NANOS) {
        flush();
      }
    }
    return true;
  }

  @Override
  public void onMessage(String message) {
    flush();
    out.println("latent4j: " + message);
  }

  private void flush() {
    if (waiting != null) {
      out.println(waiting);
      waiting = null;
      first = false;
      lastLine = System.nanoTime();
    }
  }

  @Override
  public void close() {
    flush();
  }
}
