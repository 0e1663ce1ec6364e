/** What every function needs to start: its environment, AWS clients and adapters made from it, logging and priming. */
@NullMarked
package io.syncline.aws.start;

import org.jspecify.annotations.NullMarked;
