package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.checkpoint.Checkpoint;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Functional;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.SymbolicTensor;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Concatenate;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

class SavedModelsTest {
  @TempDir Path folder;

  private Path target() {
    return folder.resolve("model");
  }

  // ------------------------------------------------------------- structure

  private static Sequential network(Engine engine) {
    Sequential network =
        Sequential.of(
            Dense.of(8).withActivation(ActivationFunction.TANH),
            BatchNormalization.of(),
            Dropout.of(0.5f),
            Dense.of(3));
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 4));
    return network;
  }

  private MetaGraphDef read() throws IOException {
    SavedModel model = SavedModel.parseFrom(Files.readAllBytes(target().resolve("saved_model.pb")));
    assertThat(model.getMetaGraphsCount()).isEqualTo(1);
    return model.getMetaGraphs(0);
  }

  /** The node at the end of a path of names. */
  private static SavedObject node(SavedObjectGraph graph, String... path) {
    SavedObject node = graph.getNodes(0);
    for (String name : path) {
      node = graph.getNodes(children(node).get(name));
    }
    return node;
  }

  private static Map<String, Integer> children(SavedObject node) {
    Map<String, Integer> children = new LinkedHashMap<>();
    for (ObjectReference child : node.getChildrenList()) {
      children.put(child.getLocalName(), child.getNodeId());
    }
    return children;
  }

  @Test
  void theTreeIsPythons() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      SavedModels.save(network(engine), target());
    }
    SavedObjectGraph graph = read().getObjectGraphDef();

    assertThat(children(node(graph)))
        .containsOnlyKeys(
            "layers", "call", "__call__", "signatures", "step", "variables", "trainable_variables");
    assertThat(node(graph, "layers").getUserObject().getIdentifier())
        .isEqualTo("trackable_list_wrapper");
    SavedVariable kernel = node(graph, "layers", "0", "kernel").getVariable();
    assertThat(kernel.getName()).isEqualTo("layers/0/kernel");
    assertThat(kernel.getTrainable()).isTrue();
    assertThat(node(graph, "layers", "1", "moving_mean").getVariable().getTrainable()).isFalse();
    assertThat(node(graph, "variables").getChildrenCount()).isEqualTo(9);
    assertThat(node(graph, "trainable_variables").getChildrenCount()).isEqualTo(6);
    assertThat(children(node(graph, "signatures"))).containsOnlyKeys("call", "serving_default");
    assertThat(children(node(graph, "signatures")).values().stream().distinct()).hasSize(1);
    assertThat(graph.getNodesList())
        .filteredOn(SavedObject::hasUserObject)
        .allSatisfy(
            node -> assertThat(node.getUserObject().getVersion().getProducer()).isEqualTo(1));
  }

  @Test
  void handlesAreBoundInTheOrderOfTheArgumentsAndTrainingIsAFormOfItsOwn() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      SavedModels.save(network(engine), target());
    }
    MetaGraphDef meta = read();
    SavedObjectGraph graph = meta.getObjectGraphDef();
    List<String> traces = node(graph, "call").getFunction().getConcreteFunctionsList();

    assertThat(traces).hasSize(2);
    assertThat(bound(graph, traces.get(0))).hasSize(8).doesNotContain("step");
    assertThat(bound(graph, traces.get(1)))
        .contains("step")
        .contains("layers/1/moving_mean", "layers/1/moving_variance");
    for (FunctionDef function : meta.getGraphDef().getLibrary().getFunctionList()) {
      SavedConcreteFunction concrete =
          graph.getConcreteFunctionsOrThrow(function.getSignature().getName());
      int inputs = function.getSignature().getInputArgCount() - concrete.getBoundInputsCount();
      for (int i = 0; i < concrete.getBoundInputsCount(); i++) {
        SavedVariable variable = graph.getNodes(concrete.getBoundInputs(i)).getVariable();
        assertThat(function.getSignature().getInputArg(inputs + i).getHandleData(0).getShape())
            .as(variable.getName())
            .isEqualTo(variable.getShape());
      }
    }
    // Both moving statistics and the step.
    assertThat(effects(meta, traces.get(0))).isZero();
    assertThat(effects(meta, traces.get(1))).isEqualTo(3);
  }

  private static List<String> bound(SavedObjectGraph graph, String function) {
    return graph.getConcreteFunctionsOrThrow(function).getBoundInputsList().stream()
        .map(number -> graph.getNodes(number).getVariable().getName())
        .toList();
  }

  private static int effects(MetaGraphDef meta, String function) {
    return meta.getGraphDef().getLibrary().getFunctionList().stream()
        .filter(definition -> definition.getSignature().getName().equals(function))
        .findFirst()
        .orElseThrow()
        .getSignature()
        .getControlOutputCount();
  }

  @Test
  void theVariablesAreACheckpointOfTheModel() {
    try (Engine engine = GraphEngine.create()) {
      Sequential network = network(engine);
      SavedModels.save(network, target());
      List<float[]> saved = network.variables().stream().map(ModelVariable::toFloats).toList();
      network.variables().forEach(variable -> variable.assign(new float[size(variable)]));

      Checkpoint.of(network).restore(target().resolve("variables").resolve("variables"));

      assertThat(network.variables().stream().map(ModelVariable::toFloats).toList())
          .usingRecursiveComparison()
          .isEqualTo(saved);
    }
  }

  private static int size(ModelVariable<?> variable) {
    return (int) variable.shape().size();
  }

  // ------------------------------------------------------------ round trip

  @ParameterizedTest
  @EnumSource
  void servedValuesAreTheModels(EngineKind kind) {
    float[][] rows = Served.rows(5, 4);
    try (Engine engine = kind.open();
        TFloat32 x = Served.matrix(rows)) {
      Sequential network = network(engine);
      SavedModels.save(network, target());
      float[] expected =
          engine.function(network.functions().get(0)).call(Map.of("x", x)).floats("y");

      try (Served served = new Served(target())) {
        assertThat(served.floats("call", rows)).containsExactly(expected, within(1e-6f));
        assertThat(served.floats("serving_default", rows)).containsExactly(expected, within(1e-6f));
        assertThat(served.floats("call", Served.rows(1, 4))).hasSize(3);
      }
    }
  }

  @Test
  void aNetworkOfSeveralInputsAndOutputsKeepsTheirNames() {
    SymbolicTensor words = SymbolicTensor.input("words", 3);
    SymbolicTensor image = SymbolicTensor.input("image", 2);
    SymbolicTensor hidden = Dense.of(4).call(Concatenate.of().call(words, image));
    Functional network =
        Functional.from(words, image)
            .output("mean", Dense.of(2).call(hidden))
            .output("deviation", Dense.of(1).call(hidden))
            .create();
    try (Engine engine = GraphEngine.create();
        TFloat32 x = Served.matrix(Served.rows(5, 3));
        TFloat32 y = Served.matrix(Served.rows(5, 2))) {
      network.build(engine);
      SavedModels.save(network, target());
      Map<String, TFloat32> inputs = Map.of("words", x, "image", y);
      try (Outputs expected = engine.function(network.functions().get(0)).call(inputs);
          Served served = new Served(target())) {
        Map<String, Tensor> outputs = served.call("call", Map.copyOf(inputs));
        assertThat(outputs).containsOnlyKeys("mean", "deviation");
        assertThat(((TFloat32) outputs.get("mean")).getFloat(4, 1))
            .isCloseTo(expected.get("mean", TFloat32.class).getFloat(4, 1), within(1e-6f));
        assertThat(((TFloat32) outputs.get("deviation")).getFloat(4, 0))
            .isCloseTo(expected.get("deviation", TFloat32.class).getFloat(4, 0), within(1e-6f));
      }
    }
  }

  /** Names whose order differs from that of the inputs and outputs. */
  private static ModelFunction several(ModelVariable<TFloat32> w) {
    return ModelFunction.of(
        "several",
        List.of(
            new InputSpec("z", TInt64.class, Shape.of(Shape.UNKNOWN_SIZE)),
            InputSpec.floats("X", Shape.UNKNOWN_SIZE, 2),
            new InputSpec("names", TString.class, Shape.of(Shape.UNKNOWN_SIZE)),
            new InputSpec("flag", TBool.class, Shape.scalar())),
        (tf, in) -> {
          Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
          outputs.put("y", tf.linalg.matMul(in.floats("X"), w.read(tf)));
          outputs.put("Upper", tf.strings.upper(in.get("names", TString.class)));
          outputs.put("not", tf.math.logicalNot(in.get("flag", TBool.class)));
          outputs.put("a", in.get("z", TInt64.class));
          return outputs;
        });
  }

  @Test
  void inputsAndOutputsOfAllTypesKeepTheirNames() {
    try (Engine engine = EagerEngine.create();
        TInt64 z = TInt64.vectorOf(7, 8);
        TFloat32 x = Served.matrix(new float[][] {{1, 0}, {1, 1}});
        TString names = TString.vectorOf("a", "zürich");
        TBool flag = TBool.scalarOf(true)) {
      ModelVariable<TFloat32> w =
          engine.weight(
              "w", Shape.of(2, 2), (tf, s, seed) -> tf.constant(new float[][] {{1, 2}, {3, 4}}));
      SavedModels.save(new TestModel(engine, Map.of("w", w), several(w)), target());

      try (Served served = new Served(target())) {
        Map<String, Tensor> outputs =
            served.call("several", Map.of("z", z, "X", x, "names", names, "flag", flag));
        assertThat(outputs).containsOnlyKeys("y", "Upper", "not", "a");
        assertThat((TFloat32) outputs.get("y"))
            .isEqualTo(Served.matrix(new float[][] {{1, 2}, {4, 6}}));
        assertThat(((TString) outputs.get("Upper")).getObject(0)).isEqualTo("A");
        assertThat(((TBool) outputs.get("not")).getBoolean()).isFalse();
        assertThat(((TInt64) outputs.get("a")).getLong(1)).isEqualTo(8);
      }
    }
  }

  @Test
  void anAutoencoderOffersItsThreeFunctions() throws IOException {
    try (Samples samples = Samples.of(Served.flat(Served.rows(20, 6)), Shape.of(20, 6));
        AutoencoderModel model =
            Autoencoder.of(5, 2).withEpochs(1).withScale(Scaling.Kind.MINMAX).fit(samples)) {
      model.save(target());
      float[][] scaled = new float[20][];
      for (int i = 0; i < 20; i++) {
        scaled[i] = model.scaling().apply(Served.rows(20, 6)[i], 6);
      }

      try (Served served = new Served(target())) {
        float[][] code = model.encode(samples);
        assertThat(served.floats("encode", scaled))
            .containsExactly(Served.flat(code), within(1e-6f));
        assertThat(served.floats("decode", code))
            .containsExactly(Served.flat(model.decode(code)), within(1e-6f));
        assertThat(served.floats("serving_default", scaled))
            .containsExactly(Served.flat(model.reconstruct(samples)), within(1e-6f));
      }
      Path preprocessing = target().resolve("assets").resolve("preprocessing.json");
      assertThat(Scaling.fromJson(Files.readString(preprocessing)).offset())
          .containsExactly(model.scaling().offset());
    }
    MetaGraphDef meta = read();
    assertThat(meta.getSignatureDefMap())
        .containsOnlyKeys("serving_default", "reconstruct", "encode", "decode");
    SavedObjectGraph graph = meta.getObjectGraphDef();
    assertThat(node(graph, "encoder", "layers", "0", "kernel").hasVariable()).isTrue();
    assertThat(node(graph, "decoder", "layers", "1", "bias").hasVariable()).isTrue();
    assertThat(node(graph, "preprocessing").hasAsset()).isTrue();
    assertThat(meta.getAssetFileDef(0).getFilename()).isEqualTo("preprocessing.json");
  }

  @Test
  void principalComponentsMapThereAndBack() {
    try (Samples samples = Samples.of(Served.flat(Served.rows(20, 6)), Shape.of(20, 6));
        PcaModel model = Pca.of(3).withWhiten(true).fit(samples)) {
      model.save(target());

      try (Served served = new Served(target())) {
        float[][] embedding = model.transform(samples);
        assertThat(served.floats("transform", Served.rows(20, 6)))
            .containsExactly(Served.flat(embedding), within(1e-5f));
        assertThat(served.floats("inverse_transform", embedding))
            .containsExactly(Served.flat(model.inverseTransform(embedding)), within(1e-5f));
      }
    }
  }

  // ---------------------------------------------------------------- folder

  private static TestModel doubling(Engine engine, float factor) {
    ModelVariable<TFloat32> w =
        engine.weight("w", Shape.scalar(), (tf, shape, seed) -> tf.constant(factor));
    return new TestModel(engine, Map.of("w", w), times(w));
  }

  private static ModelFunction times(ModelVariable<TFloat32> w) {
    return ModelFunction.of(
        "times",
        List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, 1)),
        (tf, in) -> Map.of("y", tf.math.mul(in.floats("x"), w.read(tf))));
  }

  private Set<String> filesOfFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void anotherModelIsReplacedAsAWhole() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      TestModel first = doubling(engine, 2);
      SavedModels.save(
          new TestModel(
              engine, first.children(), first.functions(), Map.of("old.txt", new byte[1])),
          target());
      SavedModels.save(doubling(engine, 3), target());
    }

    assertThat(filesOfFolder())
        .containsExactly(
            "model/saved_model.pb",
            "model/variables/variables.data-00000-of-00001",
            "model/variables/variables.index");
    try (Served served = new Served(target())) {
      assertThat(served.floats("times", new float[][] {{5}})).containsExactly(15);
    }
  }

  @Test
  void aFailureLeavesTheFormerModelAndNothingElse() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      SavedModels.save(doubling(engine, 2), target());
      Set<String> before = filesOfFolder();
      TestModel other = doubling(engine, 3);
      TestModel unwritable =
          new TestModel(
              engine, other.children(), other.functions(), Map.of("a".repeat(300), new byte[1]));

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> SavedModels.save(unwritable, target()))
          .withMessageStartingWith("model can't be saved to " + target());
      assertThat(filesOfFolder()).isEqualTo(before);
    }
    try (Served served = new Served(target())) {
      assertThat(served.floats("times", new float[][] {{5}})).containsExactly(10);
    }
  }

  @Test
  void whatIsNoSavedModelIsNotReplaced() throws IOException {
    Files.createDirectory(target());
    Files.writeString(target().resolve("thesis.txt"), "…");
    Path file = Files.writeString(folder.resolve("file"), "…");
    try (Engine engine = GraphEngine.create()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(doubling(engine, 2), target()))
          .withMessage(
              "folder must hold a SavedModel and nothing else, but %s has 'thesis.txt'", target());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(doubling(engine, 2), file))
          .withMessage("folder must be a folder or not there yet, but %s is a file", file);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> SavedModels.save(doubling(engine, 2), file.resolve("model")))
          .withMessageStartingWith("model can't be saved to " + file.resolve("model"));
    }
    assertThat(filesOfFolder()).containsExactly("file", "model/thesis.txt");
  }

  @Test
  void aLoadedModelKeepsWhatElseIsInItsFolderAndReplacesNoOther() throws IOException {
    Path other = folder.resolve("other");
    try (Engine engine = GraphEngine.create()) {
      SavedModels.save(doubling(engine, 2), target());
      SavedModels.save(doubling(engine, 3), other);
    }
    Files.writeString(target().resolve("README.md"), "…");
    Files.writeString(other.resolve("README.md"), "…");
    Set<String> before = filesOfFolder();

    try (LoadedModel model = SavedModels.load(target())) {
      model.save(target());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.save(other))
          .withMessage(
              "folder must hold a SavedModel and nothing else, but %s has 'README.md'", other);
    }
    assertThat(filesOfFolder()).isEqualTo(before);
    try (Served served = new Served(target())) {
      assertThat(served.floats("times", new float[][] {{5}})).containsExactly(10);
    }
  }

  @Test
  void missingFoldersAreMade() {
    Path deep = folder.resolve("a").resolve("b");
    try (Engine engine = GraphEngine.create()) {
      SavedModels.save(doubling(engine, 2), deep);
    }
    assertThat(deep.resolve("saved_model.pb")).isRegularFile();
  }

  // ------------------------------------------------------------- bad input

  @ParameterizedTest
  @ValueSource(strings = {"lambda", "_hidden", "None"})
  void functionsAreNamedAsInPython(String name) {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      ModelFunction function =
          ModelFunction.of(name, List.of(), (tf, in) -> Map.of("y", w.read(tf)));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SavedModels.save(new TestModel(engine, Map.of("w", w), function), target()))
          .withMessage(
              "name of a function must be a Python identifier that starts with a letter, but is"
                  + " '%s'",
              name);
    }
    assertThat(target()).doesNotExist();
  }

  private static ModelVariable<TFloat32> w(Engine engine) {
    return engine.weight("w", Shape.scalar(), (tf, shape, seed) -> tf.constant(1f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"variables", "signatures", "w", "serving_default"})
  void noTwoThingsHaveOneName(String name) {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      ModelFunction function =
          ModelFunction.of(name, List.of(), (tf, in) -> Map.of("y", w.read(tf)));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SavedModels.save(new TestModel(engine, Map.of("w", w), function), target()))
          .withMessageContaining("name of a function must differ from all other names")
          .withMessageEndingWith("but is '" + name + "'");
    }
  }

  @Test
  void namesInTheTreeAreCheckedWithTheirPlace() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      Trackable part = () -> Map.of("not a name", w);
      TestModel model =
          new TestModel(engine, Map.of("parts", TrackableList.of(List.of(part))), times(w));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(model, target()))
          .withMessageStartingWith("name of a child of parts[0] must be a Python identifier")
          .withMessageEndingWith("but is 'not a name'");
    }
  }

  @Test
  void inputsAreNotNamedAsWhatPythonPassesItself() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      ModelFunction function =
          ModelFunction.of(
              "f", List.of(InputSpec.floats("training")), (tf, in) -> Map.of("y", w.read(tf)));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SavedModels.save(new TestModel(engine, Map.of("w", w), function), target()))
          .withMessage(
              "name of an input of function 'f' must not be one of [self, training], but is"
                  + " 'training'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/folder.txt", "a./../b", "1.txt", "w.txt"})
  void assetsAreFilesThatPythonHasAsAttributes(String file) {
    try (Engine engine = GraphEngine.create()) {
      TestModel plain = doubling(engine, 2);
      TestModel model =
          new TestModel(engine, plain.children(), plain.functions(), Map.of(file, new byte[1]));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(model, target()))
          .withMessageStartingWith("name of an asset must ");
    }
  }

  /** Java's own maps have an order that differs from one virtual machine to the next. */
  @Test
  void orderOfTheMapOfAssetsMakesNoDifference() throws Exception {
    List<byte[]> written = new ArrayList<>();
    for (List<String> order : List.of(List.of("a.txt", "b.txt"), List.of("b.txt", "a.txt"))) {
      Map<String, byte[]> assets = new LinkedHashMap<>();
      order.forEach(file -> assets.put(file, file.getBytes(StandardCharsets.UTF_8)));
      try (Engine engine = GraphEngine.create()) {
        TestModel plain = doubling(engine, 2);
        SavedModels.save(
            new TestModel(engine, plain.children(), plain.functions(), assets), target());
      }
      written.add(Files.readAllBytes(target().resolve("saved_model.pb")));
    }
    assertThat(written.get(1)).isEqualTo(written.get(0));
  }

  @Test
  void functionsUseTheVariablesOfTheTreeAndNoOthers() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(new TestModel(engine, Map.of(), times(w)), target()))
          .withMessage(
              "variables that functions use must be in the tree of the model, but 'w' is not");
    }
  }

  @Test
  void variablesLiveInTheEngineOfTheModel() {
    try (Engine engine = GraphEngine.create();
        Engine other = GraphEngine.create()) {
      TestModel model = new TestModel(engine, Map.of("w", w(other)), times(w(engine)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(model, target()))
          .withMessage(
              "variables of the model must all live in the model's engine, but 'w' lives in"
                  + " another");
    }
  }

  @Test
  void formsOfAFunctionHaveTheSameOutputs() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> w = w(engine);
      ModelFunction function = times(w).withTraining((tf, in) -> Map.of("z", in.floats("x")));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SavedModels.save(new TestModel(engine, Map.of("w", w), function), target()))
          .withMessage("training form of function 'times' must have the outputs [y], but has [z]");
      ModelFunction empty = ModelFunction.of("nothing", List.of(), (tf, in) -> Map.of());
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SavedModels.save(new TestModel(engine, Map.of("w", w), empty), target()))
          .withMessage("function 'nothing' must have at least one output, but has none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SavedModels.save(new TestModel(engine, Map.of("w", w)), target()))
          .withMessage("functions of the model must be at least one");
    }
  }

  @Test
  void aModelThatIsClosedOrNotBuiltIsRefused() {
    Engine engine = GraphEngine.create();
    TestModel model = doubling(engine, 2);
    engine.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> SavedModels.save(model, target()))
        .withMessage("engine is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> SavedModels.save(Sequential.of(Dense.of(1)), target()))
        .withMessageContaining("must be built first");
    assertThat(target()).doesNotExist();
  }
}
