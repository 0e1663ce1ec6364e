package io.syncline.audittrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.syncline.audit.Action;
import io.syncline.audit.Actor;
import io.syncline.audit.AuditTrail;
import io.syncline.audit.Deed;
import io.syncline.audit.Outcome;
import io.syncline.audit.ReadTrail;
import io.syncline.audit.ReadTrail.Filter;
import io.syncline.audit.ReadTrail.Page;
import io.syncline.audit.RecordLook;
import io.syncline.audit.Verdict;
import io.syncline.audit.VerifyTrail;
import io.syncline.aws.Json;
import io.syncline.aws.http.HttpRequest;
import io.syncline.aws.http.HttpResponse;
import io.syncline.aws.http.Problem;
import io.syncline.aws.http.ProblemType;
import io.syncline.aws.http.Refusal;
import io.syncline.aws.http.Routes.Responder;
import io.syncline.identity.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An organisation's trail, for its administrators. */
record TrailRoutes(
        ReadTrail readTrail, VerifyTrail verifyTrail, RecordLook recordLook, AuditTrail trail, InstantSource clock) {

    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;
    private static final int LONGEST_WORD = 200;

    Map<String, Responder> routes() {
        return Map.of("GET /v1/audit", this::list, "GET /v1/audit/verification", this::verify);
    }

    record EntriesForm(List<EntryForm> entries, @Nullable String next) {}

    record VerificationForm(
            boolean intact,
            String checkedAt,
            @Nullable Long entries,
            @Nullable Long sealed,
            @Nullable String sealedAt,
            @Nullable Long sequence,
            @Nullable String damage,
            @Nullable String explanation) {}

    private HttpResponse list(HttpRequest request) {
        Caller caller = administrator(request);
        String format = format(request);
        Page page = readTrail
                .run(caller, filter(request), next(request), limit(request))
                .orElseThrow(TrailRoutes::notAllowed);
        recordLook.run(caller, Action.TRAIL_SEEN, "trail");
        List<EntryForm> entries = page.entries().stream().map(EntryForm::of).toList();
        Optional<String> next = page.next().map(String::valueOf);
        return switch (format) {
            case "csv" -> file("text/csv; charset=utf-8", csv(entries), next);
            case "jsonl" -> file("application/jsonl; charset=utf-8", lines(entries), next);
            default -> HttpResponse.json(200, new EntriesForm(entries, next.orElse(null)));
        };
    }

    private HttpResponse verify(HttpRequest request) {
        Caller caller = administrator(request);
        Verdict verdict = verifyTrail.run(caller.organisation());
        trail.note(
                caller.organisation(),
                switch (verdict) {
                    case Verdict.Intact intact ->
                        Deed.done(Actor.of(caller), Action.TRAIL_VERIFIED, "trail", intact.entries() + " entries");
                    case Verdict.Broken broken ->
                        Deed.failed(Actor.of(caller), Action.TRAIL_VERIFIED, "trail", broken.explanation());
                });
        return HttpResponse.json(200, form(verdict));
    }

    private VerificationForm form(Verdict verdict) {
        String now = clock.instant().toString();
        return switch (verdict) {
            case Verdict.Intact(long entries, long sealed, Optional<Instant> sealedAt) ->
                new VerificationForm(
                        true,
                        now,
                        entries,
                        sealed,
                        sealedAt.map(Instant::toString).orElse(null),
                        null,
                        null,
                        null);
            case Verdict.Broken(long sequence, Verdict.Damage damage, String explanation) ->
                new VerificationForm(false, now, null, null, null, sequence, damage.word(), explanation);
        };
    }

    private Caller administrator(HttpRequest request) {
        Caller caller = request.caller();
        if (!caller.administers()) {
            trail.note(
                    caller.organisation(),
                    Deed.refused(Actor.of(caller), Action.ACCESS_REFUSED, "trail", request.route()));
            throw notAllowed();
        }
        return caller;
    }

    private static Refusal notAllowed() {
        return new Refusal(
                Problem.of(ProblemType.NOT_ALLOWED, "Only an administrator may look at the trail; ask one of them."));
    }

    private static Filter filter(HttpRequest request) {
        return new Filter(
                word(request, "actor"),
                word(request, "action"),
                word(request, "subject"),
                word(request, "outcome").map(TrailRoutes::outcome),
                request.query("from").map(_ -> request.instant("from")),
                request.query("until").map(_ -> request.instant("until")));
    }

    private static Optional<String> word(HttpRequest request, String name) {
        return request.query(name).map(text -> {
            if (text.length() > LONGEST_WORD) {
                throw Refusal.invalid(name, "'" + name + "' has at most " + LONGEST_WORD + " characters.");
            }
            return text;
        });
    }

    private static String outcome(String word) {
        return Outcome.of(word)
                .map(Outcome::word)
                .orElseThrow(() -> Refusal.invalid("outcome", "'outcome' is one of done, refused and failed."));
    }

    private static Optional<Long> next(HttpRequest request) {
        return request.query("next").map(text -> {
            if (!text.matches("[0-9]{1,18}")) {
                throw Refusal.invalid("next", "'next' is no page of this list; begin again without it.");
            }
            return Long.parseLong(text);
        });
    }

    private static int limit(HttpRequest request) {
        String text = request.query("limit").orElse(Integer.toString(PAGE));
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw Refusal.invalid("limit", "'limit' is a number from 1 to " + LARGEST_PAGE + ".");
        }
        return Integer.parseInt(text);
    }

    private static String format(HttpRequest request) {
        String format = request.query("format").orElse("json");
        if (!List.of("json", "csv", "jsonl").contains(format)) {
            throw Refusal.invalid("format", "'format' is one of json, csv and jsonl.");
        }
        return format;
    }

    /** Every page begins with the line of headings. */
    private static String csv(List<EntryForm> entries) {
        StringBuilder text = new StringBuilder(EntryForm.CSV_HEAD);
        entries.forEach(entry -> text.append(entry.csv()));
        return text.toString();
    }

    private static String lines(List<EntryForm> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(line(entry)).append('\n'));
        return text.toString();
    }

    private static String line(EntryForm entry) {
        try {
            return Json.MAPPER.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry cannot be written as JSON", e);
        }
    }

    private static HttpResponse file(String type, String text, Optional<String> next) {
        HttpResponse file = HttpResponse.text(200, type, text);
        return next.map(value -> file.withHeader("x-next", value)).orElse(file);
    }
}
