/** Accounts at a provider, the services they cover, and how one is connected and disconnected. */
@NullMarked
package io.syncline.connection;

import org.jspecify.annotations.NullMarked;
