package io.latent4j.cli.commands;

import io.latent4j.cli.flags.NeighborFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.manifold.Embedding;
import io.latent4j.manifold.LocallyLinearEmbedding;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ManifoldPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code latent4j lle}. */
@Command(
    name = "lle",
    header = "Locally linear embedding: each sample stays the same mixture of its neighbours.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j lle --data swiss-roll:n=2000",
      "  latent4j lle --data table.csv --scale standard --neighbors 15 --components 3",
      "",
      "Array: embedding; pictures: embedding, and before it the samples, if they have 2 or 3",
      "features. Neighbours that do not connect all samples are an error."
    })
public final class LleCommand extends EstimatorCommand<Embedding> {

  @Mixin private NeighborFlags neighbors;

  /** The command on a host. */
  public LleCommand(Host host) {
    super(host);
  }

  @Override
  LocallyLinearEmbedding estimator() {
    return LocallyLinearEmbedding.of(neighbors.components())
        .withNeighbors(neighbors.neighbors())
        .withScale(data.scale());
  }

  @Override
  String title(String name) {
    return "Locally linear embedding of " + name;
  }

  @Override
  Samples learnedFrom(RunData opened) {
    return opened.all();
  }

  @Override
  View view(Embedding model, RunData opened) {
    return new View() {

      @Override
      void ownArrays(Results to) {
        to.array("embedding", FloatArray.of(model.embedding()));
      }

      @Override
      void rest(Results to) {
        to.figure("components", neighbors.components());
        to.figure("neighbors", neighbors.neighbors());
        new ManifoldPictures("Locally linear embedding", opened.all())
            .all(FloatArray.of(model.embedding()))
            .forEach(to::picture);
      }
    };
  }
}
