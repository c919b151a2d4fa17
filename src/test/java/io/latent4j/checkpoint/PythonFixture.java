package io.latent4j.checkpoint;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Checkpoints that Python wrote, and what it says is in them. */
record PythonFixture(Path file, JsonObject json) {

  static PythonFixture read(String name) {
    try {
      Path file = Path.of(PythonFixture.class.getResource(name).toURI());
      return new PythonFixture(file, new Gson().fromJson(Files.readString(file), JsonObject.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  List<JsonObject> list(String name) {
    return json.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject).toList();
  }

  /** The entry whose field has the value. */
  JsonObject find(String list, String field, String value) {
    return list(list).stream()
        .filter(entry -> entry.get(field).getAsString().equals(value))
        .findFirst()
        .orElseThrow();
  }

  static Shape shape(JsonObject tensor) {
    JsonArray sizes = tensor.getAsJsonArray("shape");
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).getAsLong();
    }
    return Shape.of(shape);
  }

  /** The values of a tensor in JSON, as {@link #content} has those of a tensor in memory. */
  static List<Object> values(JsonObject tensor) {
    String type = tensor.get("type").getAsString();
    List<Object> values = new ArrayList<>();
    for (JsonElement value : tensor.getAsJsonArray("values")) {
      values.add(
          switch (type) {
            case "float32" -> value.getAsFloat();
            case "float64" -> value.getAsDouble();
            case "int64" -> value.getAsLong();
            case "uint8" -> value.getAsInt();
            case "string" -> value.getAsString();
            default -> throw new IllegalArgumentException(type);
          });
    }
    return values;
  }

  static List<Object> content(TType tensor) {
    List<Object> content = new ArrayList<>();
    ((NdArray<?>) tensor)
        .scalars()
        .forEach(
            scalar ->
                content.add(
                    tensor instanceof TUint8
                        ? (Object) Byte.toUnsignedInt((Byte) scalar.getObject())
                        : scalar.getObject()));
    return content;
  }
}
