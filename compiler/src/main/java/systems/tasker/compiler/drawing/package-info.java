/**
 * Pictures of graphs and of machines: SVG, laid out here, and Mermaid. Knows nodes, lines and how
 * they are nested, and nothing of templates, plans or JSON. The same input gives the same bytes.
 *
 * <p>A {@link Graph} is drawn in layers by {@link LayeredLayout}, a {@link FlowChart} in columns by
 * {@link NestedLayout}; both give a {@link Picture}, which {@link SvgWriter} writes.
 */
@NullMarked
package systems.tasker.compiler.drawing;

import org.jspecify.annotations.NullMarked;
