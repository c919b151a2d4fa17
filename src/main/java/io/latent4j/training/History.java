package io.latent4j.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What training gave, epoch by epoch.
 *
 * @param epochs the epochs, those before a resume included
 * @param end why it ended
 */
public record History(List<Epoch> epochs, End end) {

  /** Why training ended. */
  public enum End {
    /** All epochs were done. */
    COMPLETED,
    /** A listener asked for it. */
    STOPPED,
    /** The thread was interrupted. */
    INTERRUPTED
  }

  /**
   * Copies the epochs.
   *
   * @param epochs the epochs
   * @param end why it ended
   */
  public History {
    epochs = List.copyOf(epochs);
  }

  /**
   * One metric over all epochs.
   *
   * @param metric its name
   * @return a value for each epoch
   * @throws IllegalArgumentException if there is none of that name
   */
  public double[] values(String metric) {
    return epochs.stream().mapToDouble(epoch -> epoch.metric(metric)).toArray();
  }

  /**
   * The last epoch.
   *
   * @return the epoch
   * @throws IllegalStateException if training ended before the first epoch did
   */
  public Epoch last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("training ended before its first epoch did");
    }
    return epochs.get(epochs.size() - 1);
  }

  /**
   * One line about a model's training.
   *
   * @param figures those of the model, which may be of an earlier epoch than the last
   * @return how many epochs, why training ended, and the figures
   */
  public String summary(Map<String, Double> figures) {
    return "%d epochs, %s: %s".formatted(epochs.size(), end, figures);
  }

  /** One line: how many epochs, why training ended, and what the last one gave. */
  @Override
  public String toString() {
    return "%d epoch%s, %s%s"
        .formatted(
            epochs.size(),
            epochs.size() == 1 ? "" : "s",
            end.name().toLowerCase(Locale.ROOT),
            epochs.isEmpty() ? "" : ": " + last().metrics());
  }
}
