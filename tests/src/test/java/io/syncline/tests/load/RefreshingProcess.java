package io.syncline.tests.load;

import io.syncline.identity.OrganisationId;
import io.syncline.token.RefreshOrder;
import io.syncline.token.RefreshTokens;
import io.syncline.token.TokenVault.Due;
import java.time.Duration;
import java.util.List;

/** A process that refreshes whatever of an organisation is due, in small orders, until nothing is or it is killed. */
public final class RefreshingProcess {

    private static final int ORDER = 15;
    private static final int MOST = 20_000;

    private RefreshingProcess() {}

    /** Arguments: the organisation, and by how many seconds its clock is ahead. */
    public static void main(String[] arguments) {
        ShiftedClock clock = new ShiftedClock(Duration.ofSeconds(Long.parseLong(arguments[1])));
        refreshAll(Worker.ofThisProcess(clock), new OrganisationId(arguments[0]), clock);
    }

    /** The same in this process. */
    static void refreshAll(Worker worker, OrganisationId organisation, ShiftedClock clock) {
        RefreshTokens refreshTokens = worker.tokens().refreshTokens();
        List<Due> due = worker.aws().tokenVault().due(clock.instant(), MOST).stream()
                .filter(one -> one.organisation().equals(organisation))
                .toList();
        for (int from = 0; from < due.size(); from += ORDER) {
            refreshTokens.run(new RefreshOrder(
                    organisation,
                    due.subList(from, Math.min(due.size(), from + ORDER)).stream()
                            .map(Due::connection)
                            .toList()));
        }
    }
}
