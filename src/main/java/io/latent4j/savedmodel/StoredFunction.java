package io.latent4j.savedmodel;

import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TensorProto;

/**
 * A function in the files of a model.
 *
 * @param description its inputs and outputs
 * @param concrete the name of its body in the library; null where the main graph has it
 * @param bound the objects that it uses besides its inputs
 * @param unsupported an argument or result that can't be passed, or null
 * @param defaults the values of inputs that may be left out, by name
 */
record StoredFunction(
    FunctionDescription description,
    String concrete,
    List<Integer> bound,
    String unsupported,
    Map<String, TensorProto> defaults) {

  /** The same with inputs that may be left out. */
  StoredFunction withDefaults(Map<String, TensorProto> values) {
    FunctionDescription changed =
        new FunctionDescription(
            description.name(),
            description.inputs(),
            description.outputs(),
            description.constants(),
            values.keySet());
    return new StoredFunction(changed, concrete, bound, unsupported, Map.copyOf(values));
  }
}
