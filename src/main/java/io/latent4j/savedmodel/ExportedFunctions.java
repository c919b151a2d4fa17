package io.latent4j.savedmodel;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.TracedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.VersionDef;

/** The functions of a SavedModel, with how Python calls them and which variables they are given. */
final class ExportedFunctions {

  /**
   * A function of the library.
   *
   * @param definition what it computes
   * @param variables the variables whose handles follow its inputs
   * @param input how Python passes its inputs
   * @param output what Python gets
   */
  private record Entry(
      FunctionDef definition,
      List<ModelVariable<?>> variables,
      StructuredValue input,
      StructuredValue output) {

    SavedConcreteFunction toProto(ToIntFunction<ModelVariable<?>> nodeNumber) {
      return SavedConcreteFunction.newBuilder()
          .addAllBoundInputs(variables.stream().mapToInt(nodeNumber).boxed().toList())
          .setCanonicalizedInputSignature(input)
          .setOutputSignature(output)
          .build();
    }
  }

  private final OutputNames outputNames = new OutputNames();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private VersionDef versions = VersionDef.getDefaultInstance();

  /**
   * Adds a function.
   *
   * @param label what its name is made of
   * @param traced the function
   * @param inputs its inputs in the order in which they are passed
   * @param outputs the outputs that are returned, in that order
   * @param input how Python passes its inputs
   * @param output what Python gets
   * @return its name in the library
   */
  String add(
      String label,
      TracedFunction traced,
      List<TracedFunction.Input> inputs,
      List<String> outputs,
      StructuredValue input,
      StructuredValue output) {
    String name = "__inference_%s_%d".formatted(label, entries.size());
    FunctionDef definition = FunctionDefinition.of(outputNames, name, traced, inputs, outputs);
    List<ModelVariable<?>> variables = new ArrayList<>(traced.captures().keySet());
    entries.put(name, new Entry(definition, variables, input, output));
    versions = traced.graph().getVersions();
    return name;
  }

  FunctionDef definition(String name) {
    return entries.get(name).definition();
  }

  /** The variables whose handles follow the inputs of a function. */
  List<ModelVariable<?>> variables(String name) {
    return entries.get(name).variables();
  }

  /** The variables that any function uses. */
  Set<ModelVariable<?>> variables() {
    Set<ModelVariable<?>> used = new LinkedHashSet<>();
    entries.values().forEach(entry -> used.addAll(entry.variables()));
    return used;
  }

  FunctionDefLibrary toProto() {
    return FunctionDefLibrary.newBuilder()
        .addAllFunction(entries.values().stream().map(Entry::definition).toList())
        .build();
  }

  /** The versions of the graphs that the functions were. */
  VersionDef versions() {
    return versions;
  }

  Map<String, SavedConcreteFunction> toConcreteFunctions(
      ToIntFunction<ModelVariable<?>> nodeNumber) {
    Map<String, SavedConcreteFunction> protos = new LinkedHashMap<>();
    entries.forEach((name, entry) -> protos.put(name, entry.toProto(nodeNumber)));
    return protos;
  }
}
