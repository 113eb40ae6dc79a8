package city.datastore.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import city.datastore.stack.SignIn;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The running platform as its demo people call it, each with a token of their own. */
final class City {
    private static final String PASSWORD = "datastore";
    private static final byte[] NOTHING = {};

    private final Wire wire;
    private final SignIn signIn;
    private final Map<String, String> tokens = new HashMap<>();

    City(int platformPort, int keycloakPort) {
        this.wire = new Wire(platformPort);
        this.signIn = new SignIn("http://127.0.0.1:" + keycloakPort + "/realms/city");
    }

    Answer get(String person, String path) {
        return call(person, "GET", path, Map.of(), NOTHING);
    }

    Answer post(String person, String path) {
        return call(person, "POST", path, Map.of(), NOTHING);
    }

    Answer post(String person, String path, Map<String, Object> body) {
        byte[] json = JsonMapper.shared().writeValueAsString(body).getBytes(UTF_8);
        return call(person, "POST", path, Map.of("Content-Type", "application/json"), json);
    }

    Answer upload(String person, String path, byte[] file, String digest) {
        return call(
                person,
                "POST",
                path,
                Map.of("Content-Type", "text/csv", "Content-Digest", digest),
                file);
    }

    private Answer call(
            String person, String method, String path, Map<String, String> more, byte[] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Authorization", "Bearer " + token(person));
        headers.putAll(more);
        try {
            return wire.call(method, "/api/v1" + path, headers, body);
        } catch (IOException e) {
            throw new WalkthroughException(
                    "The platform does not answer "
                            + method
                            + " "
                            + path
                            + ": is it up (./dev up)? "
                            + e.getMessage(),
                    e);
        }
    }

    private String token(String person) {
        return tokens.computeIfAbsent(
                person, name -> signIn.token(name, PASSWORD, SignIn.PASSWORD_LEVEL));
    }
}
