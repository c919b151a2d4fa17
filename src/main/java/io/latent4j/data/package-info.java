/**
 * Data: samples in native memory, where they come from, and how they are scaled.
 *
 * <p>Here live {@link io.latent4j.data.Samples}, the readers of data files ({@link
 * io.latent4j.data.Npy}, {@link io.latent4j.data.Npz}, {@link io.latent4j.data.Idx}, and {@link
 * io.latent4j.data.Csv} for tables, which finds out what they don't say), the catalog that opens
 * what {@code --data} names (embedded, generated and downloaded data sets, files, folders of
 * images), {@link io.latent4j.data.StreamedSamples} that stay in their file, {@link
 * io.latent4j.data.Scaling}, {@link io.latent4j.data.ScaledSamples}, through which all that reads
 * scaled rows reads them, and {@link io.latent4j.data.FeatureSpread}, which tells what to know of
 * the data beforehand. Nothing here knows a model; batches, shuffling and training belong to {@code
 * io.latent4j.training}.
 *
 * <pre>{@code
 * DataCatalog catalog = new DataCatalog(DataCatalog.defaultDirectory());
 * try (Samples iris = catalog.samples("iris")) {
 *   Scaling scaling = Scaling.fit(iris, Scaling.Kind.STANDARD);
 *   float[] scaled = ScaledSamples.of(iris, scaling).all();
 * }
 * }</pre>
 */
package io.latent4j.data;
