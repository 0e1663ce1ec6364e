package io.syncline.local.cloud.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Executors;

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

    /** The preferred port when it is free, otherwise any that is. */
    public static int freePort(int preferred) {
        try (ServerSocket socket = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (preferred == 0) {
                throw new UncheckedIOException("This machine has no free port", e);
            }
            return freePort(0);
        }
    }
}
