/**
 * Choice of a device: {@link dualflow.device.Devices} opens one by name. The devices themselves are in the packages below, {@code host} and
 * {@code opencl}. May import {@code tensor}, {@code op} and {@code launch}.
 */
package dualflow.device;
