package io.latent4j.model;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.util.List;
import java.util.Map;

/**
 * A network with its functions, scaling and provenance, as it is saved.
 *
 * @param engine where its variables live
 * @param network the tree of its variables
 * @param functions what it offers, the main one first; their input {@code x} is scaled
 * @param scaling how samples are scaled
 * @param provenance where it comes from
 */
public record SavedNetwork(
    Engine engine,
    Trackable network,
    List<ModelFunction> functions,
    Scaling scaling,
    Provenance provenance)
    implements SavableModel {

  @Override
  public Map<String, Trackable> children() {
    return network.children();
  }

  @Override
  public Map<String, byte[]> assets() {
    return ModelAssets.of(scaling, provenance);
  }
}
