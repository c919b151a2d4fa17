package io.latent4j.pictures;

import io.latent4j.report.LearningCurve;
import io.latent4j.training.History;
import java.util.Arrays;
import java.util.Optional;

/** Pictures of how training went. */
public final class TrainingPictures {
  private static final String LOSS = "loss";
  private static final String HELD = "val_loss";

  private TrainingPictures() {}

  /**
   * The loss after each epoch, with that of validation if there was one.
   *
   * @param history what training gave
   * @return the picture; empty if there was no epoch
   */
  public static Optional<Illustration> learningCurve(History history) {
    if (history.epochs().isEmpty()) {
      return Optional.empty();
    }
    double[] loss = history.values(LOSS);
    boolean validated = history.last().metrics().containsKey(HELD);
    double[] held = validated ? history.values(HELD) : new double[0];
    LearningCurve curve =
        LearningCurve.titled(validated ? "Loss of training and validation" : "Loss of training")
            .series(LOSS, loss);
    if (validated) {
      curve.series(HELD, held).markBest(HELD);
    } else {
      curve.markBest(LOSS);
    }
    if (isPositive(loss) && isPositive(held)) {
      curve.logScale();
    }
    return Optional.of(new Illustration("learning_curve", curve, "Loss after each epoch"));
  }

  private static boolean isPositive(double... values) {
    return Arrays.stream(values).allMatch(value -> value > 0);
  }
}
