/**
 * OpenCL devices. The only package that touches the OpenCL binding, since a wrong raw call ends the Java process.
 *
 * <p>Start at {@link dualflow.device.opencl.OpenClDevice}; {@code Programs} builds the kernels of {@code opencl/*.cl}, {@code
 * FusedKernel} makes those of elementwise ops, {@code BufferPool} reuses memory, {@code OpenCl} is the guarded raw interface. May import {@code tensor}.
 */
package dualflow.device.opencl;
