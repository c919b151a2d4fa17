package io.latent4j.reinforcement;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.model.Fit;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.nn.Mode;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A trained Q-network: the values of actions, and so a player. */
public final class DqnModel extends NetworkModel {
  static final String SYSTEM = "dqn";

  private final Optional<Own> own;
  private final Optional<QTraining.Learned> learned;

  /** What only a model has whose layers are known. */
  private record Own(QNetwork network, CompiledFunction gradient) {}

  private DqnModel(
      ModelFunctions functions,
      Optional<Own> own,
      Optional<QTraining.Learned> learned,
      Provenance provenance) {
    super(functions, provenance);
    this.own = own;
    this.learned = learned;
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static DqnModel of(
      QNetwork trained, QTraining.Learned learned, Provenance provenance, EngineOptions options) {
    return of(trained.form(), trained::copyValuesTo, Optional.of(learned), provenance, options);
  }

  private static DqnModel of(
      QNetwork.Form form,
      Consumer<QNetwork> values,
      Optional<QTraining.Learned> learned,
      Provenance provenance,
      EngineOptions options) {
    return GraphEngine.createFor(
        options,
        engine -> {
          QNetwork network = new QNetwork(engine, form);
          values.accept(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), Scaling.none(), provenance);
          return new DqnModel(
              ModelFunctions.of(saved),
              Optional.of(new Own(network, gradient(engine, network))),
              learned,
              provenance);
        });
  }

  private static CompiledFunction gradient(GraphEngine engine, QNetwork network) {
    return engine.function(
        "gradient",
        List.of(InputSpec.floats("state", -1, network.observation().size())),
        (tf, in) -> {
          Operand<TFloat32> state = in.floats("state");
          try (GradientTape tape = GradientTape.on(engine)) {
            tape.watch(state);
            Operand<TFloat32> best =
                tf.reduceMax(network.q(tf, state, Mode.INFERENCE), tf.constant(1));
            Operand<TFloat32> sum = tf.reduceSum(best, tf.constant(0));
            return Map.of("gradient", tape.gradient(sum, state));
          }
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs is the function {@code
   * q_values}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DqnModel load(Path folder) {
    return load(folder, EngineOptions.defaults());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static DqnModel load(Path folder, EngineOptions engine) {
    Provenance provenance = SavedParts.provenance(folder, SYSTEM);
    Optional<QNetwork.Form> form = QNetwork.Form.in(provenance.options());
    return form.isPresent()
        ? SavedParts.read(
            folder,
            SYSTEM,
            parts ->
                of(
                    form.get(),
                    network -> network.restore(parts),
                    Optional.empty(),
                    provenance,
                    engine))
        : new DqnModel(
            SavedParts.functions(folder, SYSTEM, engine, Scaling.none()),
            Optional.empty(),
            Optional.empty(),
            provenance);
  }

  /**
   * The number of values of an observation.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize("q_values");
  }

  /**
   * The values of the actions.
   *
   * @param observations of shape (n, values), at least one
   * @return of shape (n, actions)
   * @throws IllegalArgumentException if an observation is of another length
   */
  public float[][] values(float[][] observations) {
    return functions().apply("q_values", "q", observations);
  }

  /**
   * Who does what has the largest value, the first of those.
   *
   * @return the player, while this is open
   */
  public Player player() {
    return observations -> {
      float[][] values = values(observations);
      int[] actions = new int[values.length];
      for (int i = 0; i < actions.length; i++) {
        actions[i] = Experience.largest(values[i], 0, values[i].length);
      }
      return actions;
    };
  }

  /**
   * How the value of the best action depends on what is seen.
   *
   * @param observations of shape (n, values), at least one
   * @return the gradient, of the same shape
   * @throws IllegalStateException if the model is one of another program
   */
  public float[][] gradient(float[][] observations) {
    Own known = own("gradient");
    int size = features();
    float[] flat = new float[observations.length * size];
    for (int i = 0; i < observations.length; i++) {
      System.arraycopy(observations[i], 0, flat, i * size, size);
    }
    try (TFloat32 state =
            TFloat32.tensorOf(
                Shape.of(observations.length, size), DataBuffers.of(flat, true, false));
        Outputs outputs = known.gradient.call(Map.of("state", state))) {
      float[] all = outputs.floats("gradient");
      float[][] rows = new float[observations.length][size];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(all, i * size, rows[i], 0, size);
      }
      return rows;
    }
  }

  /**
   * The network for programs without TensorFlow: layers and weights, as the page to play has them.
   *
   * @return JSON: {@code trunk}, {@code advantage} and {@code value}, lists of layers with weights
   *     as float32, little endian, in base 64
   * @throws IllegalStateException if the model is one of another program
   */
  public String toJson() {
    return NetworkJson.of(own("JSON").network);
  }

  /**
   * Whether the layers are known, which {@link #gradient} and {@link #toJson} need: not of models
   * that other programs saved.
   *
   * @return true if so
   */
  public boolean hasLayers() {
    return own.isPresent();
  }

  private Own own(String what) {
    return own.orElseThrow(
        () ->
            new IllegalStateException(
                what + " needs the layers, but this model was saved by another program"));
  }

  private QTraining.Learned learned(String what) {
    return Fit.known(learned, what + " that");
  }

  /**
   * How training went: loss, {@code return} (the mean of the episodes that ended) and {@code
   * episodes} of each epoch of about 5,000 steps.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public History history() {
    return learned("history is").history();
  }

  /**
   * How many steps were made in training, in all games together.
   *
   * @return at least 1
   * @throws IllegalStateException if the model was loaded
   */
  public long frames() {
    return learned("frames are").frames();
  }

  /**
   * How many steps training made in a second, updates included.
   *
   * @return above 0
   * @throws IllegalStateException if the model was loaded
   */
  public double framesPerSecond() {
    double inEpochs = history().epochs().stream().mapToDouble(Epoch::seconds).sum();
    // Training that was interrupted may have none that is complete.
    double seconds = inEpochs > 0 ? inEpochs : provenance().seconds();
    return frames() / Math.max(seconds, 1e-9);
  }

  /**
   * The mean return of the episodes of training that ended in each epoch, of the epochs in which
   * some did.
   *
   * @return of shape (epochs, 2): after how many steps, and the return
   * @throws IllegalStateException if the model was loaded
   */
  public double[][] returnsBySteps() {
    QTraining.Learned made = learned("returns are");
    List<double[]> rows = new ArrayList<>();
    int done = made.history().epochs().size();
    for (Epoch epoch : made.history().epochs()) {
      if (epoch.metric(Updates.EPISODES) > 0) {
        double steps = (double) made.frames() * epoch.number() / done;
        rows.add(new double[] {steps, epoch.metric(Updates.RETURN)});
      }
    }
    return rows.toArray(double[][]::new);
  }

  Optional<QNetwork> network() {
    return own.map(Own::network);
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    own.ifPresent(
        known ->
            known
                .network()
                .variablesByPath()
                .forEach(
                    (path, variable) -> text.append("%s %s%n".formatted(path, variable.shape()))));
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return "%s of %s (%d steps): %s"
        .formatted(
            provenance().options().getOrDefault("method", SYSTEM),
            provenance().data(),
            provenance().samples(),
            figures());
  }
}
