package io.syncline.local.cloud;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local: the tables, in memory or in a folder. Its own runner listens on every address of the machine and has
 * no option against it, so its handler is put into a server that listens on the loopback address only.
 */
final class TableServer implements AutoCloseable {

    private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

    private final Server server;
    private final LocalDynamoDBRequestHandler tables;
    private final URI address;

    private TableServer(Server server, LocalDynamoDBRequestHandler tables) {
        this.server = server;
        this.tables = tables;
        this.address =
                URI.create("http://localhost:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + "/");
    }

    static TableServer start(Optional<Path> folder) {
        SQLITE.setLevel(Level.OFF);
        try {
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
            }
            LocalDynamoDBRequestHandler tables = handler(folder);
            Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(tables, "*"), "/"));
            server.start();
            return new TableServer(server, tables);
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    /** One database for all callers, as {@code -sharedDb}; a folder of its own or {@code -inMemory}. */
    private static LocalDynamoDBRequestHandler handler(Optional<Path> folder) {
        return folder.map(path -> new LocalDynamoDBRequestHandler(0, false, path.toString(), true, false))
                .orElseGet(() -> new LocalDynamoDBRequestHandler(0, true, null, true, false));
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        try {
            server.stop();
            tables.shutdown();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
    }
}
