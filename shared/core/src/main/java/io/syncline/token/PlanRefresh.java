package io.syncline.token;

import io.syncline.connection.ConnectionId;
import io.syncline.identity.OrganisationId;
import io.syncline.token.TokenVault.Due;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the tokens that are to be refreshed ahead of their end and orders it, in batches of one organisation each. */
public final class PlanRefresh {

    /** How many are planned at a time; the rest follows a minute later. */
    private static final int MOST = 20_000;

    private final TokenVault vault;
    private final RefreshOrders orders;
    private final InstantSource clock;

    public PlanRefresh(TokenVault vault, RefreshOrders orders, InstantSource clock) {
        this.vault = vault;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Plans once.
     *
     * @return how many tokens are due
     */
    public int run() {
        List<Due> due = vault.due(clock.instant(), MOST);
        Map<OrganisationId, List<ConnectionId>> byOrganisation = new LinkedHashMap<>();
        due.forEach(one -> byOrganisation
                .computeIfAbsent(one.organisation(), _ -> new ArrayList<>())
                .add(one.connection()));
        List<RefreshOrder> placed = new ArrayList<>();
        byOrganisation.forEach((organisation, connections) -> placed.addAll(split(organisation, connections)));
        if (!placed.isEmpty()) {
            orders.place(placed);
        }
        return due.size();
    }

    private static List<RefreshOrder> split(OrganisationId organisation, List<ConnectionId> connections) {
        List<RefreshOrder> orders = new ArrayList<>();
        for (int from = 0; from < connections.size(); from += RefreshOrder.LARGEST) {
            int to = Math.min(connections.size(), from + RefreshOrder.LARGEST);
            orders.add(new RefreshOrder(organisation, connections.subList(from, to)));
        }
        return orders;
    }
}
