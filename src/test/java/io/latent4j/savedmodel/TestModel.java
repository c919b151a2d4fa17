package io.latent4j.savedmodel;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.util.List;
import java.util.Map;

/** A model of given parts. */
record TestModel(
    Engine engine,
    Map<String, Trackable> children,
    List<ModelFunction> functions,
    Map<String, byte[]> assets)
    implements SavableModel {

  TestModel(Engine engine, Map<String, Trackable> children, ModelFunction... functions) {
    this(engine, children, List.of(functions), Map.of());
  }
}
