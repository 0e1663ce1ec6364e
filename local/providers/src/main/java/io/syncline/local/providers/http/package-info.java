/** Plain HTTP: requests, answers, routes, and a listening host. */
@NullMarked
package io.syncline.local.providers.http;

import org.jspecify.annotations.NullMarked;
