/**
 * How fast: what a model takes on a device, held against what the device does at best; and the same beside PyTorch and JAX, in one run and
 * in turn. Start at {@link dualflow.bench.ModelBenchmark}. May import every package but {@code claim}, {@code experiment} and {@code cli}.
 */
package dualflow.bench;
