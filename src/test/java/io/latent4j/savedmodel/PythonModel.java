package io.latent4j.savedmodel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.checkpoint.ElementTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TString;
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
    String type = tensor.get("type").getAsString();
    if (type.equals("string")) {
      return TString.tensorOf(
          shape,
          DataBuffers.ofObjects(stream.map(JsonElement::getAsString).toArray(String[]::new)));
    }
    if (type.equals("bytes")) {
      return TString.tensorOfBytes(
          shape,
          DataBuffers.ofObjects(
              stream
                  .map(digits -> HexFormat.of().parseHex(digits.getAsString()))
                  .toArray(byte[][]::new)));
    }
    DataType dataType =
        Stream.of(DataType.values())
            .filter(one -> ElementTypes.name(one).equals(type))
            .findFirst()
            .orElseThrow();
    if (dataType == DataType.DT_HALF) {
      return TFloat16.tensorOf(shape, DataBuffers.of(floats(values), true, false));
    }
    if (dataType == DataType.DT_BFLOAT16) {
      return TBfloat16.tensorOf(shape, DataBuffers.of(floats(values), true, false));
    }
    TType made =
        Tensor.of(
            ElementTypes.bitsOf(dataType).orElseThrow(), ElementTypes.bitsShape(dataType, shape));
    if (values.size() > 0) {
      int width = (int) (made.numBytes() / values.size());
      ByteBuffer bytes = ByteBuffer.allocate((int) made.numBytes()).order(ByteOrder.nativeOrder());
      stream.forEach(value -> put(bytes, dataType, width, value));
      made.asRawTensor().data().write(bytes.array());
    }
    return made;
  }

  private static void put(ByteBuffer bytes, DataType type, int width, JsonElement value) {
    switch (type) {
      case DT_FLOAT, DT_COMPLEX64 -> bytes.putFloat(value.getAsFloat());
      case DT_DOUBLE, DT_COMPLEX128 -> bytes.putDouble(value.getAsDouble());
      case DT_BOOL -> bytes.put((byte) (value.getAsBoolean() ? 1 : 0));
      default -> {
        long bits = value.getAsBigInteger().longValue();
        switch (width) {
          case 1 -> bytes.put((byte) bits);
          case 2 -> bytes.putShort((short) bits);
          case 4 -> bytes.putInt((int) bits);
          default -> bytes.putLong(bits);
        }
      }
    }
  }

  /** The values of a tensor, for comparison: floats as numbers, all else as it is. */
  static List<Object> values(TType tensor) {
    List<Object> values = new ArrayList<>();
    if (tensor instanceof FloatNdArray t) {
      t.scalars().forEach(x -> values.add((double) x.getFloat()));
    } else if (tensor instanceof TFloat64 t) {
      t.scalars().forEach(x -> values.add(x.getDouble()));
    } else if (tensor instanceof TString t) {
      t.asBytes().scalars().forEach(x -> values.add(HexFormat.of().formatHex(x.getObject())));
    } else if (tensor.size() > 0) {
      int width = (int) (tensor.numBytes() / tensor.size());
      byte[] bytes = new byte[(int) tensor.numBytes()];
      tensor.asRawTensor().data().read(bytes);
      for (int i = 0; i < bytes.length; i += width) {
        values.add(HexFormat.of().formatHex(bytes, i, i + width));
      }
    }
    return values;
  }

  @Override
  public String toString() {
    return name;
  }
}
