/**
 * Flows from noise to images, fitted in closed form or learned, and correlations of pixels: in the images, and from Jacobian-vector
 * products through a flow. Start at {@link dualflow.images.ImageFlow}.
 */
package dualflow.images;
