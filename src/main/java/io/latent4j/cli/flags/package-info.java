/** The flags that several commands share, and how their texts become values. */
package io.latent4j.cli.flags;
