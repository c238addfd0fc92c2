/** Counter-based random numbers: each draw is a function of seed, stream and index alone. */
package dualflow.random;
