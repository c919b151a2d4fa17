package io.latent4j.training;

import java.util.Iterator;
import java.util.Map;
import org.tensorflow.types.family.TType;

/**
 * Batches that are made as training goes on, from wherever they come.
 *
 * <pre>{@code
 * BatchSource source = pass -> {
 *   SplittableRandom random = new SplittableRandom(pass.epoch()); // resumed epochs are the same
 *   return Stream.generate(() -> Map.of("x", draw(random, pass.batchSize()))).iterator();
 * };
 * TrainingSet training = TrainingSet.of(1000 * 64, source); // 1,000 batches of 64 an epoch
 * }</pre>
 */
@FunctionalInterface
public interface BatchSource {

  /**
   * Begins to go through the samples.
   *
   * @param pass how; the same pass must give the same batches if training is to be reproducible
   * @return the batches: arrays by name, with the batch as their first axis, of the same types and
   *     sizes in each. Whoever trains closes each array after its step, and the iterator, if it is
   *     {@link AutoCloseable}, after the pass; batches beyond the pass are not asked for. An
   *     iterator that is a {@link BatchFeedback} is told what each step gave
   */
  Iterator<? extends Map<String, ? extends TType>> batches(Pass pass);
}
