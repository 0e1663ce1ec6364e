/** The function that shows and verifies an organisation's trail. */
@NullMarked
package io.syncline.audittrail;

import org.jspecify.annotations.NullMarked;
