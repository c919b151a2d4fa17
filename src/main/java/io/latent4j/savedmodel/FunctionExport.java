package io.latent4j.savedmodel;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.TracedFunction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.Struct.StructuredValue;

/**
 * One function of a model in all the forms in which it is called: as a method, as a signature and,
 * if it is the first, as the model itself. Python takes tensors out of dictionaries in the order of
 * their names, so the library's functions take and return them in that order.
 */
final class FunctionExport {
  private final ModelFunction function;
  private final TracedFunction inUse;
  private final TracedFunction inTraining;
  private final ExportedFunctions library;

  FunctionExport(Engine engine, ModelFunction function, ExportedFunctions library) {
    this.function = function;
    this.library = library;
    inUse = engine.trace(function.name(), function.inputs(), function.body());
    inTraining =
        function
            .training()
            .map(body -> engine.trace(function.name(), function.inputs(), body))
            .orElse(inUse);
    if (inUse.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          "function '" + function.name() + "' must have at least one output, but has none");
    }
    if (!inTraining.outputs().keySet().equals(inUse.outputs().keySet())) {
      throw new IllegalArgumentException(
          "training form of function '%s' must have the outputs %s, but has %s"
              .formatted(function.name(), inUse.outputs().keySet(), inTraining.outputs().keySet()));
    }
  }

  String name() {
    return function.name();
  }

  /** The method that returns a dictionary of all outputs. */
  SavedNode.Method method() {
    List<String> traces = new ArrayList<>();
    boolean hasTraining = function.training().isPresent();
    traces.add(addMethod(inUse, hasTraining ? List.of(StructuredValues.bool(false)) : List.of()));
    if (hasTraining) {
      traces.add(addMethod(inTraining, List.of(StructuredValues.bool(true))));
    }
    return new SavedNode.Method(traces, inputNames(), hasTraining);
  }

  private String addMethod(TracedFunction traced, List<StructuredValue> further) {
    List<String> outputs = sortedOutputs(traced);
    return library.add(
        name(), traced, traced.inputs(), outputs, positional(further), dictionary(traced, outputs));
  }

  /** The call of the model itself, which returns the first output as it is. */
  SavedNode.Method call() {
    return new SavedNode.Method(
        List.of(addCall(inUse, false), addCall(inTraining, true)), inputNames(), true);
  }

  private String addCall(TracedFunction traced, boolean training) {
    String main = inUse.outputs().keySet().iterator().next();
    return library.add(
        "call_" + name(),
        traced,
        traced.inputs(),
        List.of(main),
        positional(List.of(StructuredValues.bool(training))),
        spec(main, traced.outputs().get(main)));
  }

  /** What is called with tensors by name. */
  SavedNode.Signature signature() {
    List<TracedFunction.Input> inputs =
        inUse.inputs().stream()
            .sorted(Comparator.comparing((TracedFunction.Input input) -> input.spec().name()))
            .toList();
    List<String> outputs = sortedOutputs(inUse);
    Map<String, StructuredValue> keywords = new LinkedHashMap<>();
    inputs.forEach(input -> keywords.put(input.spec().name(), spec(input.spec())));
    StructuredValue byName =
        StructuredValues.tuple(
            List.of(StructuredValues.tuple(List.of()), StructuredValues.dict(keywords)));
    String trace =
        library.add(
            "signature_wrapper_" + name(),
            inUse,
            inputs,
            outputs,
            byName,
            dictionary(inUse, outputs));
    return new SavedNode.Signature(trace, List.copyOf(keywords.keySet()));
  }

  /** The signature's inputs and outputs in the order of the library's function. */
  SignatureTensors signatureTensors() {
    Map<String, InputSpec> inputs = new LinkedHashMap<>();
    function.inputs().stream()
        .sorted(Comparator.comparing(InputSpec::name))
        .forEach(input -> inputs.put(input.name(), input));
    Map<String, TracedFunction.Output> outputs = new LinkedHashMap<>();
    sortedOutputs(inUse).forEach(output -> outputs.put(output, inUse.outputs().get(output)));
    return new SignatureTensors(inputs, outputs);
  }

  private List<String> inputNames() {
    return function.inputs().stream().map(InputSpec::name).toList();
  }

  private static List<String> sortedOutputs(TracedFunction traced) {
    return traced.outputs().keySet().stream().sorted().toList();
  }

  private StructuredValue positional(List<StructuredValue> further) {
    List<StructuredValue> arguments = new ArrayList<>();
    function.inputs().forEach(input -> arguments.add(spec(input)));
    arguments.addAll(further);
    return StructuredValues.tuple(
        List.of(StructuredValues.tuple(arguments), StructuredValues.dict(Map.of())));
  }

  private static StructuredValue spec(InputSpec input) {
    return StructuredValues.tensor(input.name(), AttrValues.dataType(input.type()), input.shape());
  }

  private static StructuredValue spec(String name, TracedFunction.Output output) {
    return StructuredValues.tensor(name, output.type(), output.shape());
  }

  private static StructuredValue dictionary(TracedFunction traced, List<String> outputs) {
    Map<String, StructuredValue> fields = new LinkedHashMap<>();
    outputs.forEach(output -> fields.put(output, spec(output, traced.outputs().get(output))));
    return StructuredValues.dict(fields);
  }
}
