package io.latent4j.training;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adadelta;
import io.latent4j.nn.optimizers.Adagrad;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.RmsProp;
import io.latent4j.nn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** What {@code tools/fixtures/training.py} had Keras do. */
record KerasRuns(
    @SerializedName("kernel_1") Array kernel1,
    @SerializedName("bias_1") Array bias1,
    @SerializedName("kernel_2") Array kernel2,
    @SerializedName("bias_2") Array bias2,
    List<Pair> batches,
    List<Run> runs) {

  /** An array of numbers. */
  record Array(long[] shape, float... values) {
    TFloat32 tensor() {
      return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
    }
  }

  /** A batch. */
  record Pair(Array x, Array y) {}

  /** The settings of Keras's optimizers that occur; null where they are Keras's defaults. */
  record Settings(
      @SerializedName("learning_rate") Float learningRate,
      Float momentum,
      Boolean nesterov,
      Float epsilon,
      Boolean amsgrad,
      Float clipnorm) {}

  /** One training. */
  record Run(
      String optimizer,
      Settings settings,
      @SerializedName("loss") String lossName,
      double[] losses,
      Map<Integer, List<float[]>> weights) {

    /** Our optimizer of these settings. */
    Optimizer ours() {
      Optimizer plain =
          switch (optimizer) {
            case "SGD" ->
                Sgd.of(settings.learningRate)
                    .withMomentum(settings.momentum == null ? 0 : settings.momentum)
                    .withNesterov(settings.nesterov != null && settings.nesterov);
            case "Adam" ->
                Adam.of(settings.learningRate)
                    .withEpsilon(settings.epsilon == null ? 1e-7f : settings.epsilon)
                    .withAmsgrad(settings.amsgrad != null && settings.amsgrad);
            case "RMSprop" ->
                RmsProp.of(settings.learningRate)
                    .withMomentum(settings.momentum == null ? 0 : settings.momentum);
            case "Adadelta" -> Adadelta.of(settings.learningRate);
            case "Adagrad" -> Adagrad.of(settings.learningRate);
            default -> throw new IllegalArgumentException(optimizer);
          };
      return settings.clipnorm == null ? plain : plain.withClipNorm(settings.clipnorm);
    }

    Loss<TFloat32> loss() {
      return switch (lossName) {
        case "mse" -> Losses.meanSquaredError();
        case "bce" -> Losses.binaryCrossentropy();
        case "bce_from_logits" -> Losses.binaryCrossentropyFromLogits();
        default -> throw new IllegalArgumentException(lossName);
      };
    }

    boolean takesLogits() {
      return lossName.equals("bce_from_logits");
    }

    @Override
    public String toString() {
      return optimizer + " " + settings + " " + lossName;
    }
  }

  static KerasRuns read() {
    try (Reader reader =
        new InputStreamReader(
            KerasRuns.class.getResourceAsStream("optimizers.json"), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, KerasRuns.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
