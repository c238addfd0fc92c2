/**
 * OpenCL devices. The only package that touches the OpenCL binding, since a wrong raw call ends the Java process.
 *
 * <p>Start at {@link dualflow.device.opencl.OpenClDevice}; {@code Programs} builds the kernels of {@code opencl/*.cl}, {@code
 * lowering} says what ops launch, {@code LaunchPlanner} makes launches of it, {@code BufferPool} reuses memory, {@code OpenCl} is the guarded raw interface. May import
 * {@code tensor}, {@code op} and {@code launch}.
 */
package dualflow.device.opencl;
