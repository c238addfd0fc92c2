/**
 * Performance: a model's speed on a device, relative to the device's peak rates; and compared with PyTorch and JAX, in one run and
 * in turn. Start at {@link dualflow.bench.ModelBenchmark}. May import every package but {@code claim}, {@code experiment} and {@code cli}.
 */
package dualflow.bench;
