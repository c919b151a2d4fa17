/**
 * Published settings, run one by one, and the table of what was published beside what comes out.
 */
package io.latent4j.cli.reproduce;
