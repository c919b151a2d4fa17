package io.latent4j.cli;

import io.latent4j.som.PassListener;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how the passes of a map get on: a bar with rate and remaining time on a terminal, elsewhere
 * a plain line for a pass, but no more than one a second.
 */
final class PassProgress implements PassListener, AutoCloseable {

  private static final long LINE_NANOS = 1_000_000_000L;
  private static final int UPDATE_MILLIS = 200;

  private final Host host;
  private final int passes;
  private final ProgressBar bar;
  private long lastLine = System.nanoTime();

  PassProgress(Host host, int passes) {
    this.host = host;
    this.passes = passes;
    bar = host.isTerminal() ? bar(host, passes) : null;
  }

  private static ProgressBar bar(Host host, int passes) {
    return new ProgressBarBuilder()
        .setTaskName("training")
        .setUnit("", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setInitialMax(passes)
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(host.err()))
        .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
        .build();
  }

  @Override
  public void onPass(int pass, double quantizationError) {
    if (bar != null) {
      bar.step();
      bar.setExtraMessage(String.format(Locale.ROOT, "  error %.4g", quantizationError));
    } else if (System.nanoTime() - lastLine >= LINE_NANOS) {
      lastLine = System.nanoTime();
      host.err()
          .printf(
              Locale.ROOT,
              "pass %d/%d  quantization_error %.6g%n",
              pass,
              passes,
              quantizationError);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
