package city.datastore.platform.security;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 whose connections can be cut from outside. Only the channel is closed, as if the network
 * had broken it: Tomcat then tidies up by itself, on the thread that answers the call.
 */
public final class CuttableHttp extends Http11NioProtocol {
    private static final Logger LOG = LoggerFactory.getLogger(CuttableHttp.class);
    private static final String NAME = "http/1.1";

    /**
     * Drops what the operating system has not sent yet, too.
     *
     * @return whether there is such a connection; it may have been closed already
     */
    boolean cut(String connection) {
        var found =
                getEndpoint().getConnections().stream()
                        .filter(each ->
                                each.getServletConnection(NAME, "")
                                        .getConnectionId()
                                        .equals(connection))
                        .map(SocketWrapperBase::getSocket)
                        .map(NioChannel::getIOChannel)
                        .toList();
        found.forEach(CuttableHttp::reset);
        return !found.isEmpty();
    }

    private static void reset(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.info("a connection to cut was gone already: {}", e.toString());
        }
    }
}
