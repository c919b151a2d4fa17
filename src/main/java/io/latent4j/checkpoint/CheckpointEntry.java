package io.latent4j.checkpoint;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A tensor that a checkpoint holds.
 *
 * @param key what it is stored under, such as {@code
 *     model/layers/0/kernel/.ATTRIBUTES/VARIABLE_VALUE}
 * @param type the type of its elements
 * @param shape its shape
 */
public record CheckpointEntry(String key, DataType type, Shape shape) {
  @Override
  public String toString() {
    return key + ": " + ElementTypes.describe(type, shape);
  }
}
