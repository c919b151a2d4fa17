package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.SavedNetwork;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The encoder or the decoder of an autoencoder in an engine of its own. */
final class NetworkPart {
  private NetworkPart() {}

  /** A network that goes from one array to one. */
  private record Function(String name, String input, Shape shape, String output) {
    ModelFunction of(Sequential network) {
      return ModelFunction.of(
          name,
          List.of(new InputSpec(input, TFloat32.class, shape)),
          (tf, in) -> Map.of(output, network.call(tf, in.floats(input), Mode.INFERENCE)));
    }
  }

  /** Makes something in an engine that is closed if that fails. */
  private interface Making {
    SavedNetwork in(GraphEngine engine);
  }

  static ModelFunctions encoder(TrainedWeights weights, EngineOptions options) {
    return make(
        options,
        weights,
        engine -> {
          Sequential encoder = weights.buildEncoder(engine);
          Shape x = weights.input().prepend(Shape.UNKNOWN_SIZE);
          return network(
              engine,
              Map.of("encoder", encoder),
              new Function("encode", "x", x, "code").of(encoder),
              weights);
        });
  }

  /** The decoder; one that is tied has the encoder's variables beside its own. */
  static ModelFunctions decoder(TrainedWeights weights, EngineOptions options) {
    return make(
        options,
        weights,
        engine -> {
          AutoencoderNetwork whole = weights.buildNetwork(engine);
          Map<String, Trackable> parts = new LinkedHashMap<>();
          boolean isTied =
              whole.decoder().layers().stream().anyMatch(layer -> layer instanceof TiedDense);
          if (isTied) {
            parts.put("encoder", whole.encoder());
          }
          parts.put("decoder", whole.decoder());
          return network(
              engine,
              parts,
              new Function("decode", "code", whole.encoder().outputShape(), "reconstruction")
                  .of(whole.decoder()),
              weights);
        });
  }

  private static SavedNetwork network(
      Engine engine, Map<String, Trackable> parts, ModelFunction function, TrainedWeights weights) {
    return new SavedNetwork(
        engine, () -> parts, List.of(function), weights.scaling(), weights.provenance());
  }

  private static ModelFunctions make(EngineOptions options, TrainedWeights weights, Making making) {
    return GraphEngine.createFor(
        options,
        engine -> {
          SavedNetwork network = making.in(engine);
          weights.copyTo(network);
          return ModelFunctions.of(network);
        });
  }
}
