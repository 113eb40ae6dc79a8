package city.datastore.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signs a demo person in at Keycloak as a browser would (authorization code with PKCE) and hands
 * back the access token.
 *
 * <p>Keeps cookies itself: Keycloak marks them Secure on plain http too, which browsers accept on
 * loopback and Java's cookie store does not.
 */
public final class SignIn {
    /** The strength of a sign-in with name and password, as the claim {@code acr} says it. */
    public static final String PASSWORD_LEVEL = "password";

    /** The strength after the one-time code. */
    public static final String STEP_UP_LEVEL = "otp";

    private static final String CLIENT = "dev-cli";
    private static final String REDIRECT = "http://127.0.0.1/cli";
    private static final int MAX_PAGES = 8;
    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final Pattern ACCESS_TOKEN =
            Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final URI issuer;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * @param issuer the realm's address, such as {@code http://127.0.0.1:8180/realms/city}
     */
    public SignIn(String issuer) {
        this.issuer = URI.create(issuer);
    }

    /**
     * The access token of this demo person.
     *
     * @param level the strength asked for, {@link #PASSWORD_LEVEL} or {@link #STEP_UP_LEVEL}
     */
    public String token(String user, String password, String level) {
        cookies.clear();
        String verifier = random();
        try (var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()) {
            String code = code(http, user, password, level, verifier);
            var answer =
                    http.send(
                            request(URI.create(issuer + "/protocol/openid-connect/token"))
                                    .POST(
                                            form(
                                                    Map.of(
                                                            "grant_type", "authorization_code",
                                                            "client_id", CLIENT,
                                                            "redirect_uri", REDIRECT,
                                                            "code", code,
                                                            "code_verifier", verifier)))
                                    .build(),
                            BodyHandlers.ofString());
            var found = ACCESS_TOKEN.matcher(answer.body());
            if (!found.find()) {
                throw new StackException(
                        "Keycloak gave no token for "
                                + user
                                + " (status "
                                + answer.statusCode()
                                + ").");
            }
            return found.group(1);
        } catch (IOException e) {
            throw new StackException(
                    "Keycloak does not answer at " + issuer + ": is the stack up (./dev up)?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("The sign-in of " + user + " was interrupted.", e);
        }
    }

    private String code(
            HttpClient http, String user, String password, String level, String verifier)
            throws IOException, InterruptedException {
        var question = new LinkedHashMap<String, String>();
        question.put("client_id", CLIENT);
        question.put("redirect_uri", REDIRECT);
        question.put("response_type", "code");
        question.put("scope", "openid");
        question.put("state", random());
        question.put("acr_values", level);
        question.put("code_challenge", challenge(verifier));
        question.put("code_challenge_method", "S256");
        HttpRequest next =
                request(URI.create(issuer + "/protocol/openid-connect/auth?" + encoded(question)))
                        .build();
        boolean named = false;
        for (int page = 0; page < MAX_PAGES; page++) {
            HttpResponse<String> answer = http.send(withCookies(next), BodyHandlers.ofString());
            keepCookies(answer);
            String location = answer.headers().firstValue("Location").orElse("");
            if (location.startsWith(REDIRECT)) {
                var code = CODE.matcher(location);
                if (code.find()) {
                    return URLDecoder.decode(code.group(1), UTF_8);
                }
                throw new StackException("Keycloak refused the sign-in of " + user + ".");
            }
            if (!location.isEmpty()) {
                next = request(next.uri().resolve(location)).build();
                continue;
            }
            var form = FORM.matcher(answer.body());
            if (!form.find()) {
                throw new StackException(
                        "Keycloak showed no sign-in form (status "
                                + answer.statusCode()
                                + ") at "
                                + next.uri().getPath()
                                + ".");
            }
            URI target = URI.create(form.group(1).replace("&amp;", "&"));
            if (answer.body().contains("name=\"otp\"")) {
                next = post(target, Map.of("otp", OneTimeCode.at(Instant.now())));
            } else if (!named && answer.body().contains("name=\"password\"")) {
                named = true;
                next = post(target, Map.of("username", user, "password", password));
            } else {
                throw new StackException(
                        "Keycloak refused the sign-in of "
                                + user
                                + ": there is no such demo person, the password is another, or the account is locked for a while.");
            }
        }
        throw new StackException(
                "Keycloak did not finish the sign-in of "
                        + user
                        + " within "
                        + MAX_PAGES
                        + " pages.");
    }

    private static HttpRequest post(URI target, Map<String, String> fields) {
        return request(target).POST(form(fields)).build();
    }

    private static HttpRequest.Builder request(URI target) {
        return HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpRequest withCookies(HttpRequest request) {
        if (cookies.isEmpty()) {
            return request;
        }
        String all =
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        return HttpRequest.newBuilder(request, (_, _) -> true).header("Cookie", all).build();
    }

    private void keepCookies(HttpResponse<String> answer) {
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            int equals = pair.indexOf('=');
            if (equals > 0) {
                cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
        }
    }

    private static HttpRequest.BodyPublisher form(Map<String, String> fields) {
        return BodyPublishers.ofString(encoded(fields));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String random() {
        byte[] bits = new byte[32];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
