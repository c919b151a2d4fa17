package io.latent4j.adversarial;

import io.latent4j.training.History;
import java.util.Locale;
import java.util.stream.IntStream;

/** Reads in words how the two networks stand to each other. */
final class Balance {
  private static final double TENTH = 0.1;
  private static final double NEVER = 0.05;
  private static final double SURE = 0.75;
  private static final double ALIKE = 0.03;

  private Balance() {}

  /** What the last tenth of training says. */
  static String read(History history, boolean isCritic) {
    if (history.epochs().isEmpty()) {
      return "Training ended too early to say anything of the balance.";
    }
    double real = late(history.values(AdversarialStep.REAL));
    double generated = late(history.values(AdversarialStep.GENERATED));
    if (isCritic) {
      double early = early(history);
      return text(
          "The critic tells real from generated samples by a distance of %.3g at the end,"
              + " %.3g in the first tenth: %s.",
          real - generated,
          early,
          real - generated < early
              ? "the generator has come nearer"
              : "the generator has not come nearer");
    }
    String said =
        text(
            "At the end the discriminator takes real samples for real with probability %.2f and"
                + " generated ones with %.2f: ",
            real, generated);
    if (generated < NEVER && real > SURE) {
      return said
          + "it wins, and the generator learns little from it. A lower learning rate, more label"
          + " noise or smoothing, or the Wasserstein loss may help.";
    }
    if (Math.abs(real - generated) < ALIKE) {
      return said
          + "it can't tell them apart. Either they are as good as real, or it has learned nothing;"
          + " the pictures show which.";
    }
    if (generated > real) {
      return said + "it is fooled, and takes generated samples for the more real ones.";
    }
    return said + "neither wins, and both go on learning.";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static int tenth(int count) {
    return Math.max(1, (int) Math.round(count * TENTH));
  }

  private static double late(double... values) {
    return mean(values, values.length - tenth(values.length), values.length);
  }

  private static double early(History history) {
    int end = tenth(history.epochs().size());
    return mean(history.values(AdversarialStep.REAL), 0, end)
        - mean(history.values(AdversarialStep.GENERATED), 0, end);
  }

  private static double mean(double[] values, int from, int to) {
    return IntStream.range(from, to).mapToDouble(i -> values[i]).average().orElseThrow();
  }
}
