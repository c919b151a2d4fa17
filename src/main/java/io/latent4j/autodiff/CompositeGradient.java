package io.latent4j.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/** The gradient of an operation by writing it as a composition of others, on a tape of its own. */
final class CompositeGradient implements GradientRule {

  /** What an operation computes, in terms of operations that have gradients. */
  @FunctionalInterface
  interface Composition {

    /**
     * Computes the outputs of which there is a gradient.
     *
     * @param operation the operation, for its attributes
     * @param inputs its inputs
     * @return its first outputs; the rest have no gradient
     */
    List<Operand<TNumber>> outputs(OperationGradient operation, List<Operand<TNumber>> inputs);
  }

  private final Composition composition;

  CompositeGradient(Composition composition) {
    this.composition = composition;
  }

  @Override
  public List<Operand<?>> apply(OperationGradient operation) {
    Ops tf = operation.tf();
    try (GradientTape tape = GradientTape.on(operation.engine())) {
      List<Operand<TNumber>> inputs = new ArrayList<>();
      List<Operand<TNumber>> sources = new ArrayList<>();
      for (int i = 0; i < operation.inputs(); i++) {
        // A copy: one operand may be more than one input.
        Operand<TNumber> input = tf.identity(operation.input(i));
        inputs.add(input);
        if (operation.needs(i)) {
          tape.watch(input);
          sources.add(input);
        }
      }
      List<Operand<TNumber>> parts = new ArrayList<>();
      List<Operand<TNumber>> outputs = composition.outputs(operation, inputs);
      for (int i = 0; i < outputs.size(); i++) {
        if (operation.outputGradient(i) != null) {
          Operand<TNumber> product = tf.math.mul(outputs.get(i), operation.outputGradient(i));
          Operand<TNumber> flat = tf.reshape(product, tf.constant(new int[] {-1}));
          parts.add(tf.reduceSum(flat, tf.constant(0)));
        }
      }
      List<Operand<?>> gradients = new ArrayList<>(Collections.nCopies(inputs.size(), null));
      if (!parts.isEmpty()) {
        List<Operand<?>> found =
            tape.gradientOfOperands(tf.math.addN(parts), sources, Unconnected.NONE, null);
        for (int i = 0; i < found.size(); i++) {
          gradients.set(inputs.indexOf(sources.get(i)), found.get(i));
        }
      }
      return gradients;
    }
  }
}
