package io.latent4j.cli;

import io.latent4j.engine.Versions;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Versions versions = Versions.current();
    return new String[] {
      "Latent4J " + versions.latent4j(),
      "TensorFlow "
          + versions.tensorflow()
          + " (TensorFlow Java "
          + versions.tensorflowJava()
          + ")",
      "Java " + Runtime.version()
    };
  }
}
