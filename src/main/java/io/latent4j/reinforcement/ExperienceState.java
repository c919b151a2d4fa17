package io.latent4j.reinforcement;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.Map;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.types.TString;

/** What is remembered in Java, as bytes in a variable, so that checkpoints hold it. */
final class ExperienceState implements Trackable {
  private final ModelVariable<TString> bytes;

  ExperienceState(Engine engine) {
    try (TString empty = TString.scalarOf("")) {
      bytes = engine.variable("bytes", TString.class, empty);
    }
  }

  void set(byte[] state) {
    try (TString value = TString.tensorOfBytes(NdArrays.scalarOfObject(state))) {
      bytes.assign(value);
    }
  }

  byte[] get() {
    try (TString value = bytes.value()) {
      return value.asBytes().getObject();
    }
  }

  @Override
  public Map<String, Trackable> children() {
    return Map.of("bytes", bytes);
  }
}
