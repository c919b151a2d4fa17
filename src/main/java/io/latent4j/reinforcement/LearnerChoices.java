package io.latent4j.reinforcement;

import io.latent4j.model.Options;
import io.latent4j.model.RateSchedule;
import java.util.List;
import java.util.OptionalInt;

/**
 * What can be chosen of every {@link Learner}.
 *
 * @param <L> the learner itself
 */
interface LearnerChoices<L extends Record & LearnerChoices<L>> {

  /**
   * Chooses how many games are played at once.
   *
   * @param games at least 1
   * @return the changed options
   */
  default L withGames(int games) {
    return with("games", games);
  }

  /**
   * Chooses the optimizer.
   *
   * @param optimizer its name as in Keras
   * @return the changed options
   */
  default L withOptimizer(String optimizer) {
    return with("optimizer", optimizer);
  }

  /**
   * Chooses the learning rate of the start.
   *
   * @param learningRate above 0 and finite
   * @return the changed options
   */
  default L withLearningRate(double learningRate) {
    return with("learningRate", learningRate);
  }

  /**
   * Chooses how the rate changes.
   *
   * @param schedule the schedule
   * @return the changed options
   */
  default L withSchedule(RateSchedule schedule) {
    return with("schedule", schedule);
  }

  /**
   * Chooses what later rewards count.
   *
   * @param discount from 0 to below 1
   * @return the changed options
   */
  default L withDiscount(double discount) {
    return with("discount", discount);
  }

  /**
   * Chooses the scale of rewards: values of some units are learned best.
   *
   * @param rewardScale what rewards are multiplied by, above 0 and finite
   * @return the changed options
   */
  default L withRewardScale(double rewardScale) {
    return with("rewardScale", rewardScale);
  }

  /**
   * Chooses how much is drawn.
   *
   * @param first the share of random actions at first, from 0 to 1
   * @param last the share in the end, from 0 to 1
   * @param over how many steps it falls over, at least 1
   * @return the changed options
   */
  default L withEpsilon(double first, double last, int over) {
    L changed = with("firstEpsilon", first);
    changed = Options.with(changed, "lastEpsilon", last);
    return Options.with(changed, "explorationSteps", OptionalInt.of(over));
  }

  /**
   * Chooses the form of the network.
   *
   * @param duelling whether values and advantages are apart
   * @return the changed options
   */
  default L withDuelling(boolean duelling) {
    return with("duelling", duelling);
  }

  /**
   * Chooses the loss.
   *
   * @param huber whether errors above 1 count linearly
   * @return the changed options
   */
  default L withHuber(boolean huber) {
    return with("huber", huber);
  }

  /**
   * Chooses the dense layers.
   *
   * @param layers their units
   * @return the changed options
   */
  default L withLayers(List<Integer> layers) {
    return with("layers", layers);
  }

  @SuppressWarnings("unchecked") // a learner's choices are of itself
  private L with(String option, Object value) {
    return Options.with((L) this, option, value);
  }
}
