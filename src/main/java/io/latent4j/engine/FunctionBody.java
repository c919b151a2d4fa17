package io.latent4j.engine;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TType;

/** What a function computes, written once for every engine. */
@FunctionalInterface
public interface FunctionBody {

  /**
   * Computes the outputs. In a {@link GraphEngine} this runs once, when the function is compiled;
   * in an {@link EagerEngine} at every call; and once more whenever the function is traced to be
   * saved.
   *
   * @param tf the operations of the engine
   * @param inputs the inputs
   * @return the outputs by name, in the order in which they are to be reported
   */
  Map<String, ? extends Operand<? extends TType>> apply(Ops tf, Operands inputs);
}
