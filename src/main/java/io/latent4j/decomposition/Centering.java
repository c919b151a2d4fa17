package io.latent4j.decomposition;

import java.util.Locale;

/** What is subtracted from the samples before they are decomposed. */
public enum Centering {
  /** From each feature its mean over all samples: principal components proper. */
  FEATURE,

  /**
   * From each sample the mean of its own features. What is decomposed is the matrix of these
   * samples as it is, so the first component is mostly their mean.
   */
  SAMPLE,

  /** Nothing. */
  NONE;

  /**
   * Returns the centering as users write it.
   *
   * @return the name in lower case
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
