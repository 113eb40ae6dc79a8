package city.datastore.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An identity provider that signs whatever token a test wants, in the shape of Keycloak's:
 * publishes its key where Keycloak does, and can also be expired, mistaken or forged, as Keycloak
 * cannot.
 */
public final class SigningIssuer {
    /** What a token has to be for. */
    public static final String AUDIENCE = "city-datastore-api";

    private static final String KEY_ID = "test-key";
    private static final int KEY_BITS = 2048;
    private static final int LIFETIME_SECONDS = 3_600;
    private static final Map<String, String> ROLES =
            Map.of(
                    "officer", "officer",
                    "steward", "data-steward",
                    "ig", "ig-lead",
                    "auditor", "auditor",
                    "admin", "platform-admin");

    private static @Nullable SigningIssuer shared;

    private final KeyPair key = newKey();
    private final HttpServer server;

    private SigningIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/realms/city/protocol/openid-connect/certs", this::publish);
        server.start();
    }

    /** The one of this JVM, started on first use. */
    public static synchronized SigningIssuer shared() {
        if (shared == null) {
            shared = new SigningIssuer();
        }
        return shared;
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/city";
    }

    /** A good token for a demo person, such as {@code brent.ig}. */
    public String token(String username) {
        return sign(claims(username));
    }

    /** What a good token for that demo person says; may be changed. */
    public Map<String, Object> claims(String username) {
        String agency = username.substring(0, username.indexOf('.'));
        String role = ROLES.getOrDefault(username.substring(username.indexOf('.') + 1), "none");
        long now = Instant.now().getEpochSecond();
        var claims = new HashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("aud", AUDIENCE);
        claims.put("sub", subject(username));
        claims.put("typ", "Bearer");
        claims.put("iat", now);
        claims.put("exp", now + LIFETIME_SECONDS);
        claims.put("acr", "password");
        claims.put("preferred_username", username);
        claims.put("org", Map.of(agency, Map.of("id", subject(agency))));
        claims.put("realm_access", Map.of("roles", List.of(role, "default-roles-city")));
        return claims;
    }

    /** The id that this issuer gives that person. */
    public static String subject(String username) {
        return UUID.nameUUIDFromBytes(username.getBytes(UTF_8)).toString();
    }

    public String sign(Map<String, Object> claims) {
        return sign(claims, key.getPrivate());
    }

    /** Signed by somebody else who says to be this issuer. */
    public String forge(Map<String, Object> claims) {
        return sign(claims, newKey().getPrivate());
    }

    /** Not signed at all. */
    public String unsigned(Map<String, Object> claims) {
        return part(Map.of("alg", "none", "typ", "JWT")) + "." + part(claims) + ".";
    }

    private static String sign(Map<String, Object> claims, PrivateKey with) {
        String content =
                part(Map.of("alg", "RS256", "typ", "JWT", "kid", KEY_ID)) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(with);
            signature.update(content.getBytes(UTF_8));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        var published = (RSAPublicKey) key.getPublic();
        var jwk =
                Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        KEY_ID,
                        "n",
                        encoded(unsigned(published.getModulus())),
                        "e",
                        encoded(unsigned(published.getPublicExponent())));
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("keys", List.of(jwk)));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String part(Map<String, Object> fields) {
        return encoded(JsonMapper.shared().writeValueAsBytes(fields));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
