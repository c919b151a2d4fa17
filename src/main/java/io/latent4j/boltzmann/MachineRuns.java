package io.latent4j.boltzmann;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.model.FloatArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * What is computed with a machine by chance or step by step. Draws derive from the engine's seed
 * and from one that each call is given; interrupting the thread ends chains between two steps with
 * a {@link CancellationException}.
 */
final class MachineRuns {
  private static final int ROWS_AT_ONCE = 2048;
  private static final int ANNEALING_AT_ONCE = 10;
  private static final int REVERSE_BURN_IN = 500;

  private final RbmNetwork network;
  private final Engine engine;
  private final Map<String, CompiledFunction> functions = new HashMap<>();

  MachineRuns(RbmNetwork network) {
    this.network = network;
    this.engine = network.engine();
  }

  // --------------------------------------------------------------- functions

  private CompiledFunction function(String name, List<InputSpec> inputs, FunctionBody body) {
    return functions.computeIfAbsent(name, absent -> engine.function(name, inputs, body));
  }

  /** Outputs by name. */
  private interface Body {
    Map<String, Operand<TFloat32>> apply(Ops tf, Operands in);
  }

  /** A body that draws: the step counts up, so that the next call draws other numbers. */
  private FunctionBody drawing(Body body) {
    return (tf, in) -> {
      Map<String, Operand<TFloat32>> outputs = body.apply(tf, in);
      ModelVariable<TInt64> step = engine.step();
      step.assign(tf, tf.math.add(step.read(tf), tf.constant(1L)));
      return outputs;
    };
  }

  private InputSpec visibleInput(String name) {
    return InputSpec.floats(name, Shape.UNKNOWN_SIZE, network.shape().allVisible());
  }

  private InputSpec hiddenInput(String name) {
    return InputSpec.floats(name, Shape.UNKNOWN_SIZE, network.shape().hidden());
  }

  private void seed(long seed) {
    try (TInt64 value = TInt64.scalarOf(Long.rotateLeft(seed, 32))) {
      engine.step().assign(value);
    }
  }

  static TFloat32 matrix(float[][] rows) {
    FloatArray flat = FloatArray.of(rows);
    return TFloat32.tensorOf(flat.shape(), DataBuffers.of(flat.values(), true, false));
  }

  static float[][] rows(Outputs outputs, String name) {
    return new FloatArray(outputs.floats(name), outputs.shape(name)).rows();
  }

  private static void goOn(String what, int done, int all) {
    if (Thread.interrupted()) {
      throw new CancellationException(
          "%s was interrupted after %d of %d steps".formatted(what, done, all));
    }
  }

  /** Applies a function of one or two matrices to some rows at a time. */
  private float[][] map(CompiledFunction function, float[][]... matrices) {
    int count = matrices[0].length;
    float[][] results = new float[count][];
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      int to = Math.min(count, from + ROWS_AT_ONCE);
      Map<String, TFloat32> arguments = new LinkedHashMap<>();
      try {
        for (int i = 0; i < matrices.length; i++) {
          arguments.put(
              function.inputs().get(i).name(), matrix(Arrays.copyOfRange(matrices[i], from, to)));
        }
        try (Outputs outputs = function.call(arguments)) {
          float[] values = outputs.floats("rows");
          int size = values.length / (to - from);
          for (int i = from; i < to; i++) {
            results[i] = Arrays.copyOfRange(values, (i - from) * size, (i - from + 1) * size);
          }
        }
      } finally {
        arguments.values().forEach(TFloat32::close);
      }
    }
    return results;
  }

  private static float[] column(float[][] rows) {
    float[] column = new float[rows.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows[i][0];
    }
    return column;
  }

  // ------------------------------------------------------- rows by themselves

  float[] energy(float[][] visible, float[][] hidden) {
    return column(
        map(
            function(
                "energy",
                List.of(visibleInput("v"), hiddenInput("h")),
                (tf, in) -> Map.of("rows", network.energy(tf, in.floats("v"), in.floats("h")))),
            visible,
            hidden));
  }

  float[][] drawHidden(float[][] visible, long seed) {
    seed(seed);
    return map(
        function(
            "draw_hidden",
            List.of(visibleInput("v")),
            drawing(
                (tf, in) -> Map.of("rows", network.draw(tf, network.hidden(tf, in.floats("v")))))),
        visible);
  }

  float[][] drawVisible(float[][] hidden, long seed) {
    seed(seed);
    return map(
        function(
            "draw_visible",
            List.of(hiddenInput("h")),
            drawing(
                (tf, in) ->
                    Map.of(
                        "rows",
                        network.drawVisible(tf, network.visibleInput(tf, in.floats("h")))))),
        hidden);
  }

  float[] freeEnergy(float[][] visible) {
    return column(
        map(
            function(
                "free_energies",
                List.of(visibleInput("v")),
                (tf, in) -> Map.of("rows", network.freeEnergy(tf, in.floats("v")))),
            visible));
  }

  float[] pseudoLikelihood(float[][] visible, long seed) {
    seed(seed);
    return column(
        map(
            function(
                "pseudo_likelihood",
                List.of(visibleInput("v")),
                drawing(
                    (tf, in) ->
                        Map.of(
                            "rows", PseudoLikelihood.ofOneFeature(tf, network, in.floats("v"))))),
            visible));
  }

  /** The mean over all features, one after the other. */
  float[] exactPseudoLikelihood(float[][] visible) {
    CompiledFunction function =
        function(
            "exact_pseudo_likelihood",
            List.of(visibleInput("v"), InputSpec.floats("one", 1)),
            (tf, in) ->
                Map.of(
                    "rows",
                    PseudoLikelihood.of(
                        tf,
                        network,
                        in.floats("v"),
                        tf.dtypes.cast(in.floats("one"), TInt32.class))));
    int features = network.shape().features();
    double[] sums = new double[visible.length];
    for (int from = 0; from < visible.length; from += ROWS_AT_ONCE) {
      int to = Math.min(visible.length, from + ROWS_AT_ONCE);
      try (TFloat32 v = matrix(Arrays.copyOfRange(visible, from, to))) {
        for (int i = 0; i < features; i++) {
          goOn("pseudo-likelihood", i, features);
          try (TFloat32 one = TFloat32.vectorOf(i);
              Outputs outputs = function.call(Map.of("v", v, "one", one))) {
            float[] values = outputs.floats("rows");
            for (int row = from; row < to; row++) {
              sums[row] += values[row - from];
            }
          }
        }
      }
    }
    float[] means = new float[visible.length];
    for (int row = 0; row < means.length; row++) {
      means[row] = (float) (sums[row] / features);
    }
    return means;
  }

  // ------------------------------------------------------------------ chains

  private CompiledFunction gibbs() {
    return function(
        "gibbs",
        List.of(visibleInput("v"), visibleInput("known"), visibleInput("free")),
        drawing(
            (tf, in) -> {
              Operand<TFloat32> h = network.draw(tf, network.hidden(tf, in.floats("v")));
              Operand<TFloat32> input = network.visibleInput(tf, h);
              Operand<TFloat32> states =
                  clamped(
                      tf, network.drawVisible(tf, input), in.floats("known"), in.floats("free"));
              Operand<TFloat32> means =
                  clamped(
                      tf, network.visibleMean(tf, input), in.floats("known"), in.floats("free"));
              Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
              outputs.put("states", states);
              outputs.put("means", means);
              outputs.put("free_energy", network.freeEnergy(tf, states));
              return outputs;
            }));
  }

  private static Operand<TFloat32> clamped(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> known, Operand<TFloat32> free) {
    return tf.math.add(
        tf.math.mul(free, values), tf.math.mul(tf.math.sub(tf.constant(1f), free), known));
  }

  /** Follows a chain: states, means and free energies after each step, valid during the call. */
  private interface Follower {
    void after(int step, Outputs outputs);
  }

  private void follow(
      String what, float[][] start, TFloat32 known, TFloat32 free, int steps, Follower follower) {
    CompiledFunction gibbs = gibbs();
    Outputs last = null;
    try (TFloat32 first = matrix(start)) {
      for (int step = 1; step <= steps; step++) {
        goOn(what, step - 1, steps);
        TFloat32 v = last == null ? first : last.get("states", TFloat32.class);
        Outputs next = gibbs.call(Map.of("v", v, "known", known, "free", free));
        if (last != null) {
          last.close();
        }
        last = next;
        follower.after(step, last);
      }
    } finally {
      if (last != null) {
        last.close();
      }
    }
  }

  /** States that have the means of the biases, as hidden units that are all off give them. */
  float[][] biasStates(int count, long seed) {
    return drawVisible(new float[count][network.shape().hidden()], seed);
  }

  GibbsChains chains(float[][] start, GibbsSampling how) {
    return chains(start, new boolean[network.shape().allVisible()], how);
  }

  /** Chains of which some visible units stay what they are at the start. */
  GibbsChains chains(float[][] start, boolean[] fixed, GibbsSampling how) {
    int steps = how.burnIn() + 1 + (how.kept() - 1) * how.thinning();
    List<float[][]> states = new ArrayList<>();
    List<float[][]> means = new ArrayList<>();
    double[][] energies = new double[start.length][how.kept()];
    float[][] isFree = new float[start.length][fixed.length];
    for (float[] row : isFree) {
      for (int i = 0; i < row.length; i++) {
        row[i] = fixed[i] ? 0 : 1;
      }
    }
    Follower keeping =
        (step, outputs) -> {
          int kept = step - how.burnIn() - 1;
          if (kept >= 0 && kept % how.thinning() == 0) {
            float[] now = outputs.floats("free_energy");
            for (int i = 0; i < now.length; i++) {
              energies[i][states.size()] = now[i];
            }
            states.add(rows(outputs, "states"));
            means.add(rows(outputs, "means"));
          }
        };
    seed(how.seed());
    try (TFloat32 known = matrix(start);
        TFloat32 free = matrix(isFree)) {
      follow("sampling", start, known, free, steps, keeping);
    }
    return new GibbsChains(states, means, energies);
  }

  /**
   * Fills in what is missing: chains whose known units stay, and the mean of what the others were
   * drawn from over the second half of the steps.
   *
   * @param values (n, visible); what is at missing units does not matter
   * @param missing which units are missing: (n, visible)
   * @param steps how many steps, at least 2
   * @param start what the missing units are at first: (visible)
   */
  float[][] fill(float[][] values, boolean[][] missing, int steps, float[] start, long seed) {
    float[][] filled = new float[values.length][];
    seed(seed);
    for (int from = 0; from < values.length; from += ROWS_AT_ONCE) {
      int to = Math.min(values.length, from + ROWS_AT_ONCE);
      float[][] some =
          fillSome(
              Arrays.copyOfRange(values, from, to),
              Arrays.copyOfRange(missing, from, to),
              steps,
              start);
      System.arraycopy(some, 0, filled, from, some.length);
    }
    return filled;
  }

  private float[][] fillSome(float[][] values, boolean[][] missing, int steps, float[] start) {
    int size = start.length;
    float[][] first = new float[values.length][];
    float[][] isFree = new float[values.length][size];
    for (int row = 0; row < values.length; row++) {
      first[row] = values[row].clone();
      for (int i = 0; i < size; i++) {
        if (missing[row][i]) {
          first[row][i] = start[i];
          isFree[row][i] = 1;
        }
      }
    }
    double[] sums = new double[values.length * size];
    int kept = steps / 2;
    Follower summing =
        (step, outputs) -> {
          if (step > steps - kept) {
            float[] means = outputs.floats("means");
            for (int i = 0; i < means.length; i++) {
              sums[i] += means[i];
            }
          }
        };
    try (TFloat32 known = matrix(first);
        TFloat32 free = matrix(isFree)) {
      follow("in-painting", first, known, free, steps, summing);
    }
    for (int row = 0; row < values.length; row++) {
      for (int i = 0; i < size; i++) {
        first[row][i] = missing[row][i] ? (float) (sums[row * size + i] / kept) : values[row][i];
      }
    }
    return first;
  }

  // ---------------------------------------------------------------- annealing

  /** A machine without weights: independent units with these biases and, if Gaussian, variances. */
  record Base(float[] biases, float[] variances) {

    /** The log of its partition function, with so many hidden units that do nothing. */
    double logPartition(VisibleUnits units, int hidden) {
      double sum = hidden * Math.log(2);
      for (int i = 0; i < biases.length; i++) {
        sum +=
            units == VisibleUnits.GAUSSIAN
                ? 0.5 * Math.log(2 * Math.PI * variances[i])
                : Math.log1p(Math.exp(-Math.abs(biases[i]))) + Math.max(0, biases[i]);
      }
      return sum;
    }
  }

  /**
   * Estimates the log of the partition function.
   *
   * @param base where annealing begins, or ends
   * @param start states from which chains of the machine are begun for the way back: (n, visible)
   * @param how how many chains and steps
   */
  PartitionEstimate logPartition(Base base, float[][] start, Annealing how) {
    double zero = base.logPartition(network.shape().visible(), network.shape().hidden());
    PartitionEstimate.LogMean forward = PartitionEstimate.LogMean.of(weightsTowards(base, how));
    PartitionEstimate.LogMean reverse = PartitionEstimate.LogMean.of(weightsAway(base, start, how));
    return new PartitionEstimate(
        zero + forward.value(), forward.deviation(), zero - reverse.value(), reverse.deviation());
  }

  /** The logs of the weights of chains from the base to the machine. */
  float[] weightsTowards(Base base, Annealing how) {
    seed(how.seed());
    return anneal(base, baseStates(base, how.chains()), how.positions());
  }

  /** The logs of the weights of chains from the machine to the base. */
  float[] weightsAway(Base base, float[][] start, Annealing how) {
    float[] positions = how.positions();
    float[] back = new float[positions.length];
    for (int i = 0; i < back.length; i++) {
      back[i] = positions[positions.length - 1 - i];
    }
    float[][] many = new float[how.chains()][];
    for (int i = 0; i < many.length; i++) {
      many[i] = start[i % start.length];
    }
    GibbsSampling burnIn = new GibbsSampling(how.chains(), REVERSE_BURN_IN, 1, 1, how.seed() + 1);
    return anneal(base, chains(many, burnIn).lastStates(), back);
  }

  private float[][] baseStates(Base base, int count) {
    CompiledFunction function =
        function(
            "base_states",
            List.of(visibleInput("bias"), visibleInput("deviation")),
            drawing(
                (tf, in) ->
                    Map.of(
                        "rows",
                        network.shape().isGaussian()
                            ? tf.math.add(
                                in.floats("bias"),
                                tf.math.mul(
                                    tf.random.statelessRandomNormal(
                                        tf.shape(in.floats("bias")), engine.randomSeed(tf)),
                                    in.floats("deviation")))
                            : network.draw(tf, tf.math.sigmoid(in.floats("bias"))))));
    float[] deviations = base.variances.clone();
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = (float) Math.sqrt(deviations[i]);
    }
    float[][] biases = new float[count][];
    float[][] spreads = new float[count][];
    Arrays.fill(biases, base.biases);
    Arrays.fill(spreads, deviations);
    return map(function, biases, spreads);
  }

  /** The log of each chain's weight. */
  private float[] anneal(Base base, float[][] start, float[] positions) {
    CompiledFunction function = annealing();
    double[] sums = new double[start.length];
    Outputs last = null;
    int features = network.shape().allVisible();
    try (TFloat32 first = matrix(start);
        TFloat32 biases =
            TFloat32.tensorOf(Shape.of(features), DataBuffers.of(base.biases, true, false));
        TFloat32 variances =
            TFloat32.tensorOf(Shape.of(features), DataBuffers.of(base.variances, true, false))) {
      for (int from = 0; from < positions.length - 1; from += ANNEALING_AT_ONCE) {
        goOn("annealing", from, positions.length - 1);
        float[] some = new float[ANNEALING_AT_ONCE + 1];
        for (int i = 0; i < some.length; i++) {
          some[i] = positions[Math.min(positions.length - 1, from + i)];
        }
        try (TFloat32 betas = TFloat32.vectorOf(some)) {
          TFloat32 v = last == null ? first : last.get("states", TFloat32.class);
          Outputs next =
              function.call(Map.of("v", v, "bias", biases, "variance", variances, "beta", betas));
          if (last != null) {
            last.close();
          }
          last = next;
        }
        float[] weights = last.floats("log_weight");
        for (int i = 0; i < sums.length; i++) {
          sums[i] += weights[i];
        }
      }
    } finally {
      if (last != null) {
        last.close();
      }
    }
    float[] logs = new float[sums.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) sums[i];
    }
    return logs;
  }

  private CompiledFunction annealing() {
    int features = network.shape().allVisible();
    return function(
        "anneal",
        List.of(
            visibleInput("v"),
            InputSpec.floats("bias", features),
            InputSpec.floats("variance", features),
            InputSpec.floats("beta", ANNEALING_AT_ONCE + 1)),
        drawing(
            (tf, in) -> {
              Operand<TFloat32> v = in.floats("v");
              Operand<TFloat32> weight = null;
              Intermediate machines =
                  new Intermediate(tf, network, in.floats("bias"), in.floats("variance"));
              for (int i = 0; i < ANNEALING_AT_ONCE; i++) {
                Operand<TFloat32> from = element(tf, in.floats("beta"), i);
                Operand<TFloat32> to = element(tf, in.floats("beta"), i + 1);
                Operand<TFloat32> input = network.hiddenInput(tf, v);
                Operand<TFloat32> change =
                    tf.math.sub(
                        machines.logProbability(v, input, to),
                        machines.logProbability(v, input, from));
                weight = weight == null ? change : tf.math.add(weight, change);
                v = machines.transition(input, to);
              }
              Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
              outputs.put("states", v);
              outputs.put("log_weight", weight);
              return outputs;
            }));
  }

  private static Operand<TFloat32> element(Ops tf, Operand<TFloat32> vector, int index) {
    return tf.gather(vector, tf.constant(index), tf.constant(0));
  }
}
