/**
 * Files and folders that are written whole or not at all.
 *
 * <p>Here lives the one way in which Latent4J writes: what is new is completed beside its place and
 * forced to the disk, and only then takes the place of what was there before. Whatever fails (a
 * full disk, a program that is killed, an exception of the one who writes), the former file or
 * folder is still there, and nothing half-written is. {@link io.latent4j.files.WholeFile} is for a
 * single file, {@link io.latent4j.files.WholeFolder} for a folder, {@link
 * io.latent4j.files.FileGroup} for files of a folder that belong together, and {@link
 * io.latent4j.files.ResultFolder} for a folder that one run after the other writes to, and perhaps
 * its owner. What doesn't live here: the formats of files, which belong to those who write them.
 * The package uses no other one.
 *
 * <pre>{@code
 * WholeFile.write(Path.of("points.csv"), out -> out.write(bytes));
 *
 * ResultFolder results = ResultFolder.at(Path.of("output"));
 * results.replace(fresh -> Files.writeString(fresh.resolve("metrics.json"), json));
 * }</pre>
 */
package io.latent4j.files;
