/**
 * The commands, one file each: its flags, how they become an estimator, and what to show. What they
 * do alike is in {@link io.latent4j.cli.commands.EstimatorCommand} and its subclasses.
 */
package io.latent4j.cli.commands;
