package io.syncline.google;

import com.google.api.client.googleapis.batch.BatchCallback;
import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.ObjectParser;
import com.google.api.services.calendar.model.Event;
import io.syncline.sync.RemoteFailure;
import io.syncline.sync.RemoteFailure.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Many calls in one request. Google answers them by position; a part that cannot be read is lost by itself, and
 * where the frame breaks off everything behind it is.
 *
 * @see <a href="https://developers.google.com/workspace/calendar/api/guides/batch">Send batch requests</a>
 */
final class BatchCall {
    private final InstantSource clock;
    private final BatchRequest batch;
    private final List<Part> parts = new ArrayList<>();

    BatchCall(BatchRequest batch, InstantSource clock) {
        this.batch = batch;
        this.clock = clock;
    }

    void add(Call call, HttpRequest request) throws IOException {
        Slot slot = new Slot(parts.size(), call);
        parts.add(new Part.Lost(new Unavailable("Google gave no answer to this call")));
        request.setParser(new AsText());
        request.setUnsuccessfulResponseHandler((refused, response, repeatable) -> {
            slot.status = response.getStatusCode();
            return false;
        });
        batch.queue(request, String.class, String.class, slot);
    }

    /** An answer per call, in the order in which they were added. */
    List<Part> send() {
        try {
            batch.execute();
            return parts;
        } catch (HttpResponseException refused) {
            GoogleFault fault = GoogleFault.of(refused, clock.instant());
            return all(new Part.Lost(outer(fault)));
        } catch (IOException | RuntimeException brokenOff) {
            // The client throws whatever its reader of the frame stumbles over. What was read before is kept.
            return parts;
        }
    }

    /** 404 is about the place of batches here, not about a calendar. */
    private static RemoteFailure outer(GoogleFault fault) {
        return fault.is(404) ? new Unavailable("Google knows no batches at this address") : fault.failure();
    }

    private List<Part> all(Part part) {
        return Collections.nCopies(parts.size(), part);
    }

    private final class Slot implements BatchCallback<String, String> {
        private final int position;
        private final Call call;
        private int status;

        private Slot(int position, Call call) {
            this.position = position;
            this.call = call;
        }

        @Override
        public void onSuccess(String body, HttpHeaders headers) {
            parts.set(position, body.isBlank() ? new Part.Done() : read(body));
        }

        @Override
        public void onFailure(String body, HttpHeaders headers) {
            parts.set(position, new Part.Fault(GoogleFault.of(status, body, headers.getRetryAfter(), clock.instant())));
        }

        private Part read(String body) {
            if (body.equals(AsText.TOO_LARGE)) {
                return new Part.Oversized();
            }
            try {
                return switch (call) {
                    case Call.ForEvent single ->
                        new Part.Answered(GsonFactory.getDefaultInstance().fromString(body, Event.class));
                    case Call.ForEvents several -> new Part.Listed(EventsJson.read(body));
                };
            } catch (IOException | RuntimeException malformed) {
                return new Part.Lost(new Unavailable("Google's answer to this call is no event"));
            }
        }
    }

    /** Leaves the reading to us, so that one malformed part does not end the reading of the others. */
    private static final class AsText implements ObjectParser {
        /**
         * In bytes: an event has 8 KB of description and a few hundred guests, and a series that is kept in step
         * has a few hundred such exceptions at most.
         */
        private static final int LARGEST_PART = 4 * 1024 * 1024;

        /** Stands for what is larger; no answer of Google's is a single NUL. */
        private static final String TOO_LARGE = "\0";

        @Override
        public <T> T parseAndClose(InputStream in, Charset charset, Class<T> dataClass) throws IOException {
            return dataClass.cast(text(in));
        }

        @Override
        public Object parseAndClose(InputStream in, Charset charset, Type dataType) throws IOException {
            return text(in);
        }

        @Override
        public <T> T parseAndClose(Reader reader, Class<T> dataClass) {
            throw new UnsupportedOperationException("Parts come as bytes");
        }

        @Override
        public Object parseAndClose(Reader reader, Type dataType) {
            throw new UnsupportedOperationException("Parts come as bytes");
        }

        private static String text(InputStream in) throws IOException {
            byte[] bytes = in == null ? new byte[0] : in.readNBytes(LARGEST_PART + 1);
            return bytes.length > LARGEST_PART ? TOO_LARGE : new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
