package io.syncline.tests.histories;

import io.syncline.calendar.ReceiveNotice;
import io.syncline.local.providers.push.NoticePost;
import io.syncline.tests.inprocess.NoticeDoor;
import java.time.Duration;
import java.util.Map;

/** The function that takes notices, which may die over one: the provider hears of an error then, and tries again. */
final class MortalDoor implements NoticePost {

    private final NoticeDoor door;
    private final Runnable onDeath;

    MortalDoor(ReceiveNotice receiveNotice, Runnable onDeath) {
        this.door = new NoticeDoor(receiveNotice);
        this.onDeath = onDeath;
    }

    @Override
    public Receipt post(String url, Map<String, String> headers, String body, Duration patience) {
        try {
            return door.post(url, headers, body, patience);
        } catch (Mortality.Died died) {
            onDeath.run();
            return Receipt.of(500);
        }
    }
}
