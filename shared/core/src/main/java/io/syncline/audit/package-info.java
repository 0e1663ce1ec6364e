/** The trail of who did what: a hash chain per organisation, sealed by a key of the key service. */
@NullMarked
package io.syncline.audit;

import org.jspecify.annotations.NullMarked;
