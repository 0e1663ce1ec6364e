package io.syncline.local.cloud;

import io.syncline.local.cloud.server.Servers;
import io.syncline.local.cloud.template.Stack;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ: the queues, in memory. A lost message costs a poll interval and never data, so nothing is kept. */
final class QueueServer implements AutoCloseable {

    private final SQSRestServer server;
    private final URI address;

    private QueueServer(SQSRestServer server, URI address) {
        this.server = server;
        this.address = address;
    }

    static QueueServer start() {
        int port = Servers.freePort(0);
        SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                .withPort(port)
                .withAWSRegion(Stack.REGION)
                .withAWSAccountId(Stack.ACCOUNT)
                .start();
        server.waitUntilStarted();
        return new QueueServer(server, URI.create("http://localhost:" + port + "/"));
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        server.stopAndWait();
    }
}
