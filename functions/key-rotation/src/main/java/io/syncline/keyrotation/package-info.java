/** The function that keeps the keys of organisations young, and does with them what an operator asks for. */
@NullMarked
package io.syncline.keyrotation;

import org.jspecify.annotations.NullMarked;
