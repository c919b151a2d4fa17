package io.latent4j.training;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how training goes: a bar with rate and remaining time on a terminal, a plain line for each
 * epoch elsewhere.
 */
public final class Progress implements TrainingListener {
  private static final int UPDATE_MILLIS = 200;

  private final PrintStream out;
  private final boolean isTerminal;
  private ProgressBar bar;

  private Progress(PrintStream out, boolean isTerminal) {
    this.out = Objects.requireNonNull(out, "out");
    this.isTerminal = isTerminal;
  }

  /**
   * A bar that redraws itself.
   *
   * @param out the terminal
   * @return the listener
   */
  public static Progress bar(PrintStream out) {
    return new Progress(out, true);
  }

  /**
   * A line for each epoch.
   *
   * @param out where to print
   * @return the listener
   */
  public static Progress lines(PrintStream out) {
    return new Progress(out, false);
  }

  @Override
  public void onReady(TrainingRun run) {
    if (isTerminal) {
      long steps = (long) run.options().epochs() * run.stepsPerEpoch();
      bar =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setUnit("", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .setInitialMax(steps)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(out))
              .showSpeed(new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .startsFrom((long) run.epochs().size() * run.stepsPerEpoch(), Duration.ZERO)
              .build();
    }
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    if (bar != null) {
      bar.setExtraMessage(text(epoch, "  %s %.4g")); // 80 columns are few
    } else {
      out.printf(
          Locale.ROOT,
          "epoch %d/%d%s  %.1f s%n",
          epoch.number(),
          run.options().epochs(),
          text(epoch, "  %s %.6g"),
          epoch.seconds());
    }
  }

  private static String text(Epoch epoch, String format) {
    StringBuilder text = new StringBuilder();
    epoch
        .metrics()
        .forEach((name, value) -> text.append(String.format(Locale.ROOT, format, name, value)));
    return text.toString();
  }

  @Override
  public void onClose(TrainingRun run) {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
