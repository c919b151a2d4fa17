package io.latent4j.nn.user;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.MergeLayer;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.WeightOptions;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A merge layer with a weight: each feature is mixed from two inputs, {@code g a + (1 - g) b}. */
final class Gate extends MergeLayer {
  private final WeightOptions gate;
  private ModelVariable<TFloat32> logits;

  private Gate(WeightOptions gate) {
    this.gate = gate;
  }

  static Gate of() {
    return new Gate(WeightOptions.of(Initializers.zeros()));
  }

  static Gate of(WeightOptions gate) {
    return new Gate(gate);
  }

  @Override
  protected Shape shapeAfterMerging(List<Shape> inputShapes) {
    long features = Shapes.last(inputShapes.get(0));
    if (inputShapes.size() != 2
        || inputShapes.stream().anyMatch(shape -> shape.numDimensions() != 2)
        || Shapes.last(inputShapes.get(1)) != features) {
      throw refusal("be two sets of rows of one length", inputShapes);
    }
    return Shape.of(batchOf(inputShapes), features);
  }

  @Override
  protected void createVariables(Engine engine, List<Shape> inputShapes) {
    logits = addWeight(engine, "logits", Shape.of(Shapes.last(inputShapes.get(0))), gate);
  }

  @Override
  protected Operand<TFloat32> merge(Ops tf, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> g = tf.math.sigmoid(logits.read(tf));
    Operand<TFloat32> difference = tf.math.sub(inputs.get(0), inputs.get(1));
    return tf.math.add(inputs.get(1), tf.math.mul(g, difference));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    gate.describe("gate", map);
    return map;
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("logits", logits);
  }
}
