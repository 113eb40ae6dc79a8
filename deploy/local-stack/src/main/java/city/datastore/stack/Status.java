package city.datastore.stack;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** {@code ./dev status}: what is up, where, and how much memory it takes. */
final class Status {
    private final Path home;
    private final PrintStream out;

    Status(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run() {
        Optional<Running> running = Running.in(home);
        if (running.isEmpty()) {
            out.println("Nothing is up.");
            return 1;
        }
        boolean ready = Platform.isReady(running.get().ports().platform());
        out.println(
                ready ? "Up and ready." : "Started, but the platform does not say it is ready.");
        addresses(running.get().ports());
        memory(running.get());
        return ready ? 0 : 1;
    }

    void addresses(Ports ports) {
        out.println();
        out.println(
                "  Portal and API   http://127.0.0.1:"
                        + ports.platform()
                        + "/  (API under /api/v1)");
        out.println("  Keycloak         " + KeycloakServer.issuer(ports.keycloak()));
        out.println(
                "  PostgreSQL       127.0.0.1:"
                        + ports.postgres()
                        + "   Kafka  127.0.0.1:"
                        + ports.kafka());
        out.println("  State and logs   " + home);
    }

    void signIns() {
        out.println();
        out.println("  Sign in with the password \"" + KeycloakServer.DEMO_PASSWORD + "\" as");
        out.println("    camden.officer  camden.steward  camden.ig  camden.auditor");
        out.println(
                "    brent.officer   brent.steward   brent.ig   mps.officer  mps.steward  mps.ig");
        out.println("    gla.officer     gla.steward     gla.ig     lfb.officer  lfb.ig");
        out.println("    city.auditor    city.admin");
        out.println(
                "    camden.siro     brent.siro      mps.siro   lfb.siro     gla.siro      brent.dpo  gla.dpo");
        out.println(
                "    camden.caldicott  brent.caldicott  gla.caldicott   and systems: brent.system  gla.system");
        out.println(
                "  A token for the API: ./dev token camden.officer   (--step-up after the one-time code)");
        out.println("  The one-time code's seed of every demo person: " + OneTimeCode.DEMO_SEED);
    }

    void memory(Running running) {
        running.process()
                .ifPresent(supervisor -> {
                    long kibibytes = Memory.ofFamily(supervisor);
                    if (kibibytes > 0) {
                        out.println();
                        out.println("  Memory of everything together: " + kibibytes / 1024 + " MB");
                    }
                });
    }
}
