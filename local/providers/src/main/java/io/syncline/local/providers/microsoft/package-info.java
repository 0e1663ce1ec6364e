/** The calendar part of Microsoft Graph, version 1.0. */
@NullMarked
package io.syncline.local.providers.microsoft;

import org.jspecify.annotations.NullMarked;
