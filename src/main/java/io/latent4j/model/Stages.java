package io.latent4j.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of some work that takes long: tells listeners of them, and knows whether to go on. It
 * is used by the thread that works.
 */
public final class Stages {
  private final List<FitListener> listeners;
  private boolean stopped;

  /**
   * Work that is followed.
   *
   * @param listeners who is told, in this order
   */
  public Stages(List<FitListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Whether to go on. Once it is false, it stays so.
   *
   * @return false if the thread was interrupted, whose status stays as it is, or a listener wants
   *     the end
   */
  public boolean goOn() {
    stopped |= Thread.currentThread().isInterrupted();
    return !stopped;
  }

  /** Remembers that the work was ended by an interrupt that this can't see any more. */
  public void stop() {
    stopped = true;
  }

  /**
   * Begins a stage, and tells that nothing of it is done.
   *
   * @param name what is done, such as {@code training}
   * @param unit what is counted, such as {@code epoch}
   * @param total how many units there will be at most, at least 1
   * @return the stage
   */
  public Stage begin(String name, String unit, int total) {
    Stage stage = new Stage(this, name, unit, total);
    stage.tell(Map.of(), Optional.empty());
    return stage;
  }

  void say(String message) {
    listeners.forEach(listener -> listener.onMessage(message));
  }

  void tell(FitProgress progress) {
    for (FitListener listener : listeners) {
      stopped |= !listener.onProgress(progress);
    }
  }
}
