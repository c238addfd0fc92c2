/**
 * OpenCL devices. The only package that uses the OpenCL binding, since an incorrect raw call crashes the Java process.
 *
 * <p>Start at {@link dualflow.device.opencl.OpenClDevice}; {@code Programs} builds the kernels of {@code opencl/*.cl}, {@code lowering}
 * defines what ops launch, {@code LaunchPlanner} turns that into launches, {@code BufferPool} reuses memory, {@code OpenCl} guards access
 * to the binding. May import {@code tensor}, {@code op} and {@code launch}.
 */
package dualflow.device.opencl;
