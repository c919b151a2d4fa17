package io.latent4j.nn.optimizers;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Learning rates that change from step to step, with Keras's names, order of arguments and numbers.
 *
 * <pre>{@code
 * Optimizer optimizer =
 *     Adam.of()
 *         .withSchedule(Schedules.linearWarmup(0, 500, Schedules.cosineDecay(0.001f, 20_000)));
 * }</pre>
 */
public final class Schedules {
  private Schedules() {}

  /**
   * One rate throughout: what {@link #linearWarmup} may lead to.
   *
   * @param learningRate the rate, positive
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule constant(float learningRate) {
    return new ConstantRate(learningRate);
  }

  /**
   * {@code initialLearningRate decayRate^(step / decaySteps)}.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the rate is multiplied by the decay rate, at least 1
   * @param decayRate the factor, positive
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule exponentialDecay(
      float initialLearningRate, long decaySteps, float decayRate) {
    return exponentialDecay(initialLearningRate, decaySteps, decayRate, false);
  }

  /**
   * {@code initialLearningRate decayRate^(step / decaySteps)}, perhaps with the quotient rounded
   * down.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the rate is multiplied by the decay rate, at least 1
   * @param decayRate the factor, positive
   * @param staircase whether the rate stays the same in between
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule exponentialDecay(
      float initialLearningRate, long decaySteps, float decayRate, boolean staircase) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, staircase);
  }

  /**
   * Half a wave of the cosine, down to 0.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the rate is 0, at least 1
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule cosineDecay(float initialLearningRate, long decaySteps) {
    return cosineDecay(initialLearningRate, decaySteps, 0);
  }

  /**
   * Half a wave of the cosine, down to a share of the start. For Keras's warm-up put {@link
   * #linearWarmup} around it; Keras's {@code warmup_target} is then what decays.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the rate is at its least, at least 1
   * @param alpha the least rate as a share of the first, from 0 to 1
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule cosineDecay(float initialLearningRate, long decaySteps, float alpha) {
    return new CosineDecay(initialLearningRate, decaySteps, alpha);
  }

  /**
   * Cosine decay to 0 that starts again, each time for twice as long.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param firstDecaySteps how many steps the first decay has, at least 1
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule cosineDecayRestarts(float initialLearningRate, long firstDecaySteps) {
    return cosineDecayRestarts(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  /**
   * Cosine decay that starts again (Loshchilov and Hutter 2016).
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param firstDecaySteps how many steps the first decay has, at least 1
   * @param tMul how many times as long each decay is as the one before, at least 1
   * @param mMul how many times as high each start is as the one before, positive
   * @param alpha the least rate as a share of the first, from 0 to 1
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule cosineDecayRestarts(
      float initialLearningRate, long firstDecaySteps, float tMul, float mMul, float alpha) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  /**
   * One rate up to and at each boundary, another after the last.
   *
   * @param boundaries numbers of steps made, increasing, at least one
   * @param values the rates, positive, one more than boundaries
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule piecewiseConstantDecay(long[] boundaries, float[] values) {
    List<Float> rates = IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
    return new PiecewiseConstantDecay(LongStream.of(boundaries).boxed().toList(), rates);
  }

  /**
   * A straight line down to Keras's default end, 0.0001.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the end is reached, at least 1
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule polynomialDecay(float initialLearningRate, long decaySteps) {
    return polynomialDecay(initialLearningRate, decaySteps, 1e-4f, 1, false);
  }

  /**
   * {@code (initialLearningRate - endLearningRate) (1 - step / decaySteps)^power +
   * endLearningRate}.
   *
   * @param initialLearningRate the rate at the first step, positive
   * @param decaySteps after how many steps the end is reached, at least 1
   * @param endLearningRate the rate at the end, at least 0
   * @param power the power, positive; 1 gives a straight line
   * @param cycle whether, past the end, the decay is stretched to the next multiple of its steps;
   *     if not, the rate stays at the end
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule polynomialDecay(
      float initialLearningRate,
      long decaySteps,
      float endLearningRate,
      float power,
      boolean cycle) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
  }

  /**
   * A straight line to where another schedule begins, and then that schedule.
   *
   * @param initialLearningRate the rate at the first step, at least 0
   * @param warmupSteps how many steps the line takes, at least 1
   * @param then the schedule that follows; it counts from its own first step
   * @return the schedule
   * @throws IllegalArgumentException if an argument is outside its range
   */
  public static Schedule linearWarmup(float initialLearningRate, long warmupSteps, Schedule then) {
    return new LinearWarmup(initialLearningRate, warmupSteps, then);
  }
}
