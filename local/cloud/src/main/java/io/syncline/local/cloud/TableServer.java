package io.syncline.local.cloud;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import io.syncline.local.cloud.server.Servers;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DynamoDB Local: the tables, in memory or in a folder. */
final class TableServer implements AutoCloseable {

    private final DynamoDBProxyServer server;
    private final URI address;

    private TableServer(DynamoDBProxyServer server, URI address) {
        this.server = server;
        this.address = address;
    }

    static TableServer start(Optional<Path> folder) {
        int port = Servers.freePort(0);
        List<String> arguments =
                new ArrayList<>(List.of("-port", String.valueOf(port), "-sharedDb", "-disableTelemetry"));
        try {
            if (folder.isPresent()) {
                Files.createDirectories(folder.get());
                arguments.addAll(List.of("-dbPath", folder.get().toString()));
            } else {
                arguments.add("-inMemory");
            }
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(arguments.toArray(String[]::new));
            server.start();
            return new TableServer(server, URI.create("http://localhost:" + port + "/"));
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not stop", e);
        }
    }
}
