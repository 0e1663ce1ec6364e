package io.syncline.local.cloud.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The built dashboard as bucket and distribution serve it: a path without a file name is a page and gets
 * {@code index.html}; files with a hash in their name are kept by browsers for good.
 */
final class Dashboard {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"));

    private static final String NOT_BUILT = """
            <!doctype html><meta charset="utf-8"><title>Syncline</title>
            <p>The dashboard is not built yet: run <code>npm ci && npm run build</code> in <code>web</code>.</p>
            """;

    private final Path root;

    Dashboard(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Reply reply(HttpExchange exchange) throws IOException {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return Reply.problem(405, "not-found", "Not here", "Pages of the dashboard can only be read.");
        }
        String path = exchange.getRequestURI().getPath();
        boolean page = !path.substring(path.lastIndexOf('/') + 1).contains(".");
        Optional<Path> file = file(page ? "/index.html" : path);
        if (file.isPresent()) {
            return serve(exchange, file.get());
        }
        return page
                ? Reply.of(503, "text/html; charset=utf-8", NOT_BUILT.getBytes(StandardCharsets.UTF_8))
                : Reply.problem(404, "not-found", "No such file", "The dashboard has no file " + path + ".");
    }

    /** Nothing outside the folder, whatever dots a path has. */
    private Optional<Path> file(String path) {
        Path file = root.resolve(path.substring(1)).normalize();
        return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    private static Reply serve(HttpExchange exchange, Path file) throws IOException {
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        byte[] content = Files.readAllBytes(file);
        boolean zipped = !type.startsWith("image/p") && content.length > 1024 && accepts(exchange);
        Reply reply = Reply.of(200, type, zipped ? gzip(content) : content);
        boolean hashed = Optional.ofNullable(file.getParent())
                .filter(folder -> folder.endsWith("assets"))
                .isPresent();
        reply.headers().put("Cache-Control", List.of(hashed ? "public, max-age=31536000, immutable" : "no-cache"));
        reply.headers().put("Vary", List.of("Accept-Encoding"));
        if (zipped) {
            reply.headers().put("Content-Encoding", List.of("gzip"));
        }
        return reply;
    }

    private static boolean accepts(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                .filter(encodings -> encodings.contains("gzip"))
                .isPresent();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }
}
