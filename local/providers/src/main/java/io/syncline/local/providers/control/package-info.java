/** Acting as the user inside the provider, and breaking things on purpose. */
@NullMarked
package io.syncline.local.providers.control;

import org.jspecify.annotations.NullMarked;
