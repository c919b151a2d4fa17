package io.latent4j.cli.commands;

import io.latent4j.cli.flags.NeighborFlags;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Results;
import io.latent4j.cli.run.RunData;
import io.latent4j.data.Samples;
import io.latent4j.manifold.Embedding;
import io.latent4j.manifold.Isomap;
import io.latent4j.model.FloatArray;
import io.latent4j.pictures.ManifoldPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code latent4j isomap}. */
@Command(
    name = "isomap",
    header = "Isomap: distances along the shape that samples lie on become straight.",
    sortOptions = false,
    abbreviateSynopsis = true,
    optionListHeading = "%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  latent4j isomap --data swiss-roll:n=2000",
      "  latent4j isomap --data table.csv --scale standard --neighbors 15 --components 3",
      "",
      "Array: embedding; pictures: embedding, and before it the samples, if they have 2 or 3",
      "features. Neighbours that do not connect all samples are an error."
    })
public final class IsomapCommand extends EstimatorCommand<Embedding> {

  @Mixin private NeighborFlags neighbors;

  /** The command on a host. */
  public IsomapCommand(Host host) {
    super(host);
  }

  @Override
  Isomap estimator() {
    return Isomap.of(neighbors.components())
        .withNeighbors(neighbors.neighbors())
        .withScale(data.scale());
  }

  @Override
  String title(String name) {
    return "Isomap of " + name;
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
        new ManifoldPictures("Isomap", opened.all())
            .all(FloatArray.of(model.embedding()))
            .forEach(to::picture);
      }
    };
  }
}
