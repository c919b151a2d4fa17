package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.autoencoder.VaeEncoder.Posterior;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** From given weights, samples and noise, a step of training is TensorFlow's in Python. */
class VaeStepTest {

  /** What {@code tools/fixtures/vae_step.py} had TensorFlow do. */
  private record Fixture(int latent, int hidden, int features, float rate, List<Case> cases) {

    static Fixture read() {
      try (Reader reader =
          new InputStreamReader(
              VaeStepTest.class.getResourceAsStream("vae_steps.json"), StandardCharsets.UTF_8)) {
        return new Gson().fromJson(reader, Fixture.class);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private record CaseOptions(
      String output,
      double beta,
      @SerializedName("free_bits") double freeBits,
      @SerializedName("importance_samples") int importanceSamples,
      int classes) {}

  private record Case(
      CaseOptions options,
      Map<String, float[]> weights,
      float[] x,
      float[] noise,
      int[] labels,
      @SerializedName("clip_norm") float clipNorm,
      float[] loss,
      @SerializedName("reconstruction_loss") float[] reconstructionLoss,
      float[] divergences,
      @SerializedName("log_weights") float[] logWeights,
      Map<String, float[]> after) {

    @Override
    public String toString() {
      return options.toString();
    }

    Vae vae(Fixture fixture) {
      return Vae.of(fixture.hidden)
          .withLatent(fixture.latent)
          .withOutput(VaeOutput.of(options.output))
          .withBeta(options.beta)
          .withFreeBits(options.freeBits)
          .withImportanceSamples(options.importanceSamples)
          .withConditional(options.classes > 0);
    }
  }

  static List<Case> cases() {
    return Fixture.read().cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isPythons(Case given) {
    Fixture fixture = Fixture.read();
    Vae vae = given.vae(fixture);
    int count = given.x.length / fixture.features;
    int k = given.options.importanceSamples;
    try (GraphEngine engine = GraphEngine.create();
        TFloat32 x = tensor(given.x, count, fixture.features);
        TFloat32 noise = tensor(given.noise, k, count, fixture.latent);
        TInt32 labels =
            TInt32.vectorOf(given.options.classes > 0 ? given.labels : new int[count])) {
      VaeNetwork network =
          new VaeNetwork(engine, vae, Shape.of(fixture.features), given.options.classes);
      Map<String, ModelVariable<?>> variables = network.variablesByPath();
      assertThat(variables).containsOnlyKeys(given.weights.keySet());
      variables.forEach((path, variable) -> variable.assign(given.weights.get(path)));
      VaeObjective objective = new VaeObjective(engine, network, vae, 1);
      List<ModelVariable<?>> weights = network.trainableVariables();
      Optimizer optimizer = Adam.of(fixture.rate).withClipNorm(given.clipNorm);
      CompiledFunction step =
          engine.function(
              "step",
              List.of(
                  InputSpec.floats("x", count, fixture.features),
                  InputSpec.floats("noise", k, count, fixture.latent),
                  new InputSpec("labels", TInt32.class, Shape.of(count))),
              (tf, in) -> {
                try (GradientTape tape = GradientTape.on(engine)) {
                  Operand<TFloat32> rows = network.rows(tf, in.floats("x"));
                  Operand<TInt32> marks =
                      given.options.classes > 0 ? in.get("labels", TInt32.class) : null;
                  Operand<TFloat32> drawn = in.floats("noise");
                  Posterior posterior = network.encode(tf, rows, marks, Mode.TRAINING);
                  Map<String, Operand<TFloat32>> terms =
                      new LinkedHashMap<>(
                          objective.terms(tf, rows, marks, posterior, drawn, Mode.TRAINING));
                  Operand<TFloat32> code = posterior.draw(tf, drawn);
                  terms.put(
                      "weights",
                      tf.math.add(
                          network.logLikelihood(tf, rows, code, marks, Mode.TRAINING),
                          posterior.logRatio(tf, code, drawn)));
                  terms.put("divergences", tf.math.mean(posterior.divergence(tf), tf.constant(0)));
                  optimizer.apply(tf, tape.gradient(terms.get("loss"), weights), weights);
                  return terms;
                }
              });

      try (Outputs out = step.call(Map.of("x", x, "noise", noise, "labels", labels))) {
        assertClose("loss", out.floats("loss"), given.loss);
        assertClose("loss", out.floats("reconstruction_loss"), given.reconstructionLoss);
        assertClose("divergences", out.floats("divergences"), given.divergences);
        assertClose("log weights", transposed(out.floats("weights"), k), given.logWeights);
      }
      variables.forEach(
          (path, variable) -> assertClose(path, variable.toFloats(), given.after.get(path)));
    }
  }

  private static TFloat32 tensor(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  private static float[] transposed(float[] values, int rows) {
    float[] columns = new float[values.length];
    int count = values.length / rows;
    for (int i = 0; i < values.length; i++) {
      columns[i % count * rows + i / count] = values[i];
    }
    return columns;
  }

  /** To 1e-5 of the largest. */
  private static void assertClose(String what, float[] found, float[] expected) {
    float largest = 1;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(found).as(what).containsExactly(expected, within(1e-5f * largest));
  }
}
