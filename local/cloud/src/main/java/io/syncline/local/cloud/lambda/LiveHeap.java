package io.syncline.local.cloud.lambda;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * The live set of another JVM: what is reachable, not what happens to lie in its heap.
 *
 * <p>Measured so: when an event arrives and once a second while it is worked on, the JVM is asked over JMX for a full collection ({@code MemoryMXBean.gc()}); the figure is what that collection left
 * in the pools Eden, Survivor and Tenured ({@code LastGcInfo.memoryUsageAfterGc} of the serial collector's
 * {@code MarkSweepCompact}), so that allocations after the collection do not count. The peak is the largest of these
 * figures. It includes everything on the heap: runtime client, SDKs, HTTP clients, and the agent that measures.
 */
final class LiveHeap implements AutoCloseable {

    private static final long PERIOD_MILLIS = 1000;
    private static final Set<String> POOLS = Set.of("Eden Space", "Survivor Space", "Tenured Gen");

    private final long pid;
    private final AtomicLong peak = new AtomicLong();
    private volatile Optional<JMXConnector> connector = Optional.empty();

    LiveHeap(long pid) {
        this.pid = pid;
    }

    /** Samples in the background until the condition is over. */
    void sampleWhile(BooleanSupplier condition) {
        Thread.ofVirtual().name("live-heap").start(() -> {
            try {
                do {
                    sample();
                    Thread.sleep(PERIOD_MILLIS);
                } while (condition.getAsBoolean());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The largest live set so far, in bytes; the one of this moment when nothing was measured yet. */
    long peak() {
        if (peak.get() == 0) {
            sample();
        }
        return peak.get();
    }

    void forget() {
        peak.set(0);
    }

    @Override
    public void close() {
        connector.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                connector = Optional.empty(); // the other side is gone already
            }
        });
    }

    private synchronized void sample() {
        try {
            sample(connection());
        } catch (IOException | AttachNotSupportedException e) {
            connector = Optional.empty(); // the process has ended: what was measured stays
        }
    }

    private void sample(MBeanServerConnection beans) throws IOException {
        ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class).gc();
        for (GarbageCollectorMXBean collector :
                ManagementFactory.getPlatformMXBeans(beans, GarbageCollectorMXBean.class)) {
            if (collector.getName().equals("MarkSweepCompact") && collector.getLastGcInfo() != null) {
                peak.accumulateAndGet(heapOf(collector.getLastGcInfo().getMemoryUsageAfterGc()), Math::max);
            }
        }
    }

    private static long heapOf(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> POOLS.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    @SuppressWarnings("BanJNDI") // the address is the one that a process of our own told us
    private MBeanServerConnection connection() throws IOException, AttachNotSupportedException {
        if (connector.isEmpty()) {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
            try {
                connector = Optional.of(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        }
        return connector.get().getMBeanServerConnection();
    }
}
