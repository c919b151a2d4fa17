package io.latent4j.score;

/**
 * How the generated samples lie among the real ones.
 *
 * @param oneNnAccuracy how often the nearest neighbour of a sample, of as many real as generated
 *     ones, is of its own kind (Lopez-Paz and Oquab, <i>Revisiting Classifier Two-Sample Tests</i>,
 *     2017): one half if they can't be told apart, less if the generated are copies
 * @param copied the share of the generated samples that are copies, or nearer to a real one than 1
 *     % of the real are to each other
 * @param precision the share of the generated that lie in the neighbourhood of a real one
 *     (Kynkäänniemi and others, <i>Improved Precision and Recall Metric</i>, 2019)
 * @param recall the share of the real that lie in the neighbourhood of a generated one
 * @param density in how many neighbourhoods of real ones a generated one lies, on average, divided
 *     by the number of neighbours (Naeem and others, <i>Reliable Fidelity and Diversity
 *     Metrics</i>, 2020); about 1 if all is well
 * @param coverage the share of the real whose neighbourhood holds a generated one
 */
record NeighborFigures(
    double oneNnAccuracy,
    double copied,
    double precision,
    double recall,
    double density,
    double coverage) {}
