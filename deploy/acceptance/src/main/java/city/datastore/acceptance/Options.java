package city.datastore.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the command line says.
 *
 * @param file what is uploaded and shared
 * @param owner code of the agency that uploads it
 * @param receiver code of the agency that is to read it
 */
record Options(Path file, String owner, String receiver) {
    static final String USAGE =
            "Usage: walkthrough FILE [--owner AGENCY] [--receiver AGENCY]; FILE is a CSV file,"
                    + " the agencies are brent and gla unless said otherwise.";

    static Options of(List<String> arguments) {
        Path file = null;
        String owner = "brent";
        String receiver = "gla";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--owner") || argument.equals("--receiver")) {
                if (i + 1 == arguments.size()) {
                    throw new WalkthroughException(argument + " needs an agency. " + USAGE);
                }
                String agency = arguments.get(++i);
                owner = argument.equals("--owner") ? agency : owner;
                receiver = argument.equals("--receiver") ? agency : receiver;
            } else if (argument.startsWith("--") || file != null) {
                throw new WalkthroughException(argument + " is one too many. " + USAGE);
            } else {
                file = Path.of(argument);
            }
        }
        if (file == null) {
            throw new WalkthroughException("There is no file to share. " + USAGE);
        }
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new WalkthroughException("The file " + file + " cannot be read.");
        }
        if (owner.equals(receiver)) {
            throw new WalkthroughException(
                    "The owner and the receiver are both " + owner + "; sharing takes two.");
        }
        return new Options(file, owner, receiver);
    }
}
