package io.syncline.keyrotation;

import io.syncline.identity.OrganisationId;
import java.util.Map;

/** What the function is called for; an operator's command is {@code {"command": …, "organisation": …}}. */
sealed interface Command {

    /** The clock. */
    record Tick() implements Command {}

    /** {@code rotate}: begins to change the organisation's key, or goes on with it. */
    record Rotate(OrganisationId organisation) implements Command {}

    /** {@code report}: says which key seals what. */
    record Report(OrganisationId organisation) implements Command {}

    /** {@code remove}: disconnects everybody and destroys the keys. */
    record Remove(OrganisationId organisation) implements Command {}

    /** {@code readmit}: lets an organisation that was removed begin anew. */
    record Readmit(OrganisationId organisation) implements Command {}

    /** What cannot be understood; nothing is done. */
    record Unreadable(String reason) implements Command {}

    static Command of(Map<String, Object> event) {
        Object command = event.get("command");
        if (command == null) {
            return event.containsKey("detail-type") || event.isEmpty()
                    ? new Tick()
                    : new Unreadable("'command' is missing: it is one of rotate, report, remove and readmit.");
        }
        try {
            return named(String.valueOf(command), new OrganisationId(text(event, "organisation")));
        } catch (IllegalArgumentException e) {
            return new Unreadable("'organisation' is missing or not an id: " + e.getMessage() + ".");
        }
    }

    private static Command named(String command, OrganisationId organisation) {
        return switch (command) {
            case "rotate" -> new Rotate(organisation);
            case "report" -> new Report(organisation);
            case "remove" -> new Remove(organisation);
            case "readmit" -> new Readmit(organisation);
            default -> new Unreadable("'command' is one of rotate, report, remove and readmit.");
        };
    }

    private static String text(Map<String, Object> event, String member) {
        return event.get(member) instanceof String text ? text : "";
    }
}
