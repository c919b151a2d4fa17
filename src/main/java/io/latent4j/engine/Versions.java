package io.latent4j.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.tensorflow.TensorFlow;

/**
 * What is running.
 *
 * @param latent4j the version of this library
 * @param tensorflowJava the version of TensorFlow Java
 */
public record Versions(String latent4j, String tensorflowJava) {

  /**
   * The versions on the class path.
   *
   * @return the versions
   */
  public static Versions current() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Versions(
        properties.getProperty("latent4j"), properties.getProperty("tensorflow-java"));
  }

  /**
   * The version of the native library, which this loads.
   *
   * @return such as {@code 2.18.0}
   */
  public String tensorflow() {
    return TensorFlow.version();
  }
}
