package io.latent4j.autodiff;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A function with Python's gradients: a case of {@code gradients.json}, where {@code
 * tools/fixtures/gradients.py} says what each kind of case means.
 */
record GradientFixture(
    String name,
    String kind,
    String formula,
    List<Input> inputs,
    double loss,
    Map<String, double[]> gradients,
    List<double[]> derivatives) {

  /** An input and its values. */
  record Input(String name, boolean isFloat, Shape shape, double[] values, boolean differentiate) {
    TType toTensor() {
      if (!isFloat) {
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = (int) values[i];
        }
        return TInt32.tensorOf(shape, DataBuffers.of(ints, true, false));
      }
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false));
    }
  }

  static List<GradientFixture> all() {
    try (Reader reader =
        new InputStreamReader(
            GradientFixture.class.getResourceAsStream("gradients.json"), StandardCharsets.UTF_8)) {
      List<GradientFixture> fixtures = new ArrayList<>();
      new Gson()
          .fromJson(reader, JsonObject.class)
          .getAsJsonArray("cases")
          .forEach(entry -> fixtures.add(of(entry.getAsJsonObject())));
      return fixtures;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static GradientFixture of(JsonObject json) {
    List<Input> inputs = new ArrayList<>();
    for (JsonElement element : json.getAsJsonArray("inputs")) {
      JsonObject input = element.getAsJsonObject();
      double[] sizes = numbers(input.get("shape"));
      long[] shape = new long[sizes.length];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = (long) sizes[i];
      }
      inputs.add(
          new Input(
              input.get("name").getAsString(),
              input.get("type").getAsString().equals("float32"),
              Shape.of(shape),
              numbers(input.get("values")),
              input.get("differentiate").getAsBoolean()));
    }
    Map<String, double[]> gradients = new LinkedHashMap<>();
    json.getAsJsonObject("gradients")
        .entrySet()
        .forEach(entry -> gradients.put(entry.getKey(), numbers(entry.getValue())));
    List<double[]> derivatives = new ArrayList<>();
    if (json.has("derivatives")) {
      json.getAsJsonArray("derivatives").forEach(order -> derivatives.add(numbers(order)));
    }
    return new GradientFixture(
        json.get("name").getAsString(),
        json.get("kind").getAsString(),
        json.get("formula").getAsString(),
        inputs,
        json.get("loss").getAsDouble(),
        gradients,
        derivatives);
  }

  private static double[] numbers(JsonElement json) {
    if (json.isJsonNull()) {
      return null;
    }
    double[] numbers = new double[json.getAsJsonArray().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = json.getAsJsonArray().get(i).getAsDouble();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return name;
  }
}
