package io.syncline.local.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.syncline.local.providers.account.Provider;
import io.syncline.local.providers.http.PortTaken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Starting and stopping. */
class ProviderSimulatorsTest {

    @Test
    void a_port_that_is_taken_is_one_sentence_and_leaves_nothing_open() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var ports = new SimulatorSettings.Ports(0, 0, taken.getLocalPort(), 0, 0);
            assertThatThrownBy(() -> ProviderSimulators.start(
                            SimulatorSettings.defaults().withPorts(ports)))
                    .isInstanceOf(PortTaken.class)
                    .hasMessage("Port " + taken.getLocalPort()
                            + " for microsoft-login is already taken: stop what listens there or choose another port.");
        }
    }

    @Test
    void the_command_says_in_one_line_why_it_does_not_start() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var errors = new StringWriter();
            var command = new CommandLine(new SimulatorsCommand()).setErr(new PrintWriter(errors));
            assertThat(command.execute("--port", "" + taken.getLocalPort())).isEqualTo(1);
            assertThat(errors.toString()).contains("is already taken").hasLineCount(1);
        }
    }

    @Test
    void one_line_is_printed_for_each_part() {
        try (var simulators = ProviderSimulators.start(SimulatorSettings.defaults())) {
            var lines = new StringWriter();
            SimulatorsCommand.print(simulators, new PrintWriter(lines));
            assertThat(lines.toString())
                    .hasLineCount(7)
                    .contains(simulators.endpoints().graph());
        }
    }

    @Test
    void without_demo_data_nobody_is_there() {
        try (var simulators =
                ProviderSimulators.start(SimulatorSettings.defaults().withoutDemoData())) {
            assertThat(simulators.control().accounts()).isEmpty();
            simulators.control().openAccount(Provider.GOOGLE, "a@b.example", "A B", "Asia/Tokyo");
            assertThat(simulators.control().accounts()).hasSize(1);
        }
    }

    @Test
    void secrets_of_the_clients_do_not_print() {
        assertThat(SimulatorSettings.defaults().toString()).doesNotContain("GOCSPX", "sim8Q");
    }
}
