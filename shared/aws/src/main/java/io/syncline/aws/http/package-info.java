/** What functions behind the HTTP API share: requests, answers, problem documents and routes. */
@NullMarked
package io.syncline.aws.http;

import org.jspecify.annotations.NullMarked;
