/**
 * Generated histories: the real engine and the real adapters over the simulators, in one process and with a clock of
 * their own. A seed makes a history: edits on both sides, faults, deaths, lost messages. Then it is quiet, and what
 * two-way sync promises must hold.
 */
@NullMarked
package io.syncline.tests.histories;

import org.jspecify.annotations.NullMarked;
