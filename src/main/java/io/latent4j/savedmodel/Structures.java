package io.latent4j.savedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tensorflow.proto.Struct.PairValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;

/**
 * Flattens Python's nested arguments and results: dictionaries in the order of their keys, all else
 * in its own. The name of a tensor tells its place: {@code values_zebra}, {@code output_0}.
 */
final class Structures {
  private final List<TensorDescription> tensors = new ArrayList<>();
  private final List<String> constants = new ArrayList<>();
  private String unsupported;

  private Structures() {}

  /**
   * The arguments of a function.
   *
   * @param signature a tuple of positional and a dictionary of named arguments
   * @param names the names of the positional ones, as far as known
   */
  static Structures ofArguments(StructuredValue signature, List<String> names) {
    Structures result = new Structures();
    List<StructuredValue> parts = signature.getTupleValue().getValuesList();
    if (!parts.isEmpty()) {
      List<StructuredValue> positional = parts.get(0).getTupleValue().getValuesList();
      for (int i = 0; i < positional.size(); i++) {
        StructuredValue value = positional.get(i);
        String name = i < names.size() ? names.get(i) : "input_" + i;
        if (i >= names.size() && value.hasTensorSpecValue()) {
          String own = value.getTensorSpecValue().getName();
          name = own.isEmpty() ? name : own;
        }
        result.add(name, value);
      }
    }
    if (parts.size() > 1) {
      new TreeMap<>(parts.get(1).getDictValue().getFieldsMap()).forEach(result::add);
    }
    return result;
  }

  /** The results of a function. */
  static Structures ofResults(StructuredValue structure) {
    Structures result = new Structures();
    switch (structure.getKindCase()) {
      case DICT_VALUE ->
          new TreeMap<>(structure.getDictValue().getFieldsMap()).forEach(result::add);
      case TUPLE_VALUE -> result.addAll("output", structure.getTupleValue().getValuesList());
      case LIST_VALUE -> result.addAll("output", structure.getListValue().getValuesList());
      default -> result.add("output_0", structure);
    }
    return result;
  }

  List<TensorDescription> tensors() {
    return tensors;
  }

  /** What is no tensor, as {@code training=True}. */
  List<String> constants() {
    return constants;
  }

  /** The kind of an argument or result that is neither tensor nor constant, or null. */
  String unsupported() {
    return unsupported;
  }

  private void addAll(String name, List<StructuredValue> values) {
    for (int i = 0; i < values.size(); i++) {
      add(name + "_" + i, values.get(i));
    }
  }

  private void add(String name, StructuredValue value) {
    switch (value.getKindCase()) {
      case TENSOR_SPEC_VALUE -> {
        TensorSpecProto spec = value.getTensorSpecValue();
        addTensor(name, spec);
      }
      case BOUNDED_TENSOR_SPEC_VALUE ->
          tensors.add(
              new TensorDescription(
                  name,
                  value.getBoundedTensorSpecValue().getDtype(),
                  StoredVariables.shape(value.getBoundedTensorSpecValue().getShape())));
      case LIST_VALUE -> addAll(name, value.getListValue().getValuesList());
      case TUPLE_VALUE -> addAll(name, value.getTupleValue().getValuesList());
      case DICT_VALUE ->
          new TreeMap<>(value.getDictValue().getFieldsMap())
              .forEach((key, field) -> add(name + "_" + key, field));
      case NAMED_TUPLE_VALUE -> {
        for (PairValue pair : value.getNamedTupleValue().getValuesList()) {
          add(name + "_" + pair.getKey(), pair.getValue());
        }
      }
      case BOOL_VALUE -> constants.add(name + (value.getBoolValue() ? "=True" : "=False"));
      case INT64_VALUE -> constants.add(name + "=" + value.getInt64Value());
      case FLOAT64_VALUE -> constants.add(name + "=" + value.getFloat64Value());
      case STRING_VALUE -> constants.add(name + "='" + value.getStringValue() + "'");
      case NONE_VALUE -> {
        // an argument that was left out
      }
      default -> unsupported = name + " (" + value.getKindCase() + ")";
    }
  }

  private void addTensor(String name, TensorSpecProto spec) {
    tensors.add(
        new TensorDescription(name, spec.getDtype(), StoredVariables.shape(spec.getShape())));
  }
}
