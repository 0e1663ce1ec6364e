package io.syncline.local.cloud.demo;

import io.syncline.local.providers.fidelity.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Everything that was written while nobody had changed anything (R13): in calendars, and to jobs. To ask to be told of
 * changes writes nothing there.
 */
final class IdleWatch {

    private static final Pattern PUSH = Pattern.compile(".*/(events/watch|channels/stop|subscriptions(/.*)?)");

    private IdleWatch() {}

    /**
     * A finding per write.
     *
     * @param requests what the providers were asked meanwhile
     * @param before the jobs at the start of the time
     * @param after the jobs at its end
     */
    static List<Finding> of(Collection<LedgerEntry> requests, Map<String, JobSeen> before, Map<String, JobSeen> after) {
        List<Finding> findings = new ArrayList<>();
        requests.stream()
                .filter(request -> request.kind() == LedgerEntry.Kind.WRITE)
                .filter(request -> !PUSH.matcher(request.path()).matches())
                .map(request -> Finding.idleWrite(
                        request.method() + " " + request.path() + " at " + request.part() + " → " + request.status()))
                .forEach(findings::add);
        after.forEach((id, job) -> {
            JobSeen known = before.get(id);
            if (known == null || known.version() != job.version()) {
                findings.add(Finding.idleWrite("the job " + id + " got version " + job.version()));
            }
        });
        return List.copyOf(findings);
    }
}
