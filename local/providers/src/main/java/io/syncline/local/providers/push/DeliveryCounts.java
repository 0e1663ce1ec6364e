package io.syncline.local.providers.push;

/**
 * What became of notices since the start.
 *
 * @param written how many the providers wrote
 * @param delivered how many requests were answered with success
 * @param failed how many requests were not
 * @param lost how many were dropped on purpose, or given up
 * @param doubled how many were sent twice on purpose
 */
public record DeliveryCounts(long written, long delivered, long failed, long lost, long doubled) {

    static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0, 0);

    DeliveryCounts written(int more) {
        return new DeliveryCounts(written + more, delivered, failed, lost, doubled);
    }

    DeliveryCounts delivered(int more) {
        return new DeliveryCounts(written, delivered + more, failed, lost, doubled);
    }

    DeliveryCounts failed(int more) {
        return new DeliveryCounts(written, delivered, failed + more, lost, doubled);
    }

    DeliveryCounts lost(int more) {
        return new DeliveryCounts(written, delivered, failed, lost + more, doubled);
    }

    DeliveryCounts doubled(int more) {
        return new DeliveryCounts(written, delivered, failed, lost, doubled + more);
    }
}
