package io.latent4j.cli;

import io.latent4j.manifold.TsneListener;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how t-SNE goes: a bar on a terminal, a line every now and then elsewhere. */
final class TsneProgress implements TsneListener, AutoCloseable {

  private static final int UPDATE_MILLIS = 200;
  private static final int LINE_EVERY = 250;

  private final Host host;
  private final ProgressBar bar;

  TsneProgress(Host host, int iterations) {
    this.host = host;
    bar =
        host.isTerminal()
            ? new ProgressBarBuilder()
                .setTaskName("t-SNE")
                .setUnit("", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setInitialMax(iterations)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(host.err()))
                .build()
            : null;
  }

  @Override
  public void onProgress(int iteration, int iterations, double divergence) {
    if (bar != null) {
      bar.stepTo(iteration);
      bar.setExtraMessage(String.format(Locale.ROOT, "  kl_divergence %.4g", divergence));
    } else if (iteration % LINE_EVERY == 0) {
      host.err()
          .printf(
              Locale.ROOT,
              "iteration %d/%d  kl_divergence %.6g%n",
              iteration,
              iterations,
              divergence);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
