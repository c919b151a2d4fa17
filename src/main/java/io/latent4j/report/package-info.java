/**
 * Pictures, tables, figures and the HTML page that show what a run produced.
 *
 * <p>Here live the plots ({@link io.latent4j.report.LearningCurve}, {@link
 * io.latent4j.report.LinePlot}, {@link io.latent4j.report.BarPlot}, {@link
 * io.latent4j.report.ScatterPlot}, {@link io.latent4j.report.Scatter3d}, {@link
 * io.latent4j.report.MapPlot}, {@link io.latent4j.report.MapPanels}), pictures made of pictures
 * ({@link io.latent4j.report.ImageGrid}), what TensorBoard's Embedding Projector reads ({@link
 * io.latent4j.report.EmbeddingProjector}), tables for the terminal ({@link
 * io.latent4j.report.TextTable}), the figures of a run as JSON ({@link
 * io.latent4j.report.MetricsFile}) and the page that holds them all ({@link
 * io.latent4j.report.Report}). Everything is drawn without a display, and the same input gives the
 * same bytes on the same machine: nothing here looks at a clock or draws random numbers.
 *
 * <p>What does not live here: anything that computes a result. The package takes plain arrays and
 * strings, knows no tensor and no other package of the library but {@code io.latent4j.files}, and
 * is known by none of the estimators.
 *
 * <pre>{@code
 * Scatter3d points = Scatter3d.of(embedding, 3).titled("Digits").labels(labels);
 * points.writeTo(Path.of("embedding.png"));
 * Report.titled("PCA of the digits")
 *     .run("Data", "digits")
 *     .figure("Reconstruction error", 0.0123)
 *     .scatter3d(points, "The first three components, coloured by digit")
 *     .writeTo(Path.of("report.html"));
 * }</pre>
 */
package io.latent4j.report;
