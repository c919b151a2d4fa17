package io.latent4j.training;

import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.types.family.TType;

/** Hashes of the values of variables, to be compared bit for bit. */
public final class Snapshot {
  private Snapshot() {}

  public static Map<String, String> of(Map<String, Trackable> state) {
    Map<String, String> values = new LinkedHashMap<>();
    state.forEach((name, tree) -> of(tree).forEach((path, v) -> values.put(name + "." + path, v)));
    return values;
  }

  public static Map<String, String> of(Trackable tree) {
    Map<String, String> values = new LinkedHashMap<>();
    tree.variablesByPath().forEach((path, variable) -> values.put(path, bytes(variable)));
    return values;
  }

  private static String bytes(ModelVariable<?> variable) {
    try (TType value = variable.value()) {
      byte[] bytes = new byte[(int) value.numBytes()];
      value.asRawTensor().data().read(bytes);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }
}
