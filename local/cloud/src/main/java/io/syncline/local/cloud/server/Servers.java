package io.syncline.local.cloud.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** HTTP servers of this machine: on the loopback address only, a virtual thread per request. */
public final class Servers {

    static {
        // Without it every small answer waits 40 ms for an acknowledgement; read once when the server class loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private Servers() {}

    /**
     * A server that does not run yet.
     *
     * @param port 0 for any that is free
     * @throws PortTaken when somebody else listens there
     */
    public static HttpServer listen(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            return server;
        } catch (BindException e) {
            throw new PortTaken(port, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    /**
     * The preferred port when it is free, otherwise any that is.
     *
     * @param preferred 0 for any; it then lies below those that the system gives to outgoing connections, so that
     *     nobody takes it before its server starts, or between two starts
     */
    public static int freePort(int preferred) {
        return IntStream.concat(IntStream.of(preferred), below())
                .filter(port -> port != 0 && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("This machine has no free port"));
    }

    private static IntStream below() {
        return ThreadLocalRandom.current().ints(1_000, 12_000, 30_000);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
