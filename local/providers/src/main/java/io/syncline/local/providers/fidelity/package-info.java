/** What makes a simulator honest: its clock, its latency, its faults, and its ledger of requests. */
@NullMarked
package io.syncline.local.providers.fidelity;

import org.jspecify.annotations.NullMarked;
