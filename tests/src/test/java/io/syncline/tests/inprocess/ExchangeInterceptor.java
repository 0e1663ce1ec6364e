package io.syncline.tests.inprocess;

import io.syncline.local.providers.http.Answer;
import io.syncline.local.providers.http.Exchange;
import io.syncline.local.providers.http.HeaderLines;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/** The end of an OkHttp client over an exchange; a cut connection is the exception that a socket would throw. */
public final class ExchangeInterceptor implements Interceptor {
    private final Supplier<Exchange> exchange;

    /** Asks for the exchange at every request, so that one client can serve many simulators in turn. */
    public ExchangeInterceptor(Supplier<Exchange> exchange) {
        this.exchange = exchange;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Answer answer =
                exchange.get().send(request.method(), request.url().toString(), headers(request), body(request));
        if (answer.isCut()) {
            throw new EOFException("unexpected end of stream");
        }
        return response(request, answer);
    }

    private static HeaderLines headers(Request request) {
        var lines = new HeaderLines();
        request.headers().forEach(line -> lines.add(line.getFirst(), line.getSecond()));
        if (request.body() != null && request.body().contentType() != null) {
            lines.add("Content-Type", String.valueOf(request.body().contentType()));
        }
        return lines;
    }

    private static byte[] body(Request request) throws IOException {
        if (request.body() == null) {
            return new byte[0];
        }
        var written = new Buffer();
        request.body().writeTo(written);
        return written.readByteArray();
    }

    private static Response response(Request request, Answer answer) {
        var response = new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("");
        answer.headers().forEach(response::addHeader);
        String type = answer.headers().getOrDefault("Content-Type", "application/octet-stream");
        return response.body(ResponseBody.create(answer.body(), MediaType.parse(type)))
                .build();
    }
}
