/**
 * Pictures: shapes and text on a page, plots with axes and legends, heat maps with colour bars, and their files as PNG, SVG and PDF.
 * One style for all, with colours that the colour-blind can tell apart. It imports nothing of ours; SVG and PDF need neither fonts nor
 * a library for drawing, and the same picture gives the same bytes.
 */
package dualflow.figure;
