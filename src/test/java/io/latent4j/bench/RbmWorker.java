package io.latent4j.bench;

import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.training.Epoch;
import java.nio.file.Path;

/**
 * Trains a restricted Boltzmann machine of 784 and 200 units on MNIST, for {@code
 * tools/bench/rbm.py}: batches of 100, one Gibbs step. Prints {@code epoch SECONDS LOSS} for each.
 */
final class RbmWorker {
  private RbmWorker() {}

  /**
   * Trains.
   *
   * @param arguments the data folder, the number of threads, the number of epochs
   */
  public static void main(String[] arguments) {
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[1]));
    Rbm rbm = Rbm.of(200).withEpochs(Integer.parseInt(arguments[2]));
    try (Samples images = new DataCatalog(Path.of(arguments[0])).samples("mnist");
        RbmModel model = rbm.fit(images, FitOptions.of(options))) {
      for (Epoch epoch : model.history().epochs()) {
        System.out.println("epoch " + epoch.seconds() + " " + epoch.metric("loss"));
      }
    }
  }
}
