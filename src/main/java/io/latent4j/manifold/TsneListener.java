package io.latent4j.manifold;

/** Is told how t-SNE goes. */
@FunctionalInterface
public interface TsneListener {

  /**
   * Some iterations are done; called every 50.
   *
   * @param iteration how many are done
   * @param iterations how many there are to be
   * @param divergence the Kullback-Leibler divergence, without exaggeration
   */
  void onProgress(int iteration, int iterations, double divergence);

  /**
   * Listens to nothing.
   *
   * @return a listener
   */
  static TsneListener none() {
    return (iteration, iterations, divergence) -> {};
  }
}
