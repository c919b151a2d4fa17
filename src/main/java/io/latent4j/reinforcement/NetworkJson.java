package io.latent4j.reinforcement;

import com.google.gson.Gson;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.LayerNormalization;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** A Q-network as JSON: its layers with their weights, float32 in base 64. */
final class NetworkJson {
  private NetworkJson() {}

  static String of(QNetwork network) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("trunk", layers(network.trunk()));
    parts.put("advantage", layers(network.advantage()));
    parts.put("value", layers(network.value()));
    return new Gson().toJson(parts);
  }

  private static List<Map<String, Object>> layers(List<Layer> layers) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Layer layer : layers) {
      if (!(layer instanceof Flatten)) { // rows are flat there
        all.add(describe(layer));
      }
    }
    return all;
  }

  private static Map<String, Object> describe(Layer layer) {
    Map<String, Object> own = new LinkedHashMap<>();
    if (layer instanceof Conv2D) {
      Shape in = layer.inputShape();
      Shape out = layer.outputShape();
      Shape kernel = layer.variablesByPath().get("kernel").shape();
      own.put("type", "conv");
      own.put("width", in.get(2));
      own.put("channels", in.get(3));
      own.put("outHeight", out.get(1));
      own.put("outWidth", out.get(2));
      own.put("filters", out.get(3));
      own.put("size", kernel.get(0));
      own.put("stride", out.get(1) == 1 ? 1 : (in.get(1) - kernel.get(0)) / (out.get(1) - 1));
    } else if (layer instanceof Dense) {
      own.put("type", "dense");
      own.put("units", layer.outputShape().get(1));
    } else if (layer instanceof LayerNormalization) {
      own.put("type", "norm");
      own.put("epsilon", layer.config().get("epsilon"));
    } else if (layer instanceof Activation) {
      own.put("type", "relu");
    } else {
      throw new IllegalStateException("layer " + layer + " must be one of a Q-network");
    }
    layer.variablesByPath().forEach((name, variable) -> own.put(name, base64(variable)));
    return own;
  }

  private static String base64(ModelVariable<?> variable) {
    float[] values = variable.toFloats();
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
