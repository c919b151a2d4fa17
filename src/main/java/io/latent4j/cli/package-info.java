/**
 * The program {@code latent4j}: commands for people who have data in files and want results in
 * files.
 *
 * <p>{@link io.latent4j.cli.Latent4j} lists the commands and says what is wrong. Below it, {@code
 * commands} has one file for each command, on {@code run} (workflow, output folder), {@code flags}
 * (flags that several commands share) and {@code host} (terminal, signals, progress). The program
 * is thin: what computes is in the library.
 */
package io.latent4j.cli;
