package io.latent4j.savedmodel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.FunctionSpec;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.Struct.PairValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** Finds the functions of a model. */
final class StoredFunctions {
  private static final String RESERVED = "__saved_model_";

  private final StoredModel model;
  private final ObjectPaths paths;

  private StoredFunctions(StoredModel model) {
    this.model = model;
    this.paths = new ObjectPaths(model);
  }

  /** The signatures by name. */
  static Map<String, StoredFunction> signatures(StoredModel model) {
    return new StoredFunctions(model).signatures();
  }

  /** The traces of the other functions by path. */
  static Map<String, List<StoredFunction>> functions(StoredModel model) {
    return new StoredFunctions(model).functions();
  }

  private Map<String, StoredFunction> signatures() {
    Map<String, StoredFunction> signatures = new TreeMap<>();
    model
        .metaGraph()
        .getSignatureDefMap()
        .forEach(
            (name, signature) -> {
              if (!name.startsWith(RESERVED)) {
                signatures.put(name, ofMainGraph(name, signature));
              }
            });
    // Where the tree of objects has the signature too, its variables are known for sure.
    for (ObjectReference signature : signatureObjects()) {
      SavedObject object = model.objects().getNodes(signature.getNodeId());
      String concrete =
          object.hasBareConcreteFunction()
              ? object.getBareConcreteFunction().getConcreteFunctionName()
              : object.getFunction().getConcreteFunctionsCount() == 1
                  ? object.getFunction().getConcreteFunctions(0)
                  : "";
      if (!concrete.isEmpty() && signatures.containsKey(signature.getLocalName())) {
        StoredFunction function = function(signature.getLocalName(), concrete, List.of());
        signatures.computeIfPresent(
            signature.getLocalName(), (name, served) -> function.withDefaults(served.defaults()));
      }
    }
    return signatures;
  }

  private List<ObjectReference> signatureObjects() {
    if (model.hasObjects()) {
      for (ObjectReference child : model.objects().getNodes(0).getChildrenList()) {
        if (child.getLocalName().equals("signatures")) {
          return model.objects().getNodes(child.getNodeId()).getChildrenList();
        }
      }
    }
    return List.of();
  }

  private StoredFunction ofMainGraph(String name, SignatureDef signature) {
    FunctionDescription description =
        new FunctionDescription(
            name,
            tensors(signature.getInputsMap()),
            tensors(signature.getOutputsMap()),
            List.of(),
            Set.of());
    return new StoredFunction(description, null, List.of(), null, Map.of())
        .withDefaults(signature.getDefaultsMap());
  }

  private static List<TensorDescription> tensors(Map<String, TensorInfo> infos) {
    List<TensorDescription> tensors = new ArrayList<>();
    new TreeMap<>(infos)
        .forEach(
            (name, info) ->
                tensors.add(
                    new TensorDescription(
                        name, info.getDtype(), StoredVariables.shape(info.getTensorShape()))));
    return tensors;
  }

  private Map<String, List<StoredFunction>> functions() {
    Map<String, List<StoredFunction>> functions = new LinkedHashMap<>();
    for (int node = 0; node < model.objects().getNodesCount(); node++) {
      SavedObject object = model.objects().getNodes(node);
      String path = object.hasFunction() ? paths.of(node).orElse(null) : null;
      if (path != null) {
        List<StoredFunction> traces = new ArrayList<>();
        SavedFunction function = object.getFunction();
        for (String concrete : function.getConcreteFunctionsList()) {
          traces.add(function(path, concrete, argumentNames(function.getFunctionSpec())));
        }
        functions.put(path, traces);
      }
    }
    return functions;
  }

  private static List<String> argumentNames(FunctionSpec spec) {
    List<String> names = new ArrayList<>();
    for (PairValue part : spec.getFullargspec().getNamedTupleValue().getValuesList()) {
      if (part.getKey().equals("args")) {
        for (StructuredValue name : part.getValue().getListValue().getValuesList()) {
          names.add(name.getStringValue());
        }
      }
    }
    if (!names.isEmpty() && (spec.getIsMethod() || names.get(0).equals("self"))) {
      names.remove(0);
    }
    return names;
  }

  /** A trace, whose body must have as many arguments and results as are described. */
  StoredFunction function(String name, String concrete, List<String> argumentNames) {
    SavedConcreteFunction saved = model.objects().getConcreteFunctionsMap().get(concrete);
    if (saved == null) {
      throw model.broken("a function '" + concrete + "' behind '" + name + "'", "none");
    }
    FunctionDef body = model.library().get(concrete);
    Structures inputs =
        Structures.ofArguments(saved.getCanonicalizedInputSignature(), argumentNames);
    Structures outputs = Structures.ofResults(saved.getOutputSignature());
    String unsupported =
        inputs.unsupported() == null ? outputs.unsupported() : inputs.unsupported();
    if (unsupported == null) {
      check(
          "arguments of '" + name + "'",
          inputs.tensors().size() + saved.getBoundInputsCount(),
          body.getSignature().getInputArgCount());
      check(
          "results of '" + name + "'",
          outputs.tensors().size(),
          body.getSignature().getOutputArgCount());
    }
    return new StoredFunction(
        new FunctionDescription(
            name, inputs.tensors(), outputs.tensors(), inputs.constants(), Set.of()),
        concrete,
        saved.getBoundInputsList(),
        unsupported,
        Map.of());
  }

  private void check(String what, int described, int found) {
    if (described != found) {
      throw model.broken(described + " " + what, "" + found);
    }
  }

  /** The trace of a child that has exactly one, such as what makes a table. */
  static StoredFunction child(StoredModel model, int node, String name) {
    StoredFunctions functions = new StoredFunctions(model);
    for (ObjectReference child : model.objects().getNodes(node).getChildrenList()) {
      SavedObject object = model.objects().getNodes(child.getNodeId());
      if (child.getLocalName().equals(name)) {
        SavedBareConcreteFunction bare = object.getBareConcreteFunction();
        String concrete =
            object.hasFunction() && object.getFunction().getConcreteFunctionsCount() > 0
                ? object.getFunction().getConcreteFunctions(0)
                : bare.getConcreteFunctionName();
        return functions.function(name, concrete, List.of());
      }
    }
    return null;
  }
}
