/** The peak rates of a device, the reference for timings. {@link dualflow.device.Devices#calibration} returns those of any device. */
package dualflow.device.calibration;
