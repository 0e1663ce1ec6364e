package io.syncline.token;

import java.util.ArrayList;
import java.util.List;

/** Remembers every order until it is taken. */
public final class RecordingRefreshOrders implements RefreshOrders {

    private final List<RefreshOrder> placed = new ArrayList<>();

    @Override
    public synchronized void place(List<RefreshOrder> orders) {
        placed.addAll(orders);
    }

    /** What was placed since the last time. */
    public synchronized List<RefreshOrder> take() {
        List<RefreshOrder> taken = List.copyOf(placed);
        placed.clear();
        return taken;
    }
}
