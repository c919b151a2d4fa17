package io.latent4j.savedmodel;

import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.NodeDef;

/** What the functions of a model use besides their inputs, in the engine at hand. */
interface Handles {

  /** The handle of the variable that an operation of the main graph is; null if it is none. */
  Output<?> ofOperation(NodeDef node);

  /** Whether a handle is of a variable whose bits are kept in another type. */
  boolean isOfOtherType(Output<?> handle);

  /** Reads a variable in its own type. */
  Output<?> read(Output<?> handle);

  /** Writes to a variable in its own type. */
  Operation write(String type, Output<?> handle, Output<?> value, List<Operation> controls);

  /** The file that an operation of the main graph names; null if it names none. */
  String assetOf(String operation);

  /** A constant text. */
  Output<?> text(String value);
}
