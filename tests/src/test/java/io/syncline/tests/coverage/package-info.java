/** Which tests prove which rule: {@code docs/coverage.md} is generated from their names. */
@NullMarked
package io.syncline.tests.coverage;

import org.jspecify.annotations.NullMarked;
