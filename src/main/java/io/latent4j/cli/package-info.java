/**
 * The program {@code latent4j}: its commands, their flags, and the files they write.
 *
 * <p>{@link io.latent4j.cli.Latent4j} is where it starts. What lives here is thin: understanding a
 * command line, opening data, handing both to the library, and writing what comes back as arrays,
 * figures and pictures. Nothing that computes a result does.
 *
 * <pre>{@code
 * Latent4j.main("pca", "--data", "iris", "--components", "2", "--out", "iris-pca");
 * }</pre>
 */
package io.latent4j.cli;
