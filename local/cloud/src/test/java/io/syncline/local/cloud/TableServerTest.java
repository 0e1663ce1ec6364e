package io.syncline.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.syncline.local.cloud.aws.AwsCalls;
import io.syncline.local.cloud.aws.Json;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** DynamoDB Local as it is run here. */
class TableServerTest {

    @Test
    void it_listens_on_this_machine_and_nowhere_else() throws Exception {
        List<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        assumeThat(outside).as("addresses besides the loopback one").isNotEmpty();

        try (TableServer server = TableServer.start(Optional.empty())) {
            assertThat(new AwsCalls(server.address(), "dynamodb", "local")
                            .call("DynamoDB_20120810.ListTables", Json.object())
                            .path("TableNames")
                            .isArray())
                    .isTrue();
            for (InetAddress address : outside) {
                assertThatThrownBy(() -> new Socket(address, server.address().getPort()).close())
                        .isInstanceOf(ConnectException.class);
            }
        }
    }
}
