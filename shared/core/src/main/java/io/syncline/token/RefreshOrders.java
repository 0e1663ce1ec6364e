package io.syncline.token;

import java.util.List;

/** Where orders to refresh wait for a worker. An order that is placed twice, or lost, does no harm. */
@FunctionalInterface
public interface RefreshOrders {

    void place(List<RefreshOrder> orders);
}
