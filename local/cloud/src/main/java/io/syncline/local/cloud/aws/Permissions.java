package io.syncline.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a role may do: an access needs an Allow and no Deny
 * (IAM user guide, "Policy evaluation logic", identity-based policies of one account).
 */
public final class Permissions {

    /** May do everything: the runner itself, never a function. */
    public static final Permissions ALL = new Permissions(List.of(), true);

    private final List<Statement> statements;
    private final boolean everything;

    private Permissions(List<Statement> statements, boolean everything) {
        this.statements = List.copyOf(statements);
        this.everything = everything;
    }

    /** Reads a function's {@code Policies}: inline documents; a managed policy's name grants nothing here. */
    public static Permissions of(JsonNode policies) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode policy : policies) {
            policy.path("Statement").forEach(statement -> statements.add(Statement.of(statement)));
        }
        return new Permissions(statements, false);
    }

    /** The first access that is not allowed, if there is one. */
    public Optional<Access> firstRefused(List<Access> accesses) {
        return accesses.stream().filter(access -> !allows(access)).findFirst();
    }

    private boolean allows(Access access) {
        if (everything) {
            return true;
        }
        List<Statement> covering = statements.stream()
                .filter(statement -> statement.covers(access))
                .toList();
        return !covering.isEmpty() && covering.stream().allMatch(Statement::allows);
    }
}
