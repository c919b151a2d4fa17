package io.latent4j.savedmodel;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** One way to damage a SavedModel, chosen by chance. */
final class ModelDamage {
  private final Path folder;
  private final Random random;

  ModelDamage(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  private interface Damage {
    void to(MetaGraphDef.Builder model);
  }

  /** Damages the model and says how. */
  String apply() throws IOException {
    int choice = random.nextInt(20);
    return switch (choice) {
      case 0, 1 -> cut(file());
      case 2, 3 -> flip(file(), 1 + random.nextInt(3));
      case 4, 5, 6 -> flip(folder.resolve("saved_model.pb"), 1 + random.nextInt(4));
      case 7 -> delete(file());
      case 8 -> fill(file());
      case 9 -> change("object references", this::childrenAnywhere);
      case 10 -> change("objects in a ring and in a row", this::manyObjects);
      case 11 -> change("a function that calls itself", this::recursion);
      case 12 -> change("functions that double", this::doubling);
      case 13 -> change("an asset elsewhere", this::assetElsewhere);
      case 14 -> change("inputs of a node", this::inputs);
      case 15 -> change("an attribute gone", this::attribute);
      case 16 -> change("a huge constant", this::hugeConstant);
      case 17 -> change("bound inputs", this::boundInputs);
      case 18 -> change("another operation", this::operation);
      default -> change("another signature", this::signature);
    };
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      return all.get(random.nextInt(all.size()));
    }
  }

  private String cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
    Files.write(file, Arrays.copyOf(bytes, length));
    return "cut " + file.getFileName();
  }

  private String flip(Path file, int times) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    Files.write(file, bytes);
    return "flip " + file.getFileName();
  }

  private String delete(Path file) throws IOException {
    Files.delete(file);
    return "delete " + file.getFileName();
  }

  private String fill(Path file) throws IOException {
    byte[] bytes = new byte[random.nextInt(1000)];
    random.nextBytes(bytes);
    Files.write(file, bytes);
    return "fill " + file.getFileName();
  }

  private String change(String what, Damage damage) throws IOException {
    Path file = folder.resolve("saved_model.pb");
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    damage.to(model.getMetaGraphsBuilder(0));
    Files.write(file, model.build().toByteArray());
    return what;
  }

  private void childrenAnywhere(MetaGraphDef.Builder model) {
    SavedObjectGraph.Builder objects = model.getObjectGraphDefBuilder();
    for (SavedObject.Builder object : objects.getNodesBuilderList()) {
      for (ObjectReference.Builder child : object.getChildrenBuilderList()) {
        if (random.nextInt(4) == 0) {
          child.setNodeId(random.nextInt(objects.getNodesCount() + 1) - random.nextInt(2));
        }
      }
    }
  }

  private void manyObjects(MetaGraphDef.Builder model) {
    SavedObjectGraph.Builder objects = model.getObjectGraphDefBuilder();
    int first = objects.getNodesCount();
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      int next = first + (i + 1) % count;
      objects.addNodes(
          SavedObject.newBuilder()
              .addChildren(ObjectReference.newBuilder().setLocalName("n").setNodeId(next)));
    }
    if (first > 0) {
      objects
          .getNodesBuilder(0)
          .addChildren(ObjectReference.newBuilder().setLocalName("row").setNodeId(first));
    }
  }

  private FunctionDef.Builder function(MetaGraphDef.Builder model) {
    FunctionDefLibrary.Builder library = model.getGraphDefBuilder().getLibraryBuilder();
    return library.getFunctionCount() == 0
        ? null
        : library.getFunctionBuilder(random.nextInt(library.getFunctionCount()));
  }

  private static NodeDef call(String name, String function) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("PartitionedCall")
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build())
        .build();
  }

  private void recursion(MetaGraphDef.Builder model) {
    FunctionDef.Builder function = function(model);
    if (function != null) {
      function.addNodeDef(call("again", function.getSignature().getName()));
      function.putControlRet("again", "again");
    }
  }

  private void doubling(MetaGraphDef.Builder model) {
    FunctionDefLibrary.Builder library = model.getGraphDefBuilder().getLibraryBuilder();
    int depth = 20 + random.nextInt(300);
    for (int i = 0; i < depth; i++) {
      FunctionDef.Builder function = FunctionDef.newBuilder();
      function.getSignatureBuilder().setName("doubling" + i);
      if (i < depth - 1) {
        function.addNodeDef(call("a", "doubling" + (i + 1)));
        function.addNodeDef(call("b", "doubling" + (i + 1)));
        function.putControlRet("a", "a").putControlRet("b", "b");
      }
      library.addFunction(function);
    }
    for (FunctionDef.Builder function : library.getFunctionBuilderList()) {
      if (!function.getSignature().getName().startsWith("doubling")) {
        function.addNodeDef(call("double", "doubling0")).putControlRet("double", "double");
      }
    }
  }

  private void assetElsewhere(MetaGraphDef.Builder model) {
    for (AssetFileDef.Builder asset : model.getAssetFileDefBuilderList()) {
      asset.setFilename(
          List.of("../../../../etc/hostname", "/etc/hostname", "..", "", "a\0b", "missing")
              .get(random.nextInt(6)));
    }
  }

  private NodeDef.Builder node(MetaGraphDef.Builder model) {
    FunctionDef.Builder function = random.nextInt(4) == 0 ? null : function(model);
    if (function != null && function.getNodeDefCount() > 0) {
      return function.getNodeDefBuilder(random.nextInt(function.getNodeDefCount()));
    }
    GraphDef.Builder graph = model.getGraphDefBuilder();
    return graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
  }

  private void inputs(MetaGraphDef.Builder model) {
    for (int i = 0; i < 5; i++) {
      NodeDef.Builder node = node(model);
      int inputs = node.getInputCount();
      switch (random.nextInt(4)) {
        case 0 -> node.clearInput();
        case 1 -> node.addInput(inputs == 0 ? node.getName() : node.getInput(0));
        case 2 -> {
          if (inputs > 0) {
            node.setInput(random.nextInt(inputs), node.getName() + ":output:0");
          }
        }
        default -> {
          if (inputs > 0) {
            node.setInput(random.nextInt(inputs), node.getInput(0) + ":99999999999");
          }
        }
      }
    }
  }

  private void attribute(MetaGraphDef.Builder model) {
    for (int i = 0; i < 5; i++) {
      NodeDef.Builder node = node(model);
      List<String> names = List.copyOf(node.getAttrMap().keySet());
      if (!names.isEmpty()) {
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
          case 0 -> node.removeAttr(name);
          case 1 ->
              node.putAttr(name, AttrValue.newBuilder().setI(1L << random.nextInt(63)).build());
          case 2 ->
              node.putAttr(
                  name,
                  AttrValue.newBuilder()
                      .setType(DataType.forNumber(1 + random.nextInt(23)))
                      .build());
          default ->
              node.putAttr(name, AttrValue.newBuilder().setS(ByteString.copyFromUtf8("x")).build());
        }
      }
    }
  }

  private void hugeConstant(MetaGraphDef.Builder model) {
    for (int i = 0; i < 200; i++) {
      NodeDef.Builder node = node(model);
      if (node.getOp().equals("Const") && node.containsAttr("value")) {
        AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < 1 + random.nextInt(3); axis++) {
          shape.addDim(TensorShapeProto.Dim.newBuilder().setSize((1L << random.nextInt(63)) - 1));
        }
        value.getTensorBuilder().setTensorShape(shape);
        node.putAttr("value", value.build());
      }
    }
  }

  private void boundInputs(MetaGraphDef.Builder model) {
    SavedObjectGraph.Builder objects = model.getObjectGraphDefBuilder();
    for (String name : List.copyOf(objects.getConcreteFunctionsMap().keySet())) {
      var function = objects.getConcreteFunctionsOrThrow(name).toBuilder();
      for (int i = 0; i < function.getBoundInputsCount(); i++) {
        function.setBoundInputs(i, random.nextInt(objects.getNodesCount()));
      }
      objects.putConcreteFunctions(name, function.build());
    }
  }

  private void operation(MetaGraphDef.Builder model) {
    List<String> others =
        List.of("NoOp", "Identity", "Const", "MatMul", "Switch", "Merge", "VarHandleOp", "Nothing");
    for (int i = 0; i < 3; i++) {
      node(model).setOp(others.get(random.nextInt(others.size())));
    }
  }

  private void signature(MetaGraphDef.Builder model) {
    for (String name : List.copyOf(model.getSignatureDefMap().keySet())) {
      SignatureDef.Builder signature = model.getSignatureDefOrThrow(name).toBuilder();
      for (String output : List.copyOf(signature.getOutputsMap().keySet())) {
        signature.putOutputs(
            output,
            signature.getOutputsOrThrow(output).toBuilder()
                .setName(random.nextBoolean() ? "nowhere:0" : "StatefulPartitionedCall:77")
                .setDtype(DataType.forNumber(1 + random.nextInt(23)))
                .build());
      }
      model.putSignatureDef(name, signature.build());
    }
    model.getObjectGraphDefBuilder().clearNodes();
  }
}
