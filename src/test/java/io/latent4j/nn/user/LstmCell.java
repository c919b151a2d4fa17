package io.latent4j.nn.user;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A recurrent cell, a layer of three inputs and two outputs: makes the state (h, c) of the next
 * time step of that of the last and a row of features (Hochreiter and Schmidhuber 1997; gates in
 * Keras's order, input, forget, candidate, output).
 */
final class LstmCell extends Layer {
  private static final int GATES = 4;

  private final int units;
  private ModelVariable<TFloat32> kernel;
  private ModelVariable<TFloat32> recurrentKernel;
  private ModelVariable<TFloat32> bias;

  private LstmCell(int units) {
    this.units = units;
  }

  static LstmCell of(int units) {
    return new LstmCell(units);
  }

  @Override
  protected List<Shape> shapesAfter(List<Shape> inputShapes) {
    if (inputShapes.size() != 3
        || Shapes.last(inputShapes.get(1)) != units
        || Shapes.last(inputShapes.get(2)) != units) {
      throw new IllegalArgumentException(
          "inputs of layer '%s' must be features and two states of %d units, but have the shapes %s"
              .formatted(name(), units, Shapes.text(inputShapes)));
    }
    return List.of(inputShapes.get(1), inputShapes.get(2));
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return shapesAfter(List.of(inputShape)).get(0);
  }

  @Override
  protected void createVariables(Engine engine, List<Shape> inputShapes) {
    int columns = GATES * units;
    Shape ofInput = Shape.of(Shapes.last(inputShapes.get(0)), columns);
    kernel = addWeight(engine, "kernel", ofInput, Initializers.glorotUniform());
    recurrentKernel =
        addWeight(
            engine, "recurrent_kernel", Shape.of(units, columns), Initializers.glorotUniform());
    bias = addWeight(engine, "bias", Shape.of(columns), Initializers.zeros());
  }

  @Override
  protected List<Operand<TFloat32>> compute(Ops tf, List<Operand<TFloat32>> inputs, Mode mode) {
    Operand<TFloat32> sums =
        tf.math.add(
            tf.math.add(
                tf.linalg.matMul(inputs.get(0), kernel.read(tf)),
                tf.linalg.matMul(inputs.get(1), recurrentKernel.read(tf))),
            bias.read(tf));
    Operand<TFloat32> input = tf.math.sigmoid(gate(tf, sums, 0));
    Operand<TFloat32> forget = tf.math.sigmoid(gate(tf, sums, 1));
    Operand<TFloat32> candidate = tf.math.tanh(gate(tf, sums, 2));
    Operand<TFloat32> output = tf.math.sigmoid(gate(tf, sums, 3));
    Operand<TFloat32> c =
        tf.math.add(tf.math.mul(forget, inputs.get(2)), tf.math.mul(input, candidate));
    return List.of(tf.math.mul(output, tf.math.tanh(c)), c);
  }

  private Operand<TFloat32> gate(Ops tf, Operand<TFloat32> sums, int index) {
    return tf.slice(
        sums, tf.constant(new int[] {0, index * units}), tf.constant(new int[] {-1, units}));
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    return compute(tf, List.of(input), mode).get(0);
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("units", units);
  }

  @Override
  protected Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>();
    map.put("kernel", kernel);
    map.put("recurrent_kernel", recurrentKernel);
    map.put("bias", bias);
    return map;
  }
}
