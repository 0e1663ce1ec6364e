/** State that outlives the simulators: one file, read at the start and written while they run. */
@NullMarked
package io.syncline.local.providers.kept;

import org.jspecify.annotations.NullMarked;
