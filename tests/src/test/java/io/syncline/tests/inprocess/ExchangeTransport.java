package io.syncline.tests.inprocess;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.util.StreamingContent;
import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Exchange;
import io.syncline.local.providers.http.HeaderLines;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Google's HTTP client over an exchange; a cut connection is the exception that a socket would throw. */
public final class ExchangeTransport extends HttpTransport {
    private final Supplier<Exchange> exchange;

    /** Asks for the exchange at every request, so that one client can serve many simulators in turn. */
    public ExchangeTransport(Supplier<Exchange> exchange) {
        this.exchange = exchange;
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Outgoing(exchange.get(), method, url);
    }

    private static final class Outgoing extends LowLevelHttpRequest {
        private final Exchange exchange;
        private final String method;
        private final String url;
        private final HeaderLines headers = new HeaderLines();

        Outgoing(Exchange exchange, String method, String url) {
            this.exchange = exchange;
            this.method = method;
            this.url = url;
        }

        @Override
        public void addHeader(String name, String value) {
            headers.add(name, value);
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            byte[] body = body();
            Answer answer = exchange.send(method, url, headers, body);
            if (answer.isCut()) {
                throw new SocketException("Unexpected end of file from server");
            }
            return new Incoming(answer);
        }

        private byte[] body() throws IOException {
            StreamingContent content = getStreamingContent();
            if (content == null) {
                return new byte[0];
            }
            if (getContentType() != null) {
                headers.add("Content-Type", getContentType());
            }
            if (getContentEncoding() != null) {
                headers.add("Content-Encoding", getContentEncoding());
            }
            var written = new ByteArrayOutputStream();
            content.writeTo(written);
            return written.toByteArray();
        }
    }

    private static final class Incoming extends LowLevelHttpResponse {
        private final Answer answer;
        private final List<Map.Entry<String, String>> headers;

        Incoming(Answer answer) {
            this.answer = answer;
            this.headers = new ArrayList<>(answer.headers().entrySet());
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public String getContentEncoding() {
            return null;
        }

        @Override
        public long getContentLength() {
            return answer.length();
        }

        @Override
        public String getContentType() {
            return answer.headers().get("Content-Type");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + answer.status();
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public String getReasonPhrase() {
            return "";
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).getKey();
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).getValue();
        }
    }
}
