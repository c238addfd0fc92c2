/**
 * The device without storage, which determines a program's shapes, memory and work without computing anything. May import {@code tensor}.
 */
package dualflow.device.meta;
