package io.latent4j.model;

import io.latent4j.training.TrainingDivergedException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A fit diverged, but not at once: what had been learned until then can still be had.
 *
 * <pre>{@code
 * try (RbmModel model = rbm.fit(samples)) {
 *   …
 * } catch (DivergedFitException e) {
 *   try (Model good = e.lastGood()) {
 *     good.save(Path.of("last_good"));
 *   }
 * }
 * }</pre>
 */
public final class DivergedFitException extends TrainingDivergedException {
  private static final long serialVersionUID = 1;

  /** Makes the model. */
  private final transient Supplier<? extends Model> good;

  /**
   * Says what diverged, and what there was before.
   *
   * @param message what to say
   * @param cause what was thrown in training
   * @param lastGood makes the model from what is in Java memory, each time that it is asked
   */
  public DivergedFitException(
      String message, TrainingDivergedException cause, Supplier<? extends Model> lastGood) {
    super(message, cause);
    this.good = Objects.requireNonNull(lastGood, "lastGood");
  }

  /**
   * The model as it was after the last epoch whose loss was a number.
   *
   * @return a new model, to be closed by the caller
   * @throws IllegalStateException if this exception was serialized, which leaves the model behind
   */
  public Model lastGood() {
    if (good == null) {
      throw new IllegalStateException("the last good model did not come with this exception");
    }
    return good.get();
  }
}
