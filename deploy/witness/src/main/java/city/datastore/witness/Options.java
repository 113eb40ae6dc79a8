package city.datastore.witness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says.
 *
 * @param logs verifier keys, or addresses of them
 */
record Options(String address, int port, Path home, String name, List<String> logs) {
    static final String USAGE =
            """
            Usage: witness [--name NAME] [--port N] [--home DIR] [--log KEY-OR-ADDRESS ...] [--address ADDRESS]
              --name     what the witness is called, such as witness.camden.example; witness.localhost unless said
              --port     where it listens, 8290 unless said
              --home     the folder for its key and for what it saw, .local/witness unless said
              --log      the verifier key of a log, or the address of its keys; the running local platform's unless said
              --address  the address it listens on, 127.0.0.1 unless said\
            """;

    Options {
        logs = List.copyOf(logs);
    }

    /**
     * @param usualLog the address of the keys of the log that is meant when none is named
     * @throws WitnessException with the usage, when an argument is not understood
     */
    static Options of(List<String> arguments, String usualLog) {
        String address = "127.0.0.1";
        int port = 8290;
        Path home = Path.of(".local", "witness");
        String name = "witness.localhost";
        List<String> logs = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (i + 1 == arguments.size()) {
                throw new WitnessException(option + " needs a value.\n" + USAGE);
            }
            String value = arguments.get(i + 1);
            switch (option) {
                case "--name" -> name = value;
                case "--port" -> port = port(value);
                case "--home" -> home = Path.of(value);
                case "--log" -> logs.add(value);
                case "--address" -> address = value;
                default -> throw new WitnessException(option + " is not known.\n" + USAGE);
            }
        }
        return new Options(address, port, home, name, logs.isEmpty() ? List.of(usualLog) : logs);
    }

    private static int port(String value) {
        if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Integer.parseInt(value);
        }
        throw new WitnessException("--port is " + value + ": it has to be a port number.");
    }
}
