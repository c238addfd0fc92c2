/**
 * Tries every candidate of a device's kernels, in a process of its own, and keeps the fastest. May import {@code tensor}, {@code op},
 * {@code device} and {@code random}.
 */
package dualflow.tuning;
