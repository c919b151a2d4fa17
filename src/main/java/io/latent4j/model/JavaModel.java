package io.latent4j.model;

import io.latent4j.data.Scaling;
import io.latent4j.engine.SavableModel;
import java.util.Optional;

/**
 * A model that is all in Java memory: it has no functions for other programs, and nothing to free.
 * It can't change, and may be used by several threads.
 *
 * <pre>{@code
 * public final class Ranking extends JavaModel {
 *   private final int[] order;
 *
 *   Ranking(int[] order, int features, Scaling scaling, Provenance provenance) {
 *     super(features, scaling, provenance);
 *     this.order = order;
 *   }
 *
 *   public int[] order() {
 *     return order.clone();
 *   }
 *
 *   @Override
 *   public String summary() {
 *     return "a ranking of " + order.length + " samples";
 *   }
 * }
 * }</pre>
 */
public abstract class JavaModel implements Model {
  private final int features;
  private final Scaling scaling;
  private final Provenance provenance;

  /**
   * A model of samples.
   *
   * @param features how many features a sample has
   * @param scaling how samples are scaled before all else
   * @param provenance where the model comes from
   */
  protected JavaModel(int features, Scaling scaling, Provenance provenance) {
    this.features = features;
    this.scaling = scaling;
    this.provenance = provenance;
  }

  @Override
  public final int features() {
    return features;
  }

  @Override
  public final Scaling scaling() {
    return scaling;
  }

  @Override
  public final Provenance provenance() {
    return provenance;
  }

  /** Has no functions. */
  @Override
  public final Optional<SavableModel> savable() {
    return Optional.empty();
  }

  /** Does nothing. */
  @Override
  public final void close() {}
}
