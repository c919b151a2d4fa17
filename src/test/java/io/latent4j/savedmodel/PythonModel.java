package io.latent4j.savedmodel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * A model in {@code savedmodels/}, with what Python says about it.
 *
 * @param name the name of its folder
 * @param expected what Python says
 */
record PythonModel(String name, JsonObject expected) {
  private static final Path MODELS = Path.of("savedmodels");

  static PythonModel of(String name) {
    try {
      Path file = MODELS.resolve(name).resolve("expected.json");
      return new PythonModel(
          name, JsonParser.parseString(Files.readString(file)).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<PythonModel> all() {
    try (Stream<Path> folders = Files.list(MODELS)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("expected.json")))
          .map(folder -> of(folder.getFileName().toString()))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return MODELS.resolve(name).resolve("model");
  }

  /**
   * A call and its results.
   *
   * @param function the signature or function
   * @param inputs what it was called with
   * @param outputs what it returned
   */
  record Call(String function, JsonObject inputs, JsonObject outputs) {}

  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (JsonElement call : expected.getAsJsonArray("calls")) {
      JsonObject object = call.getAsJsonObject();
      calls.add(
          new Call(
              object.get("function").getAsString(),
              object.getAsJsonObject("inputs"),
              object.getAsJsonObject("outputs")));
    }
    return calls;
  }

  JsonObject training() {
    return expected.getAsJsonObject("training");
  }

  static Map<String, TType> tensors(JsonObject object) {
    Map<String, TType> tensors = new LinkedHashMap<>();
    object.entrySet().forEach(e -> tensors.put(e.getKey(), tensor(e.getValue().getAsJsonObject())));
    return tensors;
  }

  static Shape shape(JsonObject tensor) {
    return Shape.of(
        tensor.getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray());
  }

  static float[] floats(JsonArray values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).getAsFloat();
    }
    return floats;
  }

  static TType tensor(JsonObject tensor) {
    Shape shape = shape(tensor);
    JsonArray values = tensor.getAsJsonArray("values");
    Stream<JsonElement> stream = values.asList().stream();
    return switch (tensor.get("type").getAsString()) {
      case "float32" -> TFloat32.tensorOf(shape, DataBuffers.of(floats(values), true, false));
      case "int32" ->
          TInt32.tensorOf(
              shape, DataBuffers.of(stream.mapToInt(JsonElement::getAsInt).toArray(), true, false));
      case "int64" ->
          TInt64.tensorOf(
              shape,
              DataBuffers.of(stream.mapToLong(JsonElement::getAsLong).toArray(), true, false));
      case "string" ->
          TString.tensorOf(
              shape,
              DataBuffers.ofObjects(stream.map(JsonElement::getAsString).toArray(String[]::new)));
      default -> throw new AssertionError(tensor.get("type"));
    };
  }

  /** The values of a tensor as JSON has them, for comparison. */
  static List<Object> values(TType tensor) {
    List<Object> values = new ArrayList<>();
    if (tensor instanceof TFloat32 t) {
      t.scalars().forEach(x -> values.add((double) x.getFloat()));
    } else if (tensor instanceof TInt32 t) {
      t.scalars().forEach(x -> values.add((double) x.getInt()));
    } else if (tensor instanceof TInt64 t) {
      t.scalars().forEach(x -> values.add((double) x.getLong()));
    } else if (tensor instanceof TString t) {
      t.scalars().forEach(x -> values.add(x.getObject()));
    } else if (tensor instanceof TBool t) {
      t.scalars().forEach(x -> values.add(x.getObject()));
    } else if (tensor instanceof TUint8 t) {
      t.scalars().forEach(x -> values.add((double) (x.getByte() & 0xff)));
    } else {
      throw new AssertionError(tensor.dataType());
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }
}
