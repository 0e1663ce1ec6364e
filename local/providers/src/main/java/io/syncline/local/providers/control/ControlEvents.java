package io.syncline.local.providers.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Json;
import io.syncline.local.providers.http.Refusal;
import io.syncline.local.providers.http.Request;
import java.time.ZoneId;

/** Events over the control API: as the user would edit them in the provider's own pages. */
final class ControlEvents {

    private final SimulatorControl control;

    ControlEvents(SimulatorControl control) {
        this.control = control;
    }

    Answer list(Request request) {
        var at = Place.of(request);
        var events = request.query().isTrue("deleted")
                ? control.deletedEvents(at.provider, at.email, at.calendar)
                : control.events(at.provider, at.email, at.calendar);
        var json = Json.object();
        var list = json.putArray("events");
        events.forEach(event -> {
            var shown = UserEventJson.of(event);
            if (request.query().isTrue("raw")) {
                control.resource(at.provider, at.email, at.calendar, event.id())
                        .ifPresent(raw -> shown.set("raw", raw));
            }
            list.add(shown);
        });
        return Answer.json(200, json);
    }

    Answer get(Request request) {
        var at = Place.of(request);
        var id = request.place("id");
        var shown = UserEventJson.of(control.event(at.provider, at.email, at.calendar, id));
        control.resource(at.provider, at.email, at.calendar, id).ifPresent(raw -> shown.set("raw", raw));
        return Answer.json(200, shown);
    }

    Answer create(Request request) {
        return Answer.json(201, create(Place.of(request), ControlHost.body(request)));
    }

    Answer update(Request request) {
        return Answer.json(200, update(Place.of(request), request.place("id"), ControlHost.body(request)));
    }

    Answer delete(Request request) {
        var at = Place.of(request);
        control.delete(at.provider, at.email, at.calendar, request.place("id"));
        return Answer.empty(204);
    }

    /** {@code {"edits":[{"op":"create|update|delete","id","event"}]}}: each edit stands for itself. */
    Answer bulk(Request request) {
        var at = Place.of(request);
        var json = Json.object();
        var results = json.putArray("results");
        for (var edit : ControlHost.body(request).path("edits")) {
            results.add(
                    edit instanceof ObjectNode object ? attempted(at, object) : failed("An edit is a JSON object."));
        }
        return Answer.json(200, json);
    }

    private ObjectNode attempted(Place at, ObjectNode edit) {
        try {
            return edited(at, edit);
        } catch (UnknownInSimulator | IllegalArgumentException wrong) {
            return failed(String.valueOf(wrong.getMessage()));
        } catch (Refusal refusal) {
            return failed(refusal.answer().text());
        }
    }

    private ObjectNode edited(Place at, ObjectNode edit) {
        var event = edit.path("event") instanceof ObjectNode object ? object : Json.object();
        return switch (edit.path("op").asText()) {
            case "create" -> create(at, event);
            case "update" -> update(at, ControlHost.needed(edit, "id"), event);
            case "delete" -> {
                control.delete(at.provider, at.email, at.calendar, ControlHost.needed(edit, "id"));
                yield Json.object().put("id", edit.path("id").asText()).put("deleted", true);
            }
            default -> failed("The op of an edit is create, update or delete.");
        };
    }

    private ObjectNode create(Place at, ObjectNode json) {
        var event = UserEventJson.created(json, zone(at));
        return UserEventJson.of(control.create(at.provider, at.email, at.calendar, event));
    }

    private ObjectNode update(Place at, String id, ObjectNode changes) {
        var zone = zone(at);
        return UserEventJson.of(control.update(
                at.provider, at.email, at.calendar, id, event -> UserEventJson.merged(event, changes, zone)));
    }

    private ZoneId zone(Place at) {
        return control.account(at.provider, at.email).zone();
    }

    private static ObjectNode failed(String sentence) {
        return Json.object().put("error", sentence);
    }

    private record Place(Provider provider, String email, String calendar) {

        static Place of(Request request) {
            return new Place(
                    Provider.of(request.place("provider")), request.place("email"), request.place("calendarId"));
        }
    }
}
