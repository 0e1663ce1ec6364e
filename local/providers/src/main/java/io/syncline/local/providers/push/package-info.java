/** Push notices: who watches what, and the post that brings the notices or loses them. */
@NullMarked
package io.syncline.local.providers.push;

import org.jspecify.annotations.NullMarked;
