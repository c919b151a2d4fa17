package io.latent4j.savedmodel;

import com.google.protobuf.ByteString;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.TracedFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * What programs need that know nothing of the tree of objects, such as C++ servers: a graph with
 * the variables, a call for each signature, and nodes that restore and save.
 */
final class ServingGraph {
  private static final String PREDICT = "tensorflow/serving/predict";
  private static final String OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final ExportedFunctions library;
  private final GraphDef.Builder graph;
  private final Set<String> taken = new HashSet<>();
  private final Map<ModelVariable<?>, String> handles = new LinkedHashMap<>();

  ServingGraph(ExportedFunctions library) {
    this.library = library;
    graph = GraphDef.newBuilder().setLibrary(library.toProto()).setVersions(library.versions());
  }

  /** Adds a node and gives its name, which is the wished one if that is free. */
  private String add(
      String wish, String operation, List<String> inputs, Map<String, AttrValue> attributes) {
    String name = wish;
    for (int i = 1; !taken.add(name); i++) {
      name = wish + "_" + i;
    }
    graph.addNode(
        NodeDef.newBuilder()
            .setName(name)
            .setOp(operation)
            .addAllInput(inputs)
            .putAllAttr(attributes));
    return name;
  }

  private String addPlaceholder(String name, DataType type, Shape shape) {
    return add(
        name,
        "Placeholder",
        List.of(),
        Map.of(
            "dtype",
            AttrValues.type(type),
            "shape",
            AttrValues.shape(shape),
            "_output_shapes",
            AttrValues.shapes(List.of(shape))));
  }

  private String addStrings(String name, List<String> values) {
    return addConstant(name, AttrValues.strings(values));
  }

  private String addConstant(String name, AttrValue value) {
    return add(
        name,
        "Const",
        List.of(),
        Map.of("dtype", AttrValues.type(DataType.DT_STRING), "value", value));
  }

  void addVariable(String name, ModelVariable<?> variable) {
    handles.put(
        variable,
        add(
            name,
            "VarHandleOp",
            List.of(),
            Map.of(
                "shared_name",
                AttrValues.string(name),
                "dtype",
                type(variable),
                "shape",
                AttrValues.shape(variable.shape()))));
  }

  /** Adds a tensor that gets the path of an asset. */
  String addAsset() {
    return addPlaceholder("asset_path", DataType.DT_STRING, Shape.scalar()) + ":0";
  }

  SignatureDef addSignature(String name, String function, SignatureTensors tensors) {
    SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(PREDICT);
    List<String> inputs = new ArrayList<>();
    List<DataType> inputTypes = new ArrayList<>();
    for (InputSpec input : tensors.inputs().values()) {
      DataType type = AttrValues.dataType(input.type());
      String node = addPlaceholder(name + "_" + input.name(), type, input.shape());
      signature.putInputs(input.name(), tensor(node, 0, type, input.shape()));
      inputs.add(node);
      inputTypes.add(type);
    }
    for (ModelVariable<?> variable : library.variables(function)) {
      inputs.add(handles.get(variable));
      inputTypes.add(DataType.DT_RESOURCE);
    }
    List<TracedFunction.Output> outputs = List.copyOf(tensors.outputs().values());
    String call =
        add(
            "StatefulPartitionedCall",
            "StatefulPartitionedCall",
            inputs,
            Map.of(
                "f",
                AttrValues.function(function),
                "Tin",
                AttrValues.types(inputTypes),
                "Tout",
                AttrValues.types(outputs.stream().map(TracedFunction.Output::type).toList()),
                "_output_shapes",
                AttrValues.shapes(outputs.stream().map(TracedFunction.Output::shape).toList())));
    int index = 0;
    for (Map.Entry<String, TracedFunction.Output> output : tensors.outputs().entrySet()) {
      signature.putOutputs(
          output.getKey(),
          tensor(call, index++, output.getValue().type(), output.getValue().shape()));
    }
    return signature.build();
  }

  private static TensorInfo tensor(String node, int index, DataType type, Shape shape) {
    return TensorInfo.newBuilder()
        .setName(node + ":" + index)
        .setDtype(type)
        .setTensorShape(AttrValues.proto(shape))
        .build();
  }

  /** Adds nodes that restore the variables from a checkpoint, and save them into one. */
  SaverDef addSaver(Map<String, ModelVariable<?>> variablesByKey, ByteString objectGraph) {
    String file = addPlaceholder("saver_filename", DataType.DT_STRING, Shape.scalar());
    return SaverDef.newBuilder()
        .setFilenameTensorName(file + ":0")
        .setRestoreOpName(addRestore(file, variablesByKey))
        .setSaveTensorName(addSave(file, variablesByKey, objectGraph) + ":0")
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  private String addRestore(String file, Map<String, ModelVariable<?>> variablesByKey) {
    List<String> assigned = new ArrayList<>();
    if (!variablesByKey.isEmpty()) {
      List<String> keys = List.copyOf(variablesByKey.keySet());
      List<DataType> types = variablesByKey.values().stream().map(ServingGraph::dataType).toList();
      String restored =
          add(
              "restore/RestoreV2",
              "RestoreV2",
              List.of(
                  file,
                  addStrings("restore/keys", keys),
                  addStrings("restore/slices", whole(keys))),
              Map.of("dtypes", AttrValues.types(types)));
      for (ModelVariable<?> variable : variablesByKey.values()) {
        String value = restored + ":" + assigned.size();
        assigned.add(
            "^"
                + add(
                    "restore/AssignVariableOp",
                    "AssignVariableOp",
                    List.of(handles.get(variable), value),
                    Map.of("dtype", type(variable))));
      }
    }
    return add("restore/all", "NoOp", assigned, Map.of());
  }

  private String addSave(
      String file, Map<String, ModelVariable<?>> variablesByKey, ByteString objectGraph) {
    List<String> keys = new ArrayList<>(variablesByKey.keySet());
    keys.add(OBJECT_GRAPH_KEY);
    List<String> inputs = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    inputs.add(file);
    inputs.add(addStrings("save/keys", keys));
    inputs.add(addStrings("save/slices", whole(keys)));
    for (ModelVariable<?> variable : variablesByKey.values()) {
      inputs.add(
          add(
              "save/ReadVariableOp",
              "ReadVariableOp",
              List.of(handles.get(variable)),
              Map.of("dtype", type(variable))));
      types.add(dataType(variable));
    }
    inputs.add(addConstant("save/object_graph", AttrValues.bytes(objectGraph)));
    types.add(DataType.DT_STRING);
    String save = add("save/SaveV2", "SaveV2", inputs, Map.of("dtypes", AttrValues.types(types)));
    return add(
        "save/all",
        "Identity",
        List.of(file, "^" + save),
        Map.of("T", AttrValues.type(DataType.DT_STRING)));
  }

  /** No tensor is saved in slices. */
  private static List<String> whole(List<String> keys) {
    return Collections.nCopies(keys.size(), "");
  }

  private static AttrValue type(ModelVariable<?> variable) {
    return AttrValues.type(dataType(variable));
  }

  private static DataType dataType(ModelVariable<?> variable) {
    return AttrValues.dataType(variable.type());
  }

  GraphDef toProto() {
    return graph.build();
  }
}
