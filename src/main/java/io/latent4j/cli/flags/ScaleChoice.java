package io.latent4j.cli.flags;

import io.latent4j.data.Scaling;
import java.util.Locale;

/** What {@code --scale} may say. */
public enum ScaleChoice {
  /** Images divided by their type's maximum, all else as it is. */
  AUTO(Scaling.Kind.AUTO),
  /** As it is. */
  NONE(Scaling.Kind.NONE),
  /** Divided by the largest value of the type. */
  UNIT(Scaling.Kind.UNIT),
  /** Each feature from 0 to 1. */
  MINMAX(Scaling.Kind.MINMAX),
  /** Each feature of mean 0 and variance 1. */
  STANDARD(Scaling.Kind.STANDARD),
  /** As a trained model says; a model that doesn't say takes the data as {@link #AUTO}. */
  MODEL(Scaling.Kind.AUTO);

  private final Scaling.Kind kind;

  ScaleChoice(Scaling.Kind kind) {
    this.kind = kind;
  }

  /** How samples are scaled that no trained model scales. */
  public Scaling.Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
