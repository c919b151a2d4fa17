package io.latent4j.cli.host;

import io.latent4j.model.FitProgress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * A line of a terminal that is drawn over and over: what is done, a bar, the rate, the time left,
 * and the last figures.
 *
 * <p>It is our own, since libraries for it open the terminal, and with that take Ctrl-C away from
 * Java: the program would be gone before it could keep anything.
 */
final class ProgressBar implements Progress {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;

  private final PrintStream out;
  private final IntSupplier columns;
  private Map<String, Double> figures = Map.of();
  private long start;
  private double startShare = -1;
  private long lastDrawn;
  private int drawnWidth;

  ProgressBar(PrintStream out, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public boolean onProgress(FitProgress progress) {
    long now = System.nanoTime();
    if (startShare < 0) {
      start = now;
      startShare = progress.share();
    }
    if (!progress.figures().isEmpty()) {
      figures = progress.figures();
    }
    if (progress.end().isPresent()) {
      draw(progress, now);
      out.println();
      if (Progress.isEarly(progress)) {
        out.println(progress.stage() + ": " + progress.end().get());
      }
      forget();
    } else if (now - lastDrawn >= PAUSE_NANOS) {
      draw(progress, now);
    }
    return true;
  }

  /** Above the line, which is drawn anew below. */
  @Override
  public void onMessage(String message) {
    if (drawnWidth > 0) {
      out.print("\r" + " ".repeat(drawnWidth) + "\r");
    }
    out.println("latent4j: " + message);
    drawnWidth = 0;
    lastDrawn = 0;
  }

  private void forget() {
    startShare = -1;
    figures = Map.of();
    lastDrawn = 0;
    drawnWidth = 0;
  }

  private void draw(FitProgress progress, long now) {
    String line = line(progress, (now - start) * 1e-9);
    int blanks = Math.max(0, drawnWidth - line.length());
    out.print("\r" + line + " ".repeat(blanks));
    out.flush();
    drawnWidth = line.length();
    lastDrawn = now;
  }

  /** As much as fits: the bar shrinks first, then figures are left out whole, the last one last. */
  private String line(FitProgress progress, double seconds) {
    int width = Math.max(1, columns.getAsInt() - 1);
    String head =
        "%s  %d/%d %s"
            .formatted(
                progress.stage(),
                progress.done(),
                progress.total(),
                plural(progress.unit(), progress.total()));
    String tail = "%3.0f%%%s".formatted(100 * share(progress), pace(progress, seconds));
    Map<String, Double> shown = new LinkedHashMap<>(figures);
    String text = Progress.text(shown, "%.4g");
    while (!shown.isEmpty()
        && head.length() + SHORTEST_BAR + 4 + tail.length() + text.length() > width) {
      shown.remove(shown.keySet().iterator().next());
      text = Progress.text(shown, "%.4g");
    }
    int room = Math.min(LONGEST_BAR, width - head.length() - tail.length() - text.length() - 4);
    String bar = room < SHORTEST_BAR ? "" : bar(room, share(progress));
    String line = head + " " + bar + tail + text;
    return line.length() <= width ? line : line.substring(0, width);
  }

  /** Work that was interrupted is not done, as that is which came to its end before its time. */
  private static double share(FitProgress progress) {
    boolean isInterrupted = progress.end().filter("interrupted"::equals).isPresent();
    return isInterrupted
        ? (progress.done() + progress.part()) / progress.total()
        : progress.share();
  }

  private static String bar(int room, double share) {
    int full = (int) Math.round(room * share);
    return "[" + "#".repeat(full) + "-".repeat(room - full) + "] ";
  }

  private static String plural(String unit, int count) {
    boolean isSymbol = Character.isUpperCase(unit.charAt(0)); // such as MB
    return count == 1 || isSymbol ? unit : unit + (unit.endsWith("s") ? "es" : "s");
  }

  /** Rate and time left, once there is something to tell from. */
  private String pace(FitProgress progress, double seconds) {
    double share = share(progress) - startShare;
    if (seconds < 0.5 || share <= 0) {
      return "";
    }
    double units = share * progress.total() / seconds;
    String rate =
        units >= 1
            ? String.format(Locale.ROOT, "  %.1f/s", units)
            : String.format(Locale.ROOT, "  %.1f s each", 1 / units);
    if (progress.end().isPresent()) {
      return rate + "  " + clock(seconds);
    }
    return rate + "  " + clock(seconds * (1 - share(progress)) / share) + " left";
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  @Override
  public void close() {
    if (startShare >= 0 && drawnWidth > 0) {
      out.println();
      forget();
    }
  }
}
