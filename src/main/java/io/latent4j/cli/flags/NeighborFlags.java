package io.latent4j.cli.flags;

import picocli.CommandLine.Option;

/** The flags of what unrolls manifolds by the neighbours of samples. */
public final class NeighborFlags {

  @Option(
      names = "--components",
      paramLabel = "K",
      order = 1,
      defaultValue = "2",
      converter = IntegerConverter.Positive.class,
      description = "How many coordinates a sample gets (default: ${DEFAULT-VALUE}).")
  private int components;

  @Option(
      names = "--neighbors",
      paramLabel = "N",
      order = 2,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "How many neighbours of a sample count (default: ${DEFAULT-VALUE}).")
  private int neighbors;

  public int components() {
    return components;
  }

  public int neighbors() {
    return neighbors;
  }
}
