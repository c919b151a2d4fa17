package io.latent4j.manifold;

/**
 * What UMAP made of rows.
 *
 * @param positions (rows, components)
 * @param epochs how many were done
 * @param curve of the layout
 */
record UmapEmbedding(float[] positions, int epochs, LayoutCurve curve) {}
