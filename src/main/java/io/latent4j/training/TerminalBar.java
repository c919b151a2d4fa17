package io.latent4j.training;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The bar of {@link Progress}: all that needs the library for it, which those who don't draw bars
 * may lack.
 */
final class TerminalBar {
  private static final int UPDATE_MILLIS = 200;

  private final ProgressBar bar;

  /**
   * Begins to draw.
   *
   * @param out the terminal
   * @param done how many steps were made before
   * @param steps how many there are in all
   */
  TerminalBar(PrintStream out, long done, long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("training")
            .setUnit("", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .setInitialMax(steps)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
            .startsFrom(done, Duration.ZERO)
            .build();
  }

  void step() {
    bar.step();
  }

  void say(String text) {
    bar.setExtraMessage(text);
  }

  void close() {
    bar.close();
  }
}
