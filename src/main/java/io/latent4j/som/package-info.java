/**
 * Self-organising maps: a grid of neurons on which samples that are alike come to lie side by side.
 *
 * <p>Here live the estimator {@link io.latent4j.som.SelfOrganizingMap}, the grid and its distances
 * ({@link io.latent4j.som.SomGrid}), the trained {@link io.latent4j.som.SomModel} and where samples
 * lie on it ({@link io.latent4j.som.SomMapping}). Files and pictures of the results belong to the
 * packages above.
 *
 * <pre>{@code
 * try (Samples colors = catalog.samples("colors");
 *     SomModel model = SelfOrganizingMap.of(30, 30).withRadius(10).fit(colors)) {
 *   int[][] winners = model.winners(); // (16, 2): row and column of each colour's neuron
 *   float[][] borders = model.uMatrix(); // (30, 30): high between groups
 * }
 * }</pre>
 */
package io.latent4j.som;
