package io.latent4j.cli.commands;

import io.latent4j.cli.run.Results;
import io.latent4j.data.Samples;
import io.latent4j.pictures.ClusterCards;

/** Shows a card of each cluster. */
final class Cards {
  private Cards() {}

  static void addTo(Results results, ClusterCards cards, Samples samples) {
    cards.images(samples).ifPresent(results::picture);
    results.table(
        cards.table(),
        "Clusters: rows of samples are counted from 0; nearest is the cluster next to it");
  }
}
