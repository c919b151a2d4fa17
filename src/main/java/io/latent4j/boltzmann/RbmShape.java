package io.latent4j.boltzmann;

/**
 * What a machine is made of.
 *
 * @param features how many visible units there are, without those of labels
 * @param labels how many more visible units there are of which exactly one is on; 0 for none
 * @param hidden how many hidden units there are
 * @param visible what the visible units are
 * @param learnsVariance whether training changes the variances of Gaussian units
 */
record RbmShape(
    int features, int labels, int hidden, VisibleUnits visible, boolean learnsVariance) {

  int allVisible() {
    return features + labels;
  }

  boolean isGaussian() {
    return visible == VisibleUnits.GAUSSIAN;
  }
}
