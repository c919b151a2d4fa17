package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ObjectGraph;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.FunctionSpec;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedAsset;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.VersionDef;

/**
 * What a model becomes in a SavedModel: the tree of objects that Python loads, the graph that
 * servers run, and the functions of both.
 */
final class SavedModelContent {
  static final String SERVING_DEFAULT = "serving_default";
  static final String TRAINING = "training";

  private static final String SERVE = "serve";
  private static final String OBJECT = "_generic_user_object";
  private static final String LIST = "trackable_list_wrapper";
  private static final String SIGNATURES = "signature_map";

  private final SavableModel model;
  private final ExportedFunctions library = new ExportedFunctions();
  private final List<FunctionExport> functions = new ArrayList<>();
  private final Map<String, SavedNode.Signature> signatures = new LinkedHashMap<>();
  private final ObjectGraph graph;

  /** The path of each variable, its name for whoever knows no tree. */
  private final Map<ModelVariable<?>, String> paths = new IdentityHashMap<>();

  private final Map<Trackable, Integer> numbers = new IdentityHashMap<>();

  SavedModelContent(SavableModel model) {
    this.model = model;
    Engine engine = model.engine();
    requireOneEngine(engine);
    if (model.functions().isEmpty()) {
      throw new IllegalArgumentException("functions of the model must be at least one");
    }
    PythonNames.check(model);
    for (ModelFunction function : model.functions()) {
      functions.add(new FunctionExport(engine, function, library));
    }
    graph = ObjectGraph.of(model);
    addFunctions();
    addVariables(engine);
    addAssets();
    for (Trackable node : graph.nodes()) {
      numbers.put(node, numbers.size());
    }
    graph.variables().forEach((key, variable) -> paths.put(variable, pathOf(key)));
  }

  private void requireOneEngine(Engine engine) {
    model
        .variablesByPath()
        .forEach(
            (path, variable) -> {
              if (variable.engine() != engine) {
                throw new IllegalArgumentException(
                    "variables of the model must all live in the model's engine, but '"
                        + path
                        + "' lives in another");
              }
            });
  }

  private void addFunctions() {
    for (FunctionExport function : functions) {
      graph.add(function.name(), function.method());
      signatures.put(function.name(), function.signature());
    }
    FunctionExport first = functions.get(0);
    graph.add("__call__", first.call());
    signatures.put(SERVING_DEFAULT, signatures.get(first.name()));
    graph.add("signatures", new SavedNode.SignatureMap(signatures));
  }

  private void addVariables(Engine engine) {
    List<ModelVariable<?>> variables = new ArrayList<>(model.variables());
    for (ModelVariable<?> used : library.variables()) {
      if (!variables.contains(used)) {
        if (used != engine.step()) {
          throw new IllegalArgumentException(
              "variables that functions use must be in the tree of the model, but '"
                  + used.name()
                  + "' is not");
        }
        addStep(used);
        variables.add(used);
      }
    }
    graph.add("variables", TrackableList.of(variables));
    graph.add(
        "trainable_variables",
        TrackableList.of(variables.stream().filter(ModelVariable::trainable).toList()));
  }

  /** The counter on which random numbers depend belongs to the engine and not to the model. */
  private void addStep(ModelVariable<?> step) {
    String name = step.name();
    while (model.children().containsKey(name)
        || functions.stream().map(FunctionExport::name).anyMatch(name::equals)) {
      name = "random_" + name;
    }
    graph.add(name, step);
  }

  /** In an order that does not depend on the map: the same model gives the same bytes. */
  private SortedSet<String> assets() {
    return new TreeSet<>(model.assets().keySet());
  }

  private void addAssets() {
    int index = 0;
    for (String file : assets()) {
      graph.add(PythonNames.attributeOf(file), new SavedNode.Asset(index++));
    }
  }

  /** From a key of the checkpoint back to what it was made of. */
  private static String pathOf(String key) {
    return key.substring(0, key.indexOf("/.ATTRIBUTES/"));
  }

  /** The tree as checkpoints describe it. */
  ObjectGraph graph() {
    return graph;
  }

  SavedModel toProto() {
    ServingGraph serving = new ServingGraph(library);
    graph.variables().values().forEach(variable -> serving.addVariable(path(variable), variable));
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
    for (String file : assets()) {
      meta.addAssetFileDef(
          AssetFileDef.newBuilder()
              .setFilename(file)
              .setTensorInfo(TensorInfo.newBuilder().setName(serving.addAsset())));
    }
    FunctionExport first = functions.get(0);
    putSignature(meta, serving, SERVING_DEFAULT, first);
    functions.forEach(function -> putSignature(meta, serving, function.name(), function));
    meta.setSaverDef(serving.addSaver(graph.variables(), graph.toProto().toByteString()))
        .setGraphDef(serving.toProto())
        .setObjectGraphDef(objects())
        .setMetaInfoDef(
            MetaGraphDef.MetaInfoDef.newBuilder()
                .addTags(SERVE)
                .setTensorflowVersion(TensorFlow.version()));
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
  }

  private void putSignature(
      MetaGraphDef.Builder meta, ServingGraph serving, String name, FunctionExport function) {
    meta.putSignatureDef(
        name,
        serving.addSignature(name, signatures.get(name).trace(), function.signatureTensors()));
  }

  private String path(ModelVariable<?> variable) {
    return paths.get(variable);
  }

  private SavedObjectGraph objects() {
    SavedObjectGraph.Builder objects = SavedObjectGraph.newBuilder();
    List<Trackable> nodes = graph.nodes();
    List<TrackableObject> descriptions = graph.toProto().getNodesList();
    for (int i = 0; i < nodes.size(); i++) {
      objects.addNodes(
          describe(nodes.get(i)).addAllChildren(descriptions.get(i).getChildrenList()));
    }
    return objects.putAllConcreteFunctions(library.toConcreteFunctions(numbers::get)).build();
  }

  private SavedObject.Builder describe(Trackable node) {
    SavedObject.Builder object = SavedObject.newBuilder();
    if (node instanceof ModelVariable<?> variable) {
      return object.setVariable(describeVariable(variable));
    } else if (node instanceof SavedNode.Method method) {
      return object.setFunction(describeMethod(method));
    } else if (node instanceof SavedNode.Signature signature) {
      return object.setBareConcreteFunction(describeSignature(signature));
    } else if (node instanceof SavedNode.Asset asset) {
      return object.setAsset(SavedAsset.newBuilder().setAssetFileDefIndex(asset.index()));
    } else if (node instanceof SavedNode.SignatureMap) {
      return object.setUserObject(userObject(SIGNATURES));
    }
    boolean list = node instanceof TrackableList || PythonNames.isList(node.children());
    return object.setUserObject(userObject(list ? LIST : OBJECT));
  }

  /** Python does not use an object that is of no version. */
  private static SavedUserObject userObject(String identifier) {
    return SavedUserObject.newBuilder()
        .setIdentifier(identifier)
        .setVersion(VersionDef.newBuilder().setProducer(1).setMinConsumer(1))
        .build();
  }

  private SavedVariable describeVariable(ModelVariable<?> variable) {
    return SavedVariable.newBuilder()
        .setName(path(variable))
        .setDtype(AttrValues.dataType(variable.type()))
        .setShape(AttrValues.proto(variable.shape()))
        .setTrainable(variable.trainable())
        .build();
  }

  private static SavedFunction describeMethod(SavedNode.Method method) {
    List<String> parameters = new ArrayList<>(method.inputs());
    List<StructuredValue> defaults = new ArrayList<>();
    if (method.hasTraining()) {
      parameters.add(TRAINING);
      defaults.add(StructuredValues.bool(false));
    }
    return SavedFunction.newBuilder()
        .addAllConcreteFunctions(method.traces())
        .setFunctionSpec(
            FunctionSpec.newBuilder()
                .setFullargspec(StructuredValues.fullArgSpec(parameters, defaults))
                .setInputSignature(StructuredValues.none()))
        .build();
  }

  private static SavedBareConcreteFunction describeSignature(SavedNode.Signature signature) {
    Collection<String> inputs = signature.inputs();
    return SavedBareConcreteFunction.newBuilder()
        .setConcreteFunctionName(signature.trace())
        .addAllArgumentKeywords(inputs)
        .setAllowedPositionalArguments(inputs.size() == 1 ? 1 : 0)
        .build();
  }
}
