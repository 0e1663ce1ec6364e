package io.syncline.local.providers.google;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.HeaderLines;
import io.syncline.local.providers.http.Request;
import io.syncline.local.providers.http.Responder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Many calls in one multipart request. The answers stand in the order of the calls; every call has its own status and
 * may have its own Authorization.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/batch">Send batch requests</a>
 */
final class GoogleBatch implements Responder {

    private static final int MOST_CALLS = 1_000;
    private static final Pattern BOUNDARY =
            Pattern.compile("(?i)multipart/mixed\\s*;.*boundary=(?:\"([^\"]+)\"|([^;\\s]+)).*");
    private static final String LINE = "\r\n";

    private final Responder each;

    GoogleBatch(Responder each) {
        this.each = each;
    }

    @Override
    public Answer answer(Request request) {
        var boundary = BOUNDARY.matcher(request.headers().first("Content-Type").orElse(""));
        if (!boundary.matches()) {
            throw GoogleError.of(400, "badRequest", "Failed to parse batch request, error: no multipart boundary.")
                    .refusal();
        }
        var parts = parts(request.text(), boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        if (parts.isEmpty() || parts.size() > MOST_CALLS) {
            throw GoogleError.of(400, "badRequest", "A batch holds between 1 and " + MOST_CALLS + " calls.")
                    .refusal();
        }
        return together(
                parts.stream().map(part -> answered(part, request.headers())).toList());
    }

    private String answered(Part part, HeaderLines outer) {
        var answer = each.settle(part.request(outer));
        var text = new StringBuilder("Content-Type: application/http" + LINE);
        part.contentId()
                .ifPresent(
                        id -> text.append("Content-ID: ").append(responseId(id)).append(LINE));
        text.append(LINE)
                .append("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(phrase(answer.status()))
                .append(LINE);
        answer.headers()
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append(LINE));
        text.append("Content-Length: ").append(answer.length()).append(LINE).append(LINE);
        return text.append(answer.text()).append(LINE).toString();
    }

    private static Answer together(List<String> answers) {
        var boundary = "batch_" + Integer.toHexString(answers.hashCode()) + "_simulated";
        var body = new StringBuilder();
        answers.forEach(
                answer -> body.append("--").append(boundary).append(LINE).append(answer));
        body.append("--").append(boundary).append("--").append(LINE);
        return Answer.of(200, "multipart/mixed; boundary=" + boundary, body.toString());
    }

    private static List<Part> parts(String text, String boundary) {
        var parts = new ArrayList<Part>();
        var pieces = text.split("(?m)^--" + Pattern.quote(boundary), -1);
        for (var piece : List.of(pieces).subList(1, pieces.length)) {
            if (piece.startsWith("--")) {
                break;
            }
            if (!piece.isBlank()) {
                parts.add(Part.of(piece.stripLeading()));
            }
        }
        return parts;
    }

    private static String responseId(String id) {
        return id.startsWith("<") ? "<response-" + id.substring(1) : "response-" + id;
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            default -> status < 400 ? "Success" : "Error";
        };
    }

    /** One call of the batch: the part's own head, then a request with its head and body. */
    private record Part(HeaderLines head, String method, String target, HeaderLines headers, String body) {

        static Part of(String piece) {
            var lines = new Lines(piece);
            var head = lines.headers();
            var requestLine = lines.next().split(" ", -1);
            if (requestLine.length < 2) {
                throw GoogleError.of(400, "badRequest", "Failed to parse batch request, error: no request line.")
                        .refusal();
            }
            return new Part(head, requestLine[0], requestLine[1], lines.headers(), lines.rest());
        }

        java.util.Optional<String> contentId() {
            return head.first("Content-ID");
        }

        Request request(HeaderLines outer) {
            return Request.of(
                    method, target, headers.orElse("Authorization", outer), body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Reads header blocks line by line; lines end with CRLF or LF. */
    private static final class Lines {

        private final String text;
        private int at;

        Lines(String text) {
            this.text = text;
        }

        String next() {
            int end = text.indexOf('\n', at);
            var line = end < 0 ? text.substring(at) : text.substring(at, end);
            at = end < 0 ? text.length() : end + 1;
            return line.stripTrailing();
        }

        HeaderLines headers() {
            var headers = new HeaderLines();
            while (at < text.length()) {
                var line = next();
                if (line.isEmpty()) {
                    return headers;
                }
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.add(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
            return headers;
        }

        String rest() {
            return text.substring(at).strip();
        }
    }
}
