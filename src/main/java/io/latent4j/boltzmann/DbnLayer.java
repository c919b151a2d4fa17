package io.latent4j.boltzmann;

/**
 * What a layer of a stack keeps of samples: what is left of them after they went up to it and down
 * again, by probabilities.
 *
 * @param units how many hidden units it has
 * @param activity how often one of them is on, the mean over units and samples
 * @param reconstructionMse the mean squared difference between samples and what came down
 * @param bitsLost how many bits a sample are lost on the way to this layer: the mean divergence of
 *     what came down from the sample, both as probabilities of bits; NaN of Gaussian units
 */
public record DbnLayer(int units, double activity, double reconstructionMse, double bitsLost) {}
