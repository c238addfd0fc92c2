/** Choosing a device. */
package dualflow.device;
