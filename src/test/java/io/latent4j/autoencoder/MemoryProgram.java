package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.FitOptions;
import io.latent4j.model.Provenance;
import io.latent4j.training.History;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * Trains and closes models, and says by how many MiB the resident set of the process grew. The Java
 * heap must be resident from the beginning: {@code -Xms256m -Xmx256m -XX:+AlwaysPreTouch}.
 */
public final class MemoryProgram {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);

  private MemoryProgram() {}

  /**
   * Runs one part after the other.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.println("trainings " + growthByTrainings());
    System.out.println("models " + growthByModels());
    System.out.println("steps " + growthBySteps());
  }

  /** 60 trainings of models of 4 MiB: any one of their copies left behind would be 240 MiB. */
  private static double growthByTrainings() {
    try (Samples samples = random(4, 256)) {
      Autoencoder autoencoder = Autoencoder.of(2048).withEpochs(1).withPatience(0);
      trainAndClose(autoencoder, samples, 10);
      double before = resident();
      trainAndClose(autoencoder, samples, 60);
      return resident() - before;
    }
  }

  private static void trainAndClose(Autoencoder autoencoder, Samples samples, int times) {
    for (int i = 0; i < times; i++) {
      autoencoder.fit(samples, FitOptions.of(OPTIONS)).close();
    }
  }

  /** 200 models of 1 MiB. */
  private static double growthByModels() {
    Autoencoder options = Autoencoder.of(512);
    try (Samples samples = random(4, 256);
        GraphEngine engine = GraphEngine.create(OPTIONS)) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, options, Shape.of(256));
      useAndClose(options, network, samples, 20);
      double before = resident();
      useAndClose(options, network, samples, 200);
      return resident() - before;
    }
  }

  private static void useAndClose(
      Autoencoder options, AutoencoderNetwork network, Samples samples, int times) {
    History none = new History(List.of(), History.End.COMPLETED);
    for (int i = 0; i < times; i++) {
      try (AutoencoderModel model =
          AutoencoderModel.of(
              options,
              network,
              Shape.of(256),
              Scaling.none(),
              none,
              Provenance.unknown("autoencoder"),
              OPTIONS)) {
        model.encode(samples);
      }
    }
  }

  /** 2,000 steps, each of which is fed 40 KB and gathers as much: together 160 MB. */
  private static double growthBySteps() {
    double[] measured = new double[2];
    TrainingListener measuring =
        new TrainingListener() {
          @Override
          public void onStep(TrainingRun run, int step, double loss) {
            if (run.epochs().size() == 500) {
              measured[0] = resident();
            } else if (run.epochs().size() == 2499) {
              measured[1] = resident();
            }
          }
        };
    try (Samples samples = random(10_000, 1)) {
      Autoencoder.of(1)
          .withEpochs(2500)
          .withBatch(10_000)
          .withPatience(0)
          .fit(samples, FitOptions.of(OPTIONS).withTrainingListener(measuring))
          .close();
    }
    return measured[1] - measured[0];
  }

  private static Samples random(int count, int features) {
    float[] values = new float[count * features];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Samples.of(values, Shape.of(count, features));
  }

  private static double resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow()
          / 1024.0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
