package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import io.latent4j.engine.OperationRecorder;
import io.latent4j.engine.RecordedOperation;
import java.util.ArrayList;
import java.util.List;

/** The tapes that are open on an engine, outermost first. */
final class OpenTapes {
  private final Engine engine;
  private final OperationRecorder recorder = this::record;
  private final List<GradientTape> tapes = new ArrayList<>();

  private OpenTapes(Engine engine) {
    this.engine = engine;
  }

  static OpenTapes of(Engine engine) {
    return engine.companion(OpenTapes.class, () -> new OpenTapes(engine));
  }

  void add(GradientTape tape) {
    if (tapes.isEmpty()) {
      engine.addRecorder(recorder);
    }
    tapes.add(tape);
  }

  void remove(GradientTape tape) {
    tapes.removeIf(other -> other == tape);
    if (tapes.isEmpty()) {
      engine.removeRecorder(recorder);
    }
  }

  /** The tapes that record at this moment. */
  List<GradientTape> recording() {
    return tapes.stream().filter(GradientTape::isRecording).toList();
  }

  private void record(RecordedOperation operation) {
    for (int i = 0; i < tapes.size(); i++) {
      tapes.get(i).record(operation, null);
    }
  }
}
