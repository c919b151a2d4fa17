package io.latent4j.cli.commands;

import io.latent4j.cli.flags.IntegerConverter;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.manifold.Embedding;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ManifoldPictures;
import picocli.CommandLine.Option;

/** A command that unrolls a manifold by the neighbours of samples. */
abstract class UnrollingCommand extends EstimatorCommand<Embedding> {

  @Option(
      names = "--components",
      paramLabel = "K",
      order = 1,
      defaultValue = "2",
      converter = IntegerConverter.Positive.class,
      description = "How many coordinates a sample gets (default: ${DEFAULT-VALUE}).")
  int components;

  @Option(
      names = "--neighbors",
      paramLabel = "N",
      order = 2,
      defaultValue = "10",
      converter = IntegerConverter.Positive.class,
      description = "How many neighbours of a sample count (default: ${DEFAULT-VALUE}).")
  int neighbors;

  private final String method;
  private final String remedy;

  /**
   * A command on a host.
   *
   * @param method what the method is called
   * @param remedy what it does with samples that the neighbours leave in several parts
   */
  UnrollingCommand(Host host, String method, String remedy) {
    super(host);
    this.method = method;
    this.remedy = remedy;
  }

  @Override
  final String title(String name) {
    return method + " of " + name;
  }

  @Override
  final Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  final View view(Embedding model, RunData opened) {
    return new View() {
      private final FloatArray embedding = FloatArray.of(model.embedding());

      @Override
      void ownArrays(Results to) {
        to.array("embedding", embedding);
      }

      @Override
      void rest(Results to) {
        to.figure("components", components);
        to.figure("neighbors", neighbors);
        to.figure("parts", model.parts());
        if (model.parts() > 1) {
          host.message(
              ("warning: %d neighbours leave the samples in %d parts, which are %s; more --neighbors"
                      + " may connect them")
                  .formatted(neighbors, model.parts(), remedy));
        }
        new ManifoldPictures(method, opened.all()).all(embedding).forEach(to::picture);
      }
    };
  }
}
