package io.latent4j.engine;

/** The engines, for tests that must pass in both. */
public enum EngineKind {
  GRAPH,
  EAGER;

  /** Opens an engine of two threads. */
  public Engine open() {
    return open(EngineOptions.defaults().withThreads(2).withDevice(Device.CPU));
  }

  public Engine open(EngineOptions options) {
    return this == GRAPH ? GraphEngine.create(options) : EagerEngine.create(options);
  }
}
