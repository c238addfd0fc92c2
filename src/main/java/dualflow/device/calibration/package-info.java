/** What a device does at best, against which times are read. {@link dualflow.device.Devices#calibration} has that of each. */
package dualflow.device.calibration;
