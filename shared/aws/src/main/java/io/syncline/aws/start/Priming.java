package io.syncline.aws.start;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does before Lambda takes its snapshot (SnapStart), so that classes are loaded and connections' code
 * is compiled when it is restored.
 *
 * <p>It must not read secrets or keys: what is in memory then lies in every copy.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Lambda's hooks</a>
 */
public final class Priming implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(Priming.class);
    /** The runtime holds its resources weakly. */
    private static final List<Priming> KEPT = new CopyOnWriteArrayList<>();

    private final Runnable warmUp;

    Priming(Runnable warmUp) {
        this.warmUp = warmUp;
    }

    /** Has something done before the snapshot is taken; elsewhere than on Lambda nothing ever happens. */
    public static void beforeSnapshot(Runnable warmUp) {
        Priming priming = new Priming(warmUp);
        KEPT.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            warmUp.run();
        } catch (RuntimeException e) {
            LOG.warn("Priming failed; the first call will be slower", e);
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        LOG.debug("Restored from a snapshot");
    }
}
