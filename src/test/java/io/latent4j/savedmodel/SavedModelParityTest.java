package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.adversarial.DenseGan;
import io.latent4j.adversarial.Gan;
import io.latent4j.adversarial.GanModel;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ClassifierModel;
import io.latent4j.autoencoder.ConvolutionalArchitecture;
import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.autoencoder.EncoderClassifier;
import io.latent4j.autoencoder.EncoderModel;
import io.latent4j.autoencoder.Noise;
import io.latent4j.autoencoder.UpSampling;
import io.latent4j.autoencoder.Vae;
import io.latent4j.autoencoder.VaeModel;
import io.latent4j.autoencoder.VaeOutput;
import io.latent4j.boltzmann.Dbn;
import io.latent4j.boltzmann.DbnModel;
import io.latent4j.boltzmann.FineTuning;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.cluster.FuzzyCMeansModel;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.deepcluster.ClusteringMethod;
import io.latent4j.deepcluster.DeepClustering;
import io.latent4j.deepcluster.DeepClusteringModel;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.FitOptions;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.MaxPooling2D;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.recommendation.Rating;
import io.latent4j.recommendation.Ratings;
import io.latent4j.recommendation.Recommender;
import io.latent4j.recommendation.RecommenderModel;
import io.latent4j.reinforcement.CartPole;
import io.latent4j.reinforcement.Dqn;
import io.latent4j.reinforcement.DqnModel;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Lets Python load, run, train and save again what was saved here. */
@Tag("parity")
class SavedModelParityTest {
  private static final Path SCRIPT = Path.of("tools", "parity", "check_savedmodel.py");
  private static final int STEPS = 50;

  @TempDir Path folder;

  private final Map<String, Object> cases = new LinkedHashMap<>();

  @Test
  void pythonLoadsRunsTrainsAndSavesAgain() throws Exception {
    saveDense();
    saveConvolutional();
    saveSeveral();
    saveEstimators();
    saveAutoencoders();
    saveCentersAndMap();
    savePlayer();
    saveRecommender();
    saveGan();
    saveDeepClusters();
    saveBoltzmannMachines();
    saveVae();
    Files.writeString(folder.resolve("cases.json"), new Gson().toJson(cases));

    assertThat(runPython()).endsWith("20 models checked\n");

    for (String name :
        List.of("dense", "convolutional", "autoencoder", "images", "tied", "pca", "vae")) {
      checkSavedAgain(name);
    }
  }

  // --------------------------------------------------------------- models

  private void saveDense() {
    List<Map<String, Object>> trainings = new ArrayList<>();
    trainings.add(training("sgd", 0.1f, Sgd.of(0.1f)));
    trainings.add(training("adam", 0.02f, Adam.of(0.02f)));
    try (Engine engine = GraphEngine.create();
        TFloat32 x = Served.matrix(Served.rows(6, 4))) {
      Sequential network = dense(engine);
      save("dense", network, List.of(Map.of("x", x)), trainings);
    }
  }

  private static Sequential dense(Engine engine) {
    Sequential network =
        Sequential.of(
            Dense.of(8).withActivation(ActivationFunction.TANH),
            BatchNormalization.of(),
            Dropout.of(0.3f),
            Dense.of(3).withActivation(ActivationFunction.SIGMOID));
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 4));
    return network;
  }

  /** Trains here what is saved untrained; what dropout drops depends on function, seed and step. */
  private static Map<String, Object> training(
      String name, float learningRate, Optimizer optimizer) {
    float[][] rows = Served.rows(16, 4);
    float[][] targets = Served.rows(16, 3);
    List<Float> losses = new ArrayList<>();
    try (Engine engine = GraphEngine.create();
        TFloat32 x = Served.matrix(rows);
        TFloat32 y = Served.matrix(targets)) {
      Sequential network = dense(engine);
      CompiledFunction step =
          engine.function(
              "call", // as the function is named that Python calls
              List.of(InputSpec.floats("x", 16, 4), InputSpec.floats("y", 16, 3)),
              trainingStep(engine, network, optimizer));
      for (int i = 0; i < STEPS; i++) {
        try (Outputs outputs = step.call(Map.of("x", x, "y", y))) {
          losses.add(outputs.scalar("loss"));
        }
      }
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("optimizer", name);
      described.put("learning_rate", learningRate);
      described.put("x", describe(x));
      described.put("y", describe(y));
      described.put("losses", losses);
      return described;
    }
  }

  private static FunctionBody trainingStep(Engine engine, Sequential network, Optimizer optimizer) {
    return (tf, in) -> {
      List<ModelVariable<?>> weights = network.trainableVariables();
      try (GradientTape tape = GradientTape.on(engine)) {
        Operand<TFloat32> output = network.call(tf, in.floats("x"), Mode.TRAINING);
        Operand<TFloat32> loss = Losses.meanSquaredError().apply(tf, in.floats("y"), output);
        optimizer.apply(tf, tape.gradient(loss, weights), weights);
        ModelVariable<TInt64> step = engine.step();
        step.assign(tf, tf.math.add(step.read(tf), tf.constant(1L)));
        return Map.of("loss", loss);
      }
    };
  }

  private void saveConvolutional() {
    try (Engine engine = GraphEngine.create();
        TFloat32 x =
            TFloat32.tensorOf(
                Shape.of(3, 8, 8, 1),
                DataBuffers.of(Served.flat(Served.rows(3, 64)), true, false))) {
      Sequential network =
          Sequential.of(
              Conv2D.of(4, 3).withActivation(ActivationFunction.RELU),
              BatchNormalization.of(),
              MaxPooling2D.of(2),
              Conv2DTranspose.of(2, 2).withStrides(2).withActivation(ActivationFunction.ELU),
              Flatten.of(),
              Dense.of(3));
      network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 8, 8, 1));
      save("convolutional", network, List.of(Map.of("x", x)), List.of());
    }
  }

  /** Inputs and outputs of several types, whose order is not that of their names. */
  private void saveSeveral() {
    try (Engine engine = GraphEngine.create();
        TInt64 z = TInt64.vectorOf(7, 8);
        TFloat32 x = Served.matrix(Served.rows(2, 2));
        TString names = TString.vectorOf("a", "b");
        TBool flag = TBool.vectorOf(true, false)) {
      ModelVariable<TFloat32> w =
          engine.weight("w", Shape.of(2, 2), (tf, s, seed) -> tf.constant(Served.rows(2, 2)));
      ModelFunction several =
          ModelFunction.of(
              "several",
              List.of(
                  new InputSpec("z", TInt64.class, Shape.of(Shape.UNKNOWN_SIZE)),
                  InputSpec.floats("X", Shape.UNKNOWN_SIZE, 2),
                  new InputSpec("names", TString.class, Shape.of(Shape.UNKNOWN_SIZE)),
                  new InputSpec("flag", TBool.class, Shape.of(Shape.UNKNOWN_SIZE))),
              (tf, in) -> {
                Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
                outputs.put("y", tf.linalg.matMul(in.floats("X"), w.read(tf)));
                outputs.put("Upper", tf.strings.upper(in.get("names", TString.class)));
                outputs.put("neither", tf.math.logicalNot(in.get("flag", TBool.class)));
                outputs.put("a", in.get("z", TInt64.class));
                return outputs;
              });
      Map<String, TType> inputs = new LinkedHashMap<>();
      inputs.put("z", z);
      inputs.put("X", x);
      inputs.put("names", names);
      inputs.put("flag", flag);
      save("several", new TestModel(engine, Map.of("w", w), several), List.of(inputs), List.of());
    }
  }

  private void saveEstimators() {
    float[][] rows = Served.rows(20, 6);
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(20, 6));
        AutoencoderModel autoencoder = Autoencoder.of(5, 2).withEpochs(2).fit(samples);
        PcaModel pca = Pca.of(3).fit(samples);
        TFloat32 x = Served.matrix(rows);
        TFloat32 code = Served.matrix(Served.rows(4, 2));
        TFloat32 embedding = Served.matrix(Served.rows(4, 3))) {
      save(
          "autoencoder",
          autoencoder.savable().orElseThrow(),
          List.of(Map.of("x", x), Map.of("x", x), Map.of("code", code)),
          List.of());
      save(
          "pca",
          pca.savable().orElseThrow(),
          List.of(Map.of("x", x), Map.of("embedding", embedding)),
          List.of());
    }
  }

  /** Images through convolutions, tied weights, a part of an autoencoder, a classifier. */
  private void saveAutoencoders() {
    float[] values = Served.flat(Served.rows(20, 56));
    int[] labels = new int[20];
    labels[3] = 2;
    ConvolutionalArchitecture architecture =
        ConvolutionalArchitecture.of(3, 2)
            .withBatchNormalization(true)
            .withUpSampling(UpSampling.TRANSPOSED);
    try (Samples images = Samples.of(values, Shape.of(20, 7, 8)).withLabels(labels);
        AutoencoderModel convolutional =
            Autoencoder.of(architecture).withNoise(Noise.gaussian(0.1)).withEpochs(2).fit(images);
        EncoderModel encoder = convolutional.encoder();
        ClassifierModel classifier =
            EncoderClassifier.of(architecture)
                .withActivationMaps(true)
                .withEpochs(1)
                .fit(images, FitOptions.defaults(), convolutional);
        AutoencoderModel tied =
            Autoencoder.of(DenseArchitecture.of(5, 2).withTied(true)).withEpochs(2).fit(images);
        TFloat32 x = TFloat32.tensorOf(Shape.of(20, 7, 8, 1), DataBuffers.of(values));
        TFloat32 rows = TFloat32.tensorOf(Shape.of(20, 56), DataBuffers.of(values));
        TFloat32 code = Served.matrix(Served.rows(4, 8));
        TFloat32 shortCode = Served.matrix(Served.rows(4, 2))) {
      Map<String, TFloat32> input = Map.of("x", x);
      save(
          "images",
          convolutional.savable().orElseThrow(),
          List.of(input, input, Map.of("code", code)),
          List.of());
      save("encoder", encoder.savable().orElseThrow(), List.of(input), List.of());
      save("classifier", classifier.savable().orElseThrow(), List.of(input, input), List.of());
      save(
          "tied",
          tied.savable().orElseThrow(),
          List.of(Map.of("x", rows), Map.of("x", rows), Map.of("code", shortCode)),
          List.of());
    }
  }

  private void savePlayer() {
    Dqn options =
        Dqn.of(300).withWarmUp(50).withDuelling(true).withLayers(List.of(8)).withReplay(300);
    try (DqnModel player = options.fit(CartPole::create, FitOptions.defaults());
        TFloat32 state = Served.matrix(Served.rows(5, 4))) {
      Map<String, TFloat32> input = Map.of("state", state);
      save("dqn", player.savable().orElseThrow(), List.of(input, input), List.of());
    }
  }

  private void saveCentersAndMap() {
    float[][] rows = Served.rows(30, 5);
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(30, 5));
        KMeansModel kMeans = KMeans.of(4).fit(samples);
        FuzzyCMeansModel fuzzy = FuzzyCMeans.of(3).fit(samples);
        SomModel map = SelfOrganizingMap.of(3, 4).withIterations(20).fit(samples);
        TFloat32 x = Served.matrix(rows)) {
      Map<String, TFloat32> input = Map.of("x", x);
      save("kmeans", kMeans.savable().orElseThrow(), List.of(input, input), List.of());
      save("fuzzy", fuzzy.savable().orElseThrow(), List.of(input, input, input), List.of());
      save("som", map.savable().orElseThrow(), List.of(input, input), List.of());
    }
  }

  private void saveBoltzmannMachines() {
    float[][] rows = Served.rows(30, 6);
    Dbn stack =
        Dbn.of(5, 4)
            .withEpochs(2)
            .withTopLabels(true)
            .withScale(Scaling.Kind.MINMAX)
            .withTuning(FineTuning.of(FineTuning.Target.CLASSIFIER).withFineTuneEpochs(2));
    int[] labels = IntStream.range(0, 30).map(i -> i % 3).toArray();
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(30, 6)).withLabels(labels);
        RbmModel rbm = Rbm.of(4).withEpochs(3).withScale(Scaling.Kind.MINMAX).fit(samples);
        DbnModel dbn = stack.fit(samples);
        TFloat32 x = Served.matrix(rows);
        TFloat32 hidden = Served.matrix(Served.rows(3, 4))) {
      Map<String, TFloat32> input = Map.of("x", x);
      Map<String, TFloat32> code = Map.of("hidden", hidden);
      save("rbm", rbm.savable().orElseThrow(), List.of(input, code, input, input), List.of());
      save("dbn", dbn.savable().orElseThrow(), List.of(input, code, input, input), List.of());
    }
  }

  private void saveVae() {
    float[][] rows = Served.rows(20, 6);
    Vae options = Vae.of(5).withLatent(2).withOutput(VaeOutput.GAUSSIAN).withEpochs(2);
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(20, 6));
        VaeModel vae = options.fit(samples);
        TFloat32 x = Served.matrix(rows);
        TFloat32 code = Served.matrix(Served.rows(4, 2));
        TInt32 count = TInt32.scalarOf(7);
        TInt32 seed = TInt32.scalarOf(3)) {
      save(
          "vae",
          vae.savable().orElseThrow(),
          List.of(
              inputs("x", x),
              inputs("code", code),
              inputs("count", count, "seed", seed),
              inputs("x", x),
              inputs("x", x, "seed", seed),
              inputs("x", x, "samples", count, "seed", seed)),
          List.of());
    }
  }

  private static Map<String, TType> inputs(Object... namesAndValues) {
    Map<String, TType> inputs = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      inputs.put((String) namesAndValues[i], (TType) namesAndValues[i + 1]);
    }
    return inputs;
  }

  private void saveDeepClusters() {
    float[][] rows = Served.rows(60, 5);
    DeepClustering clustering =
        DeepClustering.of(3)
            .withLayers(List.of(6, 2))
            .withPretrainEpochs(3)
            .withNeighbors(8)
            .withManifoldComponents(2)
            .withEpochs(2);
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(60, 5));
        DeepClusteringModel dec = clustering.withMethod(ClusteringMethod.DEC).fit(samples);
        DeepClusteringModel n2d = clustering.fit(samples);
        TFloat32 x = Served.matrix(rows)) {
      Map<String, TFloat32> input = Map.of("x", x);
      save("dec", dec.savable().orElseThrow(), List.of(input, input), List.of());
      save("n2d", n2d.savable().orElseThrow(), List.of(input, input), List.of());
    }
  }

  /** Two networks, of which the generator goes on being trained. */
  private void saveGan() {
    float[][] rows = Served.rows(20, 6);
    Gan gan = Gan.of(DenseGan.of(7)).withLatent(4).withSteps(3).withBatch(8);
    try (Samples samples = Samples.of(Served.flat(rows), Shape.of(20, 6));
        GanModel model = gan.fit(samples);
        GanModel same = gan.fit(samples);
        TFloat32 x = Served.matrix(rows);
        TFloat32 latent = Served.matrix(Served.rows(5, 4))) {
      save(
          "gan",
          model.savable().orElseThrow(),
          List.of(Map.of("latent", latent), Map.of("x", x)),
          List.of(trainingOfGenerator(same.savable().orElseThrow())));
    }
  }

  private static Map<String, Object> trainingOfGenerator(SavableModel gan) {
    Optimizer optimizer = Adam.of(0.02f);
    List<ModelVariable<?>> weights = new ArrayList<>();
    gan.variablesByPath()
        .forEach(
            (path, variable) -> {
              if (path.startsWith("generator.") && variable.trainable()) {
                weights.add(variable);
              }
            });
    FunctionBody generate = gan.functions().get(0).training().orElseThrow();
    List<Float> losses = new ArrayList<>();
    try (TFloat32 latent = Served.matrix(Served.rows(16, 4));
        TFloat32 y = Served.matrix(Served.rows(16, 6))) {
      CompiledFunction step =
          gan.engine()
              .function(
                  "train",
                  List.of(InputSpec.floats("latent", 16, 4), InputSpec.floats("y", 16, 6)),
                  (tf, in) -> {
                    try (GradientTape tape = GradientTape.on(gan.engine())) {
                      Operand<TFloat32> output =
                          generate.apply(tf, in).get("generated").asOutput().expect(TFloat32.class);
                      Operand<TFloat32> loss =
                          Losses.meanSquaredError().apply(tf, in.floats("y"), output);
                      optimizer.apply(tf, tape.gradient(loss, weights), weights);
                      return Map.of("loss", loss);
                    }
                  });
      for (int i = 0; i < STEPS; i++) {
        try (Outputs outputs = step.call(Map.of("latent", latent, "y", y))) {
          losses.add(outputs.scalar("loss"));
        }
      }
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("optimizer", "adam");
      described.put("learning_rate", 0.02f);
      described.put("part", "generator.");
      described.put("x", describe(latent));
      described.put("y", describe(y));
      described.put("losses", losses);
      return described;
    }
  }

  private void saveRecommender() {
    List<Rating> list = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      list.add(Rating.of("u" + i % 8, "i" + i / 8, 1 + i * i % 5));
    }
    try (RecommenderModel model = Recommender.of(3).withEpochs(3).fit(Ratings.of(list));
        TFloat32 ratings = Served.matrix(new float[][] {{5, 0, 1, 2, 0}, {0, 0, 0, 0, 3.2f}});
        TFloat32 mask = Served.matrix(new float[][] {{1, 0, 1, 1, 0}, {0, 0, 0, 0, 1}})) {
      Map<String, TType> inputs = new LinkedHashMap<>();
      inputs.put("ratings", ratings);
      inputs.put("mask", mask);
      save("recommend", model.savable().orElseThrow(), List.of(inputs), List.of());
    }
  }

  /** Saves a model and notes what each of its functions makes of the inputs given for it. */
  private void save(
      String name,
      SavableModel model,
      List<Map<String, ? extends TType>> inputs,
      List<Map<String, Object>> trainings) {
    SavedModels.save(model, folder.resolve(name));
    List<Object> calls = new ArrayList<>();
    for (ModelFunction function : model.functions()) {
      calls.add(call(model.engine(), function, inputs.get(calls.size())));
    }
    Map<String, Boolean> variables = new LinkedHashMap<>();
    model.variablesByPath().forEach((path, variable) -> variables.put(path, variable.trainable()));
    if (!trainings.isEmpty() && !name.equals("gan")) {
      variables.put("step", false); // what dropout depends on
    }
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("calls", calls);
    described.put("variables", variables);
    described.put("training", trainings);
    described.put("assets", model.assets().keySet());
    described.put("numeric", inputs.get(0).size() == 1);
    cases.put(name, described);
  }

  private static Map<String, Object> call(
      Engine engine, ModelFunction function, Map<String, ? extends TType> arguments) {
    try (Outputs outputs = engine.function(function).call(arguments)) {
      Map<String, Object> inputs = new LinkedHashMap<>();
      arguments.forEach((input, value) -> inputs.put(input, describe(value)));
      Map<String, Object> results = new LinkedHashMap<>();
      outputs.names().forEach(out -> results.put(out, describe(outputs.get(out, TType.class))));
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("function", function.name());
      described.put("inputs", inputs);
      described.put("outputs", results);
      described.put("main", outputs.names().iterator().next());
      return described;
    }
  }

  private static Map<String, Object> describe(TType tensor) {
    List<Object> values = new ArrayList<>();
    String type;
    if (tensor instanceof TFloat32 floats) {
      type = "float32";
      floats.scalars().forEach(scalar -> values.add(scalar.getFloat()));
    } else if (tensor instanceof TInt32 ints) {
      type = "int32";
      ints.scalars().forEach(scalar -> values.add(scalar.getInt()));
    } else if (tensor instanceof TInt64 longs) {
      type = "int64";
      longs.scalars().forEach(scalar -> values.add(scalar.getLong()));
    } else if (tensor instanceof TBool booleans) {
      type = "bool";
      booleans.scalars().forEach(scalar -> values.add(scalar.getBoolean()));
    } else {
      type = "string";
      ((TString) tensor).scalars().forEach(scalar -> values.add(scalar.getObject()));
    }
    return Map.of("type", type, "shape", tensor.shape().asArray(), "values", values);
  }

  // --------------------------------------------------------------- Python

  private String runPython() throws Exception {
    Path errors = folder.resolve("errors.txt");
    Path output = folder.resolve("output.txt");
    Process python =
        new ProcessBuilder(
                System.getProperty("latent4j.python", "target/python/bin/python"),
                SCRIPT.toString(),
                folder.toString())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(python.waitFor(10, TimeUnit.MINUTES)).as("Python ends").isTrue();
    } finally {
      python.destroyForcibly();
    }
    assertThat(python.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readString(output);
  }

  private void checkSavedAgain(String name) throws Exception {
    JsonObject expected =
        new Gson()
            .fromJson(Files.readString(folder.resolve(name + "_again.json")), JsonObject.class);
    List<JsonElement> wanted = expected.getAsJsonArray("values").asList();
    float[] values = new float[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = wanted.get(i).getAsFloat();
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> described = (Map<String, Object>) cases.get(name);
    try (Served served = new Served(folder.resolve(name + "_again"));
        TFloat32 x = input(described)) {
      String main = firstCall(described).get("main").getAsString();
      Tensor output = served.call("serving_default", Map.of("x", x)).get(main);
      float[] actual = new float[(int) output.size()];
      ((TFloat32) output).copyTo(DataBuffers.of(actual, false, false));
      assertThat(actual).as(name).containsExactly(values, within(1e-5f));
    }
  }

  private static JsonObject firstCall(Map<String, Object> described) {
    return new Gson()
        .toJsonTree(described)
        .getAsJsonObject()
        .getAsJsonArray("calls")
        .get(0)
        .getAsJsonObject();
  }

  /** The input of the first call of a case. */
  private static TFloat32 input(Map<String, Object> described) {
    JsonObject x = firstCall(described).getAsJsonObject("inputs").getAsJsonObject("x");
    List<JsonElement> listed = x.getAsJsonArray("values").asList();
    float[] values = new float[listed.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = listed.get(i).getAsFloat();
    }
    long[] shape =
        x.getAsJsonArray("shape").asList().stream().mapToLong(JsonElement::getAsLong).toArray();
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }
}
