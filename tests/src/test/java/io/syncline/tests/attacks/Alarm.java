package io.syncline.tests.attacks;

import io.syncline.tests.company.RunningCloud;
import io.syncline.tests.company.Table;

/** What the operator was told. */
final class Alarm {

    private Alarm() {}

    /** Whether an alarm of this kind was raised about this in the last hour. */
    static boolean wasRaised(RunningCloud cloud, String kind, String about) {
        return !new Table(cloud, "TrafficTable")
                .partition("key", "alarm#" + kind + "#" + about)
                .isEmpty();
    }
}
