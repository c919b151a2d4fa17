package io.latent4j.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/**
 * Shows how training goes: a bar with rate and remaining time on a terminal, a plain line for each
 * epoch elsewhere.
 */
public final class Progress implements TrainingListener {
  private final PrintStream out;
  private final boolean isTerminal;
  private TerminalBar bar;

  private Progress(PrintStream out, boolean isTerminal) {
    this.out = Objects.requireNonNull(out, "out");
    this.isTerminal = isTerminal;
  }

  /**
   * A bar that redraws itself. It needs the library {@code me.tongfei:progressbar}, which the
   * program has, and who uses this class as a library adds as a dependency.
   *
   * @param out the terminal
   * @return the listener
   * @throws IllegalStateException if that library is not on the class path
   */
  public static Progress bar(PrintStream out) {
    // Not in TerminalBar, which can't be loaded without it.
    if (Progress.class.getResource("/me/tongfei/progressbar/ProgressBar.class") == null) {
      throw new IllegalStateException(
          "progress bars need the library me.tongfei:progressbar on the class path, which does not"
              + " come along with Latent4J: it is to be added as a dependency");
    }
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
      long epoch = run.stepsPerEpoch();
      bar = new TerminalBar(out, run.epochs().size() * epoch, run.options().epochs() * epoch);
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
      bar.say(text(epoch, "  %s %.4g")); // 80 columns are few
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
