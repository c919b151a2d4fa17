package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A trained deep belief network. Its functions take samples as they are and scale them as it was
 * trained on; what they return of visible units is scaled. It is used by one thread at a time.
 */
public final class DbnModel extends NetworkModel {
  private static final String SYSTEM = "dbn";
  private static final int ROWS_AT_ONCE = 1024;
  private static final String MEANS = "means_";
  private static final String DOWN = "down_";

  private final DbnNetwork network;
  private final MachineRuns top;
  private final CompiledFunction down;
  private final CompiledFunction byLayer;
  private final Optional<List<History>> histories;

  private DbnModel(
      DbnNetwork network,
      ModelFunctions functions,
      Optional<List<History>> histories,
      Provenance provenance) {
    super(functions, provenance);
    this.network = network;
    this.top = new MachineRuns(network.top());
    this.histories = histories;
    this.down =
        network
            .engine()
            .function(
                "down",
                List.of(
                    InputSpec.floats(
                        "seen", Shape.UNKNOWN_SIZE, network.top().shape().allVisible())),
                (tf, in) -> Map.of("means", network.downFromTop(tf, in.floats("seen"))));
    this.byLayer =
        network
            .engine()
            .function(
                "by_layer",
                List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, network.features())),
                (tf, in) -> byLayer(tf, in.floats("x")));
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static DbnModel of(
      DbnNetwork trained,
      List<RbmWeights> machines,
      FineTuning.Target target,
      int classes,
      Scaling scaling,
      List<History> histories,
      Provenance provenance,
      EngineOptions options) {
    return GraphEngine.createFor(
        options,
        engine -> {
          DbnNetwork network =
              new DbnNetwork(engine, machines, trained.top().shape().labels(), target, classes);
          trained.copyValuesTo(network);
          return of(engine, network, scaling, Optional.of(List.copyOf(histories)), provenance);
        });
  }

  /** A stack that is not unrolled, in an engine that holds nothing else. */
  static DbnModel of(
      List<RbmWeights> machines,
      int labels,
      Scaling scaling,
      List<History> histories,
      Provenance provenance,
      EngineOptions options) {
    return GraphEngine.createFor(
        options,
        engine -> {
          DbnNetwork network =
              new DbnNetwork(engine, machines, labels, FineTuning.Target.NONE, labels);
          return of(engine, network, scaling, Optional.of(histories), provenance);
        });
  }

  private static DbnModel of(
      GraphEngine engine,
      DbnNetwork network,
      Scaling scaling,
      Optional<List<History>> histories,
      Provenance provenance) {
    SavedNetwork saved =
        new SavedNetwork(engine, network, network.functions(), scaling, provenance);
    return new DbnModel(network, ModelFunctions.of(saved), histories, provenance);
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DbnModel load(Path folder) {
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
  public static DbnModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return SavedParts.read(folder, SYSTEM, parts -> read(parts, engine, otherwise));
  }

  private static DbnModel read(SavedParts parts, EngineOptions options, Scaling otherwise) {
    List<RbmWeights> machines = new ArrayList<>();
    do { // the first must be there
      machines.add(RbmWeights.of(parts, "rbms[%d].".formatted(machines.size())));
    } while (parts.has("rbms[%d].%s".formatted(machines.size(), RbmNetwork.WEIGHTS)));
    int labels = labels(parts, machines);
    String classifier = "classifier.layers[%d].bias".formatted(machines.size());
    int classes = parts.has(classifier) ? parts.array(classifier, 1).values().length : 0;
    FineTuning.Target target =
        classes > 0
            ? FineTuning.Target.CLASSIFIER
            : parts.has("encoder.layers[0].kernel")
                ? FineTuning.Target.AUTOENCODER
                : FineTuning.Target.NONE;
    return GraphEngine.createFor(
        options,
        engine -> {
          DbnNetwork network = new DbnNetwork(engine, machines, labels, target, classes);
          network.classifier().ifPresent(layers -> assign(parts, "classifier", layers));
          network.encoder().ifPresent(layers -> assign(parts, "encoder", layers));
          network.decoder().ifPresent(layers -> assign(parts, "decoder", layers));
          return of(
              engine, network, parts.scalingOr(otherwise), Optional.empty(), parts.provenance());
        });
  }

  /** How many labels the topmost machine sees beside the hidden units of the one below. */
  private static int labels(SavedParts parts, List<RbmWeights> machines) {
    int last = machines.size() - 1;
    int labels = 0;
    for (int i = 1; i <= last; i++) {
      int more = machines.get(i).weights().rowCount() - machines.get(i - 1).weights().columns();
      if (more < 0 || more > 0 && i < last) {
        throw parts.broken(
            "machines of which each sees the hidden units of the one below",
            "%d visible units over %d hidden ones"
                .formatted(
                    machines.get(i).weights().rowCount(), machines.get(i - 1).weights().columns()));
      }
      labels = more;
    }
    return labels;
  }

  private static void assign(SavedParts parts, String name, Sequential network) {
    int number = 0;
    for (Layer layer : network.layers()) {
      Dense dense = (Dense) layer;
      String path = "%s.layers[%d].".formatted(name, number++);
      FloatArray kernel = parts.array(path + "kernel", 2);
      if (!kernel.shape().equals(dense.kernel().shape())) {
        throw parts.broken(
            path + "kernel of shape " + dense.kernel().shape(), kernel.shape().toString());
      }
      dense.kernel().assign(kernel.values());
      dense.bias().assign(parts.array(path + "bias", 1).values());
    }
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1
   */
  @Override
  public int features() {
    return network.features();
  }

  /**
   * The number of hidden units of each machine.
   *
   * @return the lowest first; fewer than asked for if the fit was interrupted
   */
  public List<Integer> layers() {
    return network.rbms().stream().map(rbm -> rbm.shape().hidden()).toList();
  }

  /**
   * The number of classes that the model tells apart.
   *
   * @return at least 1, or 0 if it does not
   */
  public int classes() {
    return network
        .classifier()
        .map(layers -> (int) layers.outputShape().get(1))
        .orElse(network.top().shape().labels());
  }

  /**
   * Whether the highest machine sees labels, so that {@link #generate(int, GibbsSampling)} makes
   * samples of a class.
   *
   * @return true if so
   */
  public boolean hasTopLabels() {
    return network.top().shape().labels() > 0;
  }

  /**
   * The weights of a machine.
   *
   * @param layer its number, from 0, the lowest
   * @return a copy, (visible, hidden)
   * @throws IndexOutOfBoundsException if there is none of that number
   */
  public FloatArray weights(int layer) {
    return network.rbms().get(layer).values().weights();
  }

  /**
   * The up-pass: the probabilities of the highest hidden units; of an autoencoder, its code. Where
   * the highest machine sees labels, none is on.
   *
   * @param samples samples with as many features as the model was trained on
   * @return (samples, hidden)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return apply("encode", "hidden", samples);
  }

  /**
   * The down-pass: the means of the visible units.
   *
   * @param hidden the highest hidden units: (n, hidden)
   * @return (n, features)
   * @throws IllegalArgumentException if a row is of another length
   */
  public float[][] decode(float[][] hidden) {
    return functions().apply("decode", "reconstruction", hidden);
  }

  /**
   * Up and down again.
   *
   * @param samples samples with as many features as the model was trained on
   * @return (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] reconstruct(Samples samples) {
    return apply("reconstruct", "reconstruction", samples);
  }

  /**
   * What each layer keeps of samples: how much is lost on the way up to it, machine by machine. Of
   * a stack that was unrolled, the machines are those before.
   *
   * @param samples samples with as many features as the model was trained on
   * @return a line for each layer, the lowest first
   * @throws IllegalArgumentException if the number of features differs
   */
  public List<DbnLayer> layerReport(Samples samples) {
    Fit.requireFeatures(features(), samples);
    boolean isGaussian = network.rbms().get(0).shape().isGaussian();
    List<LayerSums> sums = layers().stream().map(n -> new LayerSums(n, isGaussian)).toList();
    ScaledSamples scaled = ScaledSamples.of(samples, scaling());
    for (int first = 0; first < samples.count(); first += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, samples.count() - first);
      float[] rows = scaled.rows(first, count);
      try (TFloat32 x = MachineRuns.matrix(rowsOf(rows, count));
          Outputs outputs = byLayer.call(Map.of("x", x))) {
        for (int layer = 0; layer < sums.size(); layer++) {
          sums.get(layer)
              .add(rows, outputs.floats(DOWN + layer), outputs.floats(MEANS + layer), count);
        }
      }
    }
    return sums.stream().map(LayerSums::layer).toList();
  }

  private static float[][] rowsOf(float[] values, int count) {
    return new FloatArray(values, Shape.of(count, values.length / count)).rows();
  }

  private Map<String, Operand<? extends TType>> byLayer(Ops tf, Operand<TFloat32> x) {
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    for (int layer = 0; layer < network.rbms().size(); layer++) {
      Operand<TFloat32> hidden = network.upTo(tf, layer, x);
      outputs.put(MEANS + layer, tf.math.mean(hidden, tf.constant(0)));
      outputs.put(DOWN + layer, network.downFrom(tf, layer, hidden));
    }
    return outputs;
  }

  /**
   * The probabilities of classes: those of the classifier or, if there is none, by the free
   * energies of the highest machine with each label.
   *
   * @param samples samples with as many features as the model was trained on
   * @return (samples, classes)
   * @throws IllegalArgumentException if the number of features differs, or the model has learned
   *     from no labels
   */
  public float[][] probabilities(Samples samples) {
    return apply("predict", "probabilities", samples);
  }

  /**
   * The most probable classes.
   *
   * @param samples samples with as many features as the model was trained on
   * @return a class for each
   * @throws IllegalArgumentException if the number of features differs, or the model has learned
   *     from no labels
   */
  public int[] predict(Samples samples) {
    float[][] rows = probabilities(samples);
    int[] classes = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 1; i < rows[row].length; i++) {
        if (rows[row][i] > rows[row][classes[row]]) {
          classes[row] = i;
        }
      }
    }
    return classes;
  }

  /**
   * Makes samples: Gibbs chains in the highest machine, and down from it.
   *
   * @param how how many chains and steps
   * @return the means of the visible units after each step that is kept: (chains, features)
   */
  public List<float[][]> generate(GibbsSampling how) {
    return down(top.chains(top.biasStates(how.chains(), how.seed()), how));
  }

  /**
   * Makes samples of a class: Gibbs chains in the highest machine whose label stays, and down from
   * it.
   *
   * @param label the class
   * @param how how many chains and steps
   * @return the means of the visible units after each step that is kept: (chains, features)
   * @throws IllegalArgumentException if there is no such class
   * @throws IllegalStateException if the highest machine sees no labels
   */
  public List<float[][]> generate(int label, GibbsSampling how) {
    RbmShape shape = network.top().shape();
    if (shape.labels() == 0) {
      throw new IllegalStateException("the highest machine has learned from no labels");
    }
    Options.require(
        label >= 0 && label < shape.labels(),
        "label",
        "between 0 and " + (shape.labels() - 1),
        label);
    float[][] start = top.biasStates(how.chains(), how.seed());
    boolean[] fixed = new boolean[shape.allVisible()];
    for (int i = shape.features(); i < fixed.length; i++) {
      fixed[i] = true;
      for (float[] row : start) {
        row[i] = i == shape.features() + label ? 1 : 0;
      }
    }
    return down(top.chains(start, fixed, how));
  }

  private List<float[][]> down(GibbsChains chains) {
    List<float[][]> means = new ArrayList<>();
    for (float[][] seen : chains.means()) {
      try (TFloat32 rows = MachineRuns.matrix(seen);
          Outputs outputs = down.call(Map.of("seen", rows))) {
        means.add(MachineRuns.rows(outputs, "means"));
      }
    }
    return means;
  }

  /**
   * How training went, machine by machine, and then as a whole if the stack was unrolled.
   *
   * @return the epochs of each
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public List<History> histories() {
    return Fit.known(histories, "histories are those");
  }

  /**
   * The machines with their sizes and figures, and where the model comes from.
   *
   * @return some lines
   */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    for (int i = 0; i < network.rbms().size(); i++) {
      RbmShape shape = network.rbms().get(i).shape();
      text.append(
          "layer %d: %d%s %s visible units, %d hidden units"
              .formatted(
                  i + 1,
                  shape.features(),
                  shape.labels() == 0 ? "" : " and " + shape.labels() + " label",
                  shape.visible(),
                  shape.hidden()));
      String prefix = "layer%d_".formatted(i + 1);
      figures()
          .forEach(
              (name, value) -> {
                if (name.startsWith(prefix)) {
                  text.append(", %s %.6g".formatted(name.substring(prefix.length()), value));
                }
              });
      text.append('\n');
    }
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return "dbn of %s (%d x %d): layers %s%s"
        .formatted(
            provenance().data(),
            provenance().samples(),
            features(),
            layers(),
            classes() == 0 ? "" : ", " + classes() + " classes");
  }
}
