package io.latent4j.nn.losses;

import io.latent4j.nn.Arguments;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * How much the samples of each class count in a loss; those of a class that is not named count 1.
 *
 * <pre>{@code
 * ClassWeights rareCounts = ClassWeights.of(Map.of(3, 10f));
 * loss.apply(tf, labels, logits, rareCounts.ofLabels(tf, labels));
 * }</pre>
 */
public final class ClassWeights {
  private final TreeMap<Integer, Float> byClass;

  private ClassWeights(TreeMap<Integer, Float> byClass) {
    this.byClass = byClass;
  }

  /**
   * Weights by class.
   *
   * @param byClass the weight of each class, at least 0; classes count from 0
   * @return the weights
   * @throws IllegalArgumentException if there are none, a class is negative, or a weight is
   *     negative or not finite
   */
  public static ClassWeights of(Map<Integer, Float> byClass) {
    if (byClass.isEmpty()) {
      throw new IllegalArgumentException("byClass must name at least one class, but is empty");
    }
    byClass.forEach(
        (label, weight) -> {
          if (label < 0) {
            throw new IllegalArgumentException("classes must be at least 0, but one is " + label);
          }
          Arguments.checkNotNegative("weight of class " + label, weight);
        });
    return new ClassWeights(new TreeMap<>(byClass));
  }

  /**
   * The weights of samples with these labels.
   *
   * @param tf the operations of the engine
   * @param labels the classes, from 0
   * @return a weight for each label
   */
  public Operand<TFloat32> ofLabels(Ops tf, Operand<TInt32> labels) {
    int named = byClass.lastKey() + 1;
    float[] table = new float[named + 1]; // the last is for classes that are not named
    Arrays.fill(table, 1);
    byClass.forEach((label, weight) -> table[label] = weight);
    Operand<TInt32> other = tf.constant(named);
    Operand<TBool> known =
        tf.math.logicalAnd(
            tf.math.less(labels, other), tf.math.greaterEqual(labels, tf.constant(0)));
    Operand<TInt32> places = tf.select(known, labels, other);
    return tf.gather(tf.constant(table), places, tf.constant(0));
  }

  /**
   * The weights of samples whose truth has a number for each class: of the class with the largest.
   *
   * @param tf the operations of the engine
   * @param truth the truth, with the classes on its last axis
   * @return a weight for each vector
   */
  public Operand<TFloat32> ofOneHot(Ops tf, Operand<TFloat32> truth) {
    return ofLabels(tf, tf.math.argMax(truth, tf.constant(-1), TInt32.class));
  }

  @Override
  public String toString() {
    return byClass.toString();
  }
}
