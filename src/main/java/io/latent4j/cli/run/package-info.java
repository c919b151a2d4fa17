/**
 * What all commands do around their own work: open the data, check, work with progress and
 * interruption, and write the results as a whole.
 */
package io.latent4j.cli.run;
