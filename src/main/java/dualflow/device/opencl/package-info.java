/** OpenCL devices. The only package that touches the OpenCL binding, since a wrong raw call ends the Java process. */
package dualflow.device.opencl;
