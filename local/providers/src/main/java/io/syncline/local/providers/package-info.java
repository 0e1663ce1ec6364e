/** Google and Microsoft on one machine: HTTP servers with state that behave as the providers document. */
@NullMarked
package io.syncline.local.providers;

import org.jspecify.annotations.NullMarked;
