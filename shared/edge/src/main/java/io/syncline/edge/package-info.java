/** What functions share at their edge: JSON forms of jobs, and the wiring of authorization servers. */
@NullMarked
package io.syncline.edge;

import org.jspecify.annotations.NullMarked;
