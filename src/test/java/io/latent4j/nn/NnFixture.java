package io.latent4j.nn;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** Reads what the scripts in {@code tools/fixtures} wrote. */
public final class NnFixture {
  private NnFixture() {}

  public static JsonObject read(String name) {
    try (Reader reader =
        new InputStreamReader(NnFixture.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, JsonObject.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<JsonObject> list(JsonObject fixture, String name) {
    return fixture.getAsJsonArray(name).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  public static float[] floats(JsonElement numbers) {
    float[] values = new float[numbers.getAsJsonArray().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.getAsJsonArray().get(i).getAsFloat();
    }
    return values;
  }

  /** The values of a tensor. */
  public static float[] values(JsonElement tensor) {
    return floats(tensor.getAsJsonObject().get("values"));
  }

  public static Shape shape(JsonElement tensor) {
    return Shape.of(
        tensor.getAsJsonObject().getAsJsonArray("shape").asList().stream()
            .mapToLong(JsonElement::getAsLong)
            .toArray());
  }

  public static TFloat32 tensor(Shape shape, float... values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  public static TFloat32 tensor(JsonElement tensor) {
    return tensor(shape(tensor), values(tensor));
  }

  /** A tensor of the type that the fixture names. */
  public static TType anyTensor(JsonElement tensor) {
    return rows(tensor, 0, (int) shape(tensor).get(0));
  }

  /** Some rows of a tensor, of the type that the fixture names. */
  public static TType rows(JsonElement tensor, int from, int count) {
    long[] sizes = shape(tensor).asArray();
    int rowSize = (int) (shape(tensor).size() / sizes[0]);
    sizes[0] = count;
    float[] values = Arrays.copyOfRange(values(tensor), from * rowSize, (from + count) * rowSize);
    if (!tensor.getAsJsonObject().get("type").getAsString().equals("int32")) {
      return tensor(Shape.of(sizes), values);
    }
    int[] ints = new int[values.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = (int) values[i];
    }
    return TInt32.tensorOf(Shape.of(sizes), DataBuffers.of(ints, true, false));
  }
}
