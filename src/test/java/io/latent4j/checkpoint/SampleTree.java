package io.latent4j.checkpoint;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Trees of variables for the tests. */
final class SampleTree {
  private SampleTree() {}

  /** Two layers in a list and a step, as the Python scripts have them. */
  static TreeNode layers(Engine engine, float first, long step) {
    return TreeNode.of(
        "layers",
        TreeNode.list(List.of(dense(engine, 3, 4, first), dense(engine, 4, 2, first + 100))),
        "step",
        counter(engine, "step", step));
  }

  static TreeNode dense(Engine engine, int inputs, int outputs, float first) {
    return TreeNode.of(
        "kernel",
        floats(engine, "kernel", first, inputs, outputs),
        "bias",
        floats(engine, "bias", first + 50, outputs));
  }

  static ModelVariable<TFloat32> floats(Engine engine, String name, float first, long... sizes) {
    ModelVariable<TFloat32> variable =
        engine.weight(
            name,
            Shape.of(sizes),
            (tf, shape, seed) -> tf.zeros(tf.constant(shape), TFloat32.class));
    float[] values = new float[(int) variable.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i / 8f;
    }
    variable.assign(values);
    return variable;
  }

  static ModelVariable<TInt64> counter(Engine engine, String name, long value) {
    try (TInt64 tensor = TInt64.scalarOf(value)) {
      return engine.variable(name, TInt64.class, tensor);
    }
  }

  /** A variable of each kind, with odd values, or all zero. */
  static TreeNode everyType(Engine engine, boolean zero) {
    Map<String, TType> values = new LinkedHashMap<>();
    values.put(
        "floats",
        TFloat32.vectorOf(
            zero
                ? new float[5]
                : new float[] {Float.NaN, -0f, Float.POSITIVE_INFINITY, 1e-45f, 3}));
    values.put("doubles", TFloat64.scalarOf(zero ? 0 : Math.PI));
    values.put("longs", TInt64.vectorOf(zero ? new long[2] : new long[] {Long.MIN_VALUE, 7}));
    values.put(
        "bytes",
        TUint8.tensorOf(
            Shape.of(1, 3),
            DataBuffers.of(zero ? new byte[3] : new byte[] {0, -1, 127}, true, false)));
    values.put("flags", TBool.vectorOf(!zero, false));
    values.put("halves", TBfloat16.vectorOf(zero ? 0 : -2.5f));
    values.put("none", TFloat32.tensorOf(Shape.of(0, 3)));
    values.put(
        "words",
        zero ? TString.vectorOf("", "", "") : TString.vectorOf("one", "", "z\u00fcrich \u20ac"));
    List<Object> children = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          children.add(name);
          children.add(variable(engine, name, value));
          value.close();
        });
    return TreeNode.of(children.toArray());
  }

  @SuppressWarnings("unchecked")
  private static <T extends TType> ModelVariable<T> variable(Engine engine, String name, T value) {
    return engine.variable(name, (Class<T>) value.type(), value);
  }

  /** Every value as bytes or strings, by path. */
  static Map<String, List<?>> values(TreeNode tree) {
    Map<String, List<?>> values = new LinkedHashMap<>();
    tree.variablesByPath()
        .forEach(
            (path, variable) -> {
              try (TType value = variable.value()) {
                values.put(path, content(value));
              }
            });
    return values;
  }

  private static List<?> content(TType value) {
    if (value instanceof TString strings) {
      return Arrays.asList(StdArrays.array1dCopyOf(strings, String.class));
    }
    if (value.shape().size() == 0) {
      return List.of();
    }
    byte[] bytes = new byte[(int) value.numBytes()];
    value.asRawTensor().data().read(bytes);
    List<Byte> content = new ArrayList<>();
    for (byte b : bytes) {
      content.add(b);
    }
    return content;
  }
}
