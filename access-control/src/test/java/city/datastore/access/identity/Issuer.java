package city.datastore.access.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider of a test's own: signs tokens and serves the keys that check them. */
final class Issuer implements AutoCloseable {
    static final String AUDIENCE = "city-datastore-api";

    /** One set of keys for all issuers: making a new one each time would take long. */
    private static final RSAKey FIRST = newKey("first");

    private static final RSAKey SECOND = newKey("second");

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile RSAKey key = FIRST;
    private volatile boolean down;

    Issuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/realms/city/protocol/openid-connect/certs",
                exchange -> {
                    fetches.incrementAndGet();
                    byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(down ? 503 : 200, down ? -1 : keys.length);
                    if (!down) {
                        exchange.getResponseBody().write(keys);
                    }
                    exchange.close();
                });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/city";
    }

    IdentityProperties properties() {
        return new IdentityProperties(
                address(),
                null,
                AUDIENCE,
                "org",
                "realm_access.roles",
                Set.of("otp"),
                "loa.2",
                Duration.ofMinutes(15));
    }

    int fetches() {
        return fetches.get();
    }

    void goDown() {
        down = true;
    }

    void comeBack() {
        down = false;
    }

    /** From now on tokens are signed with another key, and only that one is served. */
    void changeKey() {
        key = SECOND;
    }

    RSAKey key() {
        return key;
    }

    /** Claims as Keycloak writes them for an officer of the GLA. */
    JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .subject("5c10c3f6-4a6d-4f7e-9f53-000000000001")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("typ", "Bearer")
                .claim("acr", "password")
                .claim("preferred_username", "gla.officer")
                .claim("realm_access", Map.of("roles", List.of("officer", "offline_access")))
                .claim("org", Map.of("gla", Map.of("id", "3a1c")));
    }

    String sign(JWTClaimsSet claims) {
        return sign(header(JWSAlgorithm.RS256).build(), claims, signer(key));
    }

    JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(key.getKeyID());
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWSSigner signer(RSAKey key) {
        try {
            return new RSASSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final RSAKey FORGED = newKey("forged");

    /** One key for all forgeries: making a new one each time would take long. */
    static RSAKey forged() {
        return FORGED;
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
