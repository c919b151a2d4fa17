package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A trained variational autoencoder. Its functions take samples as they are and scale them as it
 * was trained on; what is generated or reconstructed is on that scale: the probabilities of a
 * Bernoulli output, the means of a Gaussian one. If the model is conditional, samples must have
 * labels, and so must codes that are decoded.
 *
 * <pre>{@code
 * try (VaeModel model = VaeModel.load(Path.of("model"))) {
 *   float[][] images = model.sample(100, 42);
 *   float[][] codes = model.encode(digits);
 *   float[][] between = model.interpolate(codes[0], codes[1], 8);
 * }
 * }</pre>
 */
public final class VaeModel extends NetworkModel {
  /** How many labels a conditional model knows, among its figures. */
  static final String CLASSES = "classes";

  private static final String SYSTEM = "vae";
  private static final int CODES_AT_ONCE = 1024;

  private final Optional<VaeNetwork> network;
  private final Optional<History> history;

  private VaeModel(
      ModelFunctions functions,
      Optional<VaeNetwork> network,
      Optional<History> history,
      Provenance provenance) {
    super(functions, provenance);
    this.network = network;
    this.history = history;
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static VaeModel of(
      Vae options,
      VaeNetwork trained,
      Shape sample,
      Scaling scaling,
      History history,
      Provenance provenance,
      FitOptions how) {
    int classes = provenance.figures().getOrDefault(CLASSES, 0.0).intValue();
    return GraphEngine.createFor(
        how.engine(),
        engine -> {
          VaeNetwork network = new VaeNetwork(engine, options, sample, classes);
          trained.copyValuesTo(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), scaling, provenance);
          return new VaeModel(
              ModelFunctions.of(saved), Optional.of(network), Optional.of(history), provenance);
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs are the functions {@code encode}
   * and {@code decode}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static VaeModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static VaeModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return new VaeModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        Optional.empty(),
        Optional.empty(),
        SavedParts.provenance(folder, SYSTEM));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1
   */
  @Override
  public int features() {
    return (int) inputShape().size();
  }

  /** The shape of a sample as the network takes it. */
  private Shape inputShape() {
    return input(VaeFunctions.ENCODE, VaeFunctions.X).tail();
  }

  private Shape input(String function, String name) {
    Shape shape = functions().inputs(function).get(name);
    if (shape == null) {
      throw new InvalidOptionException(
          "model", "must have a function '%s' of '%s', but has not".formatted(function, name));
    }
    return shape;
  }

  /**
   * The number of units of the code.
   *
   * @return at least 1
   */
  public int latent() {
    return (int) input(VaeFunctions.DECODE, VaeFunctions.CODE).tail().size();
  }

  /**
   * Whether the model is told the labels of samples.
   *
   * @return true if so
   */
  public boolean conditional() {
    return functions().inputs(VaeFunctions.DECODE).containsKey(VaeFunctions.LABELS);
  }

  /**
   * How many labels a conditional model knows.
   *
   * @return at least 1; 0 if it is not conditional
   */
  public int classes() {
    return conditional()
        ? figures().getOrDefault(CLASSES, (double) Integer.MAX_VALUE).intValue()
        : 0;
  }

  /**
   * Whether the model has the functions that {@link #losses}, {@link #bound} and {@link
   * #mutualInformation} need, as every model that Latent4J trained has.
   *
   * @return false if another program made a model of encoder and decoder alone
   */
  public boolean hasLosses() {
    return functions().names().containsAll(List.of(VaeFunctions.LOSSES, VaeFunctions.LOG_WEIGHTS));
  }

  private VaeEvaluation evaluation() {
    Object binarize = provenance().options().getOrDefault("binarize", VaeBinarization.NONE);
    return new VaeEvaluation(
        functions()::call,
        inputShape(),
        latent(),
        classes(),
        VaeBinarization.of(binarize.toString()),
        scaling(),
        provenance().seed());
  }

  private float[][] encoded(String output, Samples samples) {
    Fit.requireFeatures(features(), samples);
    return evaluation().rows(VaeFunctions.ENCODE, output, samples);
  }

  /**
   * Computes the codes of samples: the means of their distributions.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the codes, of shape (samples, latent)
   * @throws IllegalArgumentException if the number of features differs, or labels are missing
   */
  public float[][] encode(Samples samples) {
    return encoded(VaeFunctions.MEAN, samples);
  }

  /**
   * Computes how sure the codes of samples are.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the logarithms of the variances of their distributions, of shape (samples, latent)
   * @throws IllegalArgumentException if the number of features differs, or labels are missing
   */
  public float[][] logVariances(Samples samples) {
    return encoded(VaeFunctions.LOG_VARIANCE, samples);
  }

  /**
   * Encodes samples and decodes the means of their codes.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the reconstructions, of shape (samples, features)
   * @throws IllegalArgumentException if the number of features differs, or labels are missing
   */
  public float[][] reconstruct(Samples samples) {
    if (!hasLosses()) { // another's function of that name may draw codes
      return decode(encode(samples));
    }
    Fit.requireFeatures(features(), samples);
    return evaluation().rows(VaeFunctions.RECONSTRUCT, VaeFunctions.RECONSTRUCTION, samples);
  }

  /**
   * Decodes codes.
   *
   * @param codes the codes, of shape (n, latent)
   * @param labels a label for each code if the model is conditional, else none
   * @return samples, of shape (n, features)
   * @throws IllegalArgumentException if a code is not as long as the model's, or labels are
   *     missing, too many, or unknown
   */
  public float[][] decode(float[][] codes, int... labels) {
    requireLabels(codes.length, labels);
    int latent = latent();
    for (int i = 0; i < codes.length; i++) {
      if (codes[i].length != latent) {
        throw new IllegalArgumentException(
            "codes must be of length %d, but row %d is of length %d"
                .formatted(latent, i, codes[i].length));
      }
    }
    float[][] made = new float[codes.length][];
    for (int from = 0; from < codes.length; from += CODES_AT_ONCE) {
      int count = Math.min(CODES_AT_ONCE, codes.length - from);
      float[] values = new float[count * latent];
      for (int i = 0; i < count; i++) {
        System.arraycopy(codes[from + i], 0, values, i * latent, latent);
      }
      try (TFloat32 code =
          TFloat32.tensorOf(Shape.of(count, latent), DataBuffers.of(values, true, false))) {
        Map<String, TType> inputs = new LinkedHashMap<>(Map.of(VaeFunctions.CODE, code));
        int[] own = conditional() ? Arrays.copyOfRange(labels, from, from + count) : new int[0];
        float[] rows = called(VaeFunctions.DECODE, VaeFunctions.RECONSTRUCTION, inputs, own);
        VaeEvaluation.split(rows, count, made, from);
      }
    }
    return made;
  }

  private void requireLabels(int count, int... labels) {
    int expected = conditional() ? count : 0;
    if (labels.length != expected) {
      throw new IllegalArgumentException(
          "labels must be %d for %d codes of a model that is%s conditional, but are %d"
              .formatted(expected, count, conditional() ? "" : " not", labels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes()) {
        throw new IllegalArgumentException(
            "labels must be from 0 to %d, but one is %d".formatted(classes() - 1, label));
      }
    }
  }

  /** Calls a function with labels, if there are any, and copies an output. */
  private float[] called(String function, String output, Map<String, TType> inputs, int... labels) {
    if (labels.length == 0) {
      try (Outputs outputs = functions().call(function, inputs)) {
        return outputs.floats(output);
      }
    }
    try (TInt32 marks = TInt32.vectorOf(labels)) {
      inputs.put(VaeFunctions.LABELS, marks);
      try (Outputs outputs = functions().call(function, inputs)) {
        return outputs.floats(output);
      }
    }
  }

  /**
   * Generates samples: decodes codes that are drawn from the standard normal distribution. If the
   * model is conditional, its labels come in turns.
   *
   * @param count how many, at least 1
   * @param seed what the codes derive from
   * @return the samples, of shape (count, features)
   * @throws IllegalArgumentException if the count is below 1
   */
  public float[][] sample(int count, int seed) {
    Options.requireAtLeast(1, "count", count);
    if (!hasLosses()) {
      return decode(drawn(count, seed));
    }
    float[][] samples = new float[count][];
    try (TInt32 many = TInt32.scalarOf(count);
        TInt32 drawn = TInt32.scalarOf(seed)) {
      Map<String, TType> inputs = Map.of(VaeFunctions.COUNT, many, VaeFunctions.SEED, drawn);
      float[] values = called(VaeFunctions.SAMPLE, VaeFunctions.GENERATED, inputs);
      VaeEvaluation.split(values, count, samples, 0);
    }
    return samples;
  }

  private float[][] drawn(int count, int seed) {
    Random random = new Random(seed);
    float[][] codes = new float[count][latent()];
    for (float[] code : codes) {
      for (int i = 0; i < code.length; i++) {
        code[i] = (float) random.nextGaussian();
      }
    }
    return codes;
  }

  /**
   * Generates samples with given labels.
   *
   * @param labels the label of each sample, at least one
   * @param seed what the codes derive from
   * @return the samples, of shape (labels, features)
   * @throws IllegalArgumentException if there are no labels, one is unknown, or the model is not
   *     conditional
   */
  public float[][] sample(int[] labels, int seed) {
    Options.requireAtLeast(1, "labels", labels.length);
    requireLabels(labels.length, labels);
    float[][] samples = new float[labels.length][];
    try (TInt32 drawn = TInt32.scalarOf(seed)) {
      Map<String, TType> inputs = new LinkedHashMap<>(Map.of(VaeFunctions.SEED, drawn));
      float[] values = called(VaeFunctions.SAMPLE_LABELS, VaeFunctions.GENERATED, inputs, labels);
      VaeEvaluation.split(values, labels.length, samples, 0);
    }
    return samples;
  }

  /**
   * Decodes the codes on the straight way from one to another.
   *
   * @param from the first code
   * @param to the last code
   * @param steps how many codes, both ends included, at least 2
   * @param label the label of all, if the model is conditional, else none
   * @return samples, of shape (steps, features)
   * @throws IllegalArgumentException if a code is not as long as the model's, or the steps are too
   *     few, or the label does not fit
   */
  public float[][] interpolate(float[] from, float[] to, int steps, int... label) {
    Options.requireAtLeast(2, "steps", steps);
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "to must be of length %d, as from, but is of length %d"
              .formatted(from.length, to.length));
    }
    float[][] codes = new float[steps][from.length];
    for (int i = 0; i < steps; i++) {
      float share = i / (steps - 1f);
      for (int j = 0; j < from.length; j++) {
        codes[i][j] = (1 - share) * from[j] + share * to[j];
      }
    }
    return decode(codes, repeated(steps, label));
  }

  /**
   * Decodes a code with one of its units changed.
   *
   * @param code the code
   * @param unit which unit, from 0
   * @param range how far it is changed: from {@code -range} to {@code range}, in standard
   *     deviations of the prior
   * @param steps how many codes, at least 2
   * @param label the label of all, if the model is conditional, else none
   * @return samples, of shape (steps, features)
   * @throws IllegalArgumentException if the code is not as long as the model's, there is no such
   *     unit, or the steps are too few, or the label does not fit
   */
  public float[][] traverse(float[] code, int unit, double range, int steps, int... label) {
    Options.requireAtLeast(2, "steps", steps);
    if (unit < 0 || unit >= code.length) {
      throw new IllegalArgumentException(
          "unit must be from 0 to %d, but is %d".formatted(code.length - 1, unit));
    }
    float[][] codes = new float[steps][];
    for (int i = 0; i < steps; i++) {
      codes[i] = code.clone();
      codes[i][unit] = (float) (range * (2.0 * i / (steps - 1) - 1));
    }
    return decode(codes, repeated(steps, label));
  }

  private static int[] repeated(int count, int... label) {
    if (label.length != 1) {
      return label;
    }
    int[] labels = new int[count];
    Arrays.fill(labels, label[0]);
    return labels;
  }

  /**
   * Measures reconstruction and divergence of samples, binarized as in training, with one code
   * drawn of each by the seed of the training.
   *
   * @param samples samples with as many features as the model was trained on
   * @return both parts of the loss
   * @throws IllegalArgumentException if the number of features differs, labels are missing, or the
   *     model has no such function
   */
  public VaeLosses losses(Samples samples) {
    Fit.requireFeatures(features(), samples);
    return evaluation().losses(samples);
  }

  /**
   * Estimates the logarithm of the likelihood of samples from below, by importance sampling from
   * the encoder (Burda and others, 2016): with one code it is the evidence lower bound, and the
   * more there are, the nearer it comes. Samples are binarized as in training.
   *
   * @param samples samples with as many features as the model was trained on
   * @param importanceSamples how many codes are drawn of each, at least 1
   * @return the mean over samples, in nats
   * @throws IllegalArgumentException if the number of features differs, labels are missing, the
   *     count is below 1, or the model has no such function
   */
  public double bound(Samples samples, int importanceSamples) {
    Options.requireAtLeast(1, "importanceSamples", importanceSamples);
    Fit.requireFeatures(features(), samples);
    return Arrays.stream(evaluation().bounds(samples, importanceSamples)).average().orElseThrow();
  }

  /**
   * Estimates how many nats a code tells about its sample, from a code drawn for each of some
   * samples, whose mixture of distributions stands for that of all codes (Hoffman and Johnson,
   * <i>ELBO surgery</i>, 2016). It can't be more than the logarithm of their number, and the time
   * grows with its square: some thousands will do.
   *
   * @param samples samples with as many features as the model was trained on
   * @return at least 0, but for chance
   * @throws IllegalArgumentException if the number of features differs, or labels are missing
   */
  public double mutualInformation(Samples samples) {
    Fit.requireFeatures(features(), samples);
    return evaluation().mutualInformation(samples);
  }

  /**
   * How training went: {@code loss}, {@code reconstruction_loss} and {@code kl_divergence} of each
   * epoch, those of validation with {@code val_} before the name.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public History history() {
    return Fit.known(history, "history is that");
  }

  /**
   * What to do about a code that has collapsed, so that samples are decoded all alike.
   *
   * @return the advice, in one line; empty if there is an active unit, or nothing is known
   */
  public Optional<String> advice() {
    return figures().getOrDefault("active_units", 1.0) > 0
        ? Optional.empty()
        : Optional.of(
            "the code has collapsed: none of its units is active, so it tells nothing of a sample;"
                + " let the divergence warm up over some epochs, give each unit free bits, make"
                + " beta smaller, or train longer");
  }

  /**
   * The layers of encoder and decoder with their numbers of parameters, as Keras prints them, the
   * figures, and where the model comes from.
   *
   * @return two tables, if the model was trained here, and some lines
   */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    advice().ifPresent(line -> text.append(line).append('\n'));
    network.ifPresent(
        net ->
            text.append(net.encoder().summary())
                .append('\n')
                .append(net.decoder().summary())
                .append('\n'));
    history.ifPresent(went -> text.append(went.summary(figures())).append('\n'));
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return "vae of %s (%d x %d): %d latent units, %s"
        .formatted(provenance().data(), provenance().samples(), features(), latent(), figures());
  }
}
