package io.syncline.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.logging.slf4j.config.SLF4JLoggingModule;

/** S3Proxy: the buckets, each a folder and each object a file with its headers as attributes of the file. */
final class BucketServer implements AutoCloseable {

    private final S3Proxy server;
    private final BlobStoreContext store;
    private final Optional<Path> temporary;

    private BucketServer(S3Proxy server, BlobStoreContext store, Optional<Path> temporary) {
        this.server = server;
        this.store = store;
        this.temporary = temporary;
    }

    /** Keeps the buckets in a folder; without one in a temporary folder that is deleted at the end. */
    static BucketServer start(Optional<Path> folder) {
        try {
            Optional<Path> temporary =
                    folder.isPresent() ? Optional.empty() : Optional.of(Files.createTempDirectory("syncline-buckets"));
            Path base = Files.createDirectories(folder.or(() -> temporary).orElseThrow());
            BlobStoreContext store = storeIn(base);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(store.getBlobStore())
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    // The one who asks is the AWS endpoint, which has asked the caller's role already.
                    .awsAuthentication(AuthenticationType.NONE, "local", "local")
                    .ignoreUnknownHeaders(true)
                    .build();
            server.start();
            return new BucketServer(server, store, temporary);
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not start", e);
        }
    }

    private static BlobStoreContext storeIn(Path base) {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", base.toString());
        return ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
                .credentials("local", "local")
                .overrides(properties)
                .modules(List.of(new SLF4JLoggingModule()))
                .build(BlobStoreContext.class);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/");
    }

    @Override
    public void close() {
        try {
            server.stop();
            store.close();
            temporary.ifPresent(BucketServer::delete);
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy does not stop", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder " + folder + " cannot be deleted", e);
        }
    }
}
