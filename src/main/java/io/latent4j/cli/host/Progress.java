package io.latent4j.cli.host;

import io.latent4j.model.FitListener;
import io.latent4j.model.FitProgress;
import java.util.Locale;
import java.util.Map;

/** Shows how a fit goes; closed when it is over, be it by an exception. */
public interface Progress extends FitListener, AutoCloseable {

  @Override
  void close();

  /** Figures as {@code loss 0.0123 val_loss 0.0145}. */
  static String text(Map<String, Double> figures, String format) {
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (name, value) ->
            text.append("  ")
                .append(name)
                .append(' ')
                .append(String.format(Locale.ROOT, format, value)));
    return text.toString();
  }

  /** Whether a stage ended otherwise than people expect. */
  static boolean isEarly(FitProgress progress) {
    return progress.end().isPresent() && !progress.end().get().equals("complete");
  }
}
