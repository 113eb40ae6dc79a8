package city.datastore.stack;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code ./dev} runs: up, down, reset, status, token; and {@code supervise}, which {@code up}
 * leaves behind.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exit;
        try {
            exit = run(List.of(arguments));
        } catch (StackException e) {
            System.err.println(e.getMessage());
            exit = 1;
        } catch (UncheckedIOException e) {
            System.err.println(sentence(e));
            exit = 1;
        }
        System.exit(exit);
    }

    private static int run(List<String> arguments) {
        Path home = home();
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "up" -> new Up(home, Ports.fromEnvironment(), System.out).run();
            case "down" -> new Down(home, System.out).run();
            case "reset" -> new Down(home, System.out).reset();
            case "status" -> new Status(home, System.out).run();
            case "token" -> token(home, arguments.subList(1, arguments.size()));
            case "supervise" ->
                    new Supervisor(home, Ports.fromEnvironment(), System.in, System.out).run();
            default -> {
                System.err.println("The launcher knows up, down, reset, status and token.");
                yield 2;
            }
        };
    }

    /** The state folder: {@code .local/state}, unless {@code DATASTORE_HOME} names another. */
    static Path home() {
        String moved = System.getenv("DATASTORE_HOME");
        return (moved == null || moved.isBlank()
                        ? Cache.repository().resolve(".local/state")
                        : Path.of(moved))
                .toAbsolutePath()
                .normalize();
    }

    private static int token(Path home, List<String> arguments) {
        boolean stepUp = arguments.contains("--step-up");
        List<String> users = arguments.stream().filter(word -> !word.equals("--step-up")).toList();
        if (users.size() != 1 || users.getFirst().startsWith("-")) {
            System.err.println(
                    "Say whose token: ./dev token camden.officer, or ./dev token camden.ig --step-up.");
            return 2;
        }
        Running running =
                Running.in(home)
                        .orElseThrow(() ->
                                new StackException("The stack is not up: run ./dev up first."));
        String level = stepUp ? SignIn.STEP_UP_LEVEL : SignIn.PASSWORD_LEVEL;
        System.out.println(
                new SignIn(KeycloakServer.issuer(running.ports().keycloak()))
                        .token(users.getFirst(), KeycloakServer.DEMO_PASSWORD, level));
        return 0;
    }

    static String sentence(UncheckedIOException e) {
        String cause =
                String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        return cause.contains("No space left")
                ? "The disk is full: make room (the servers need 1.5 GB), then run ./dev up again."
                : "A file could not be read or written: " + cause + ".";
    }
}
