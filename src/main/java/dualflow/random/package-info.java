/**
 * Counter-based random numbers: each draw is a function of seed, stream and index alone. {@link dualflow.random.Philox} is the
 * generator, {@link dualflow.random.Draws} what programs use. May import {@code op} and {@code tensor}.
 */
package dualflow.random;
