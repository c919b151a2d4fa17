/** Where the program runs: its streams, its terminal, signals, exit status and progress. */
package io.latent4j.cli.host;
