package city.datastore.access.requests;

import city.datastore.audit.event.Reason;
import java.util.List;

/**
 * The machine's check of a request, beside the person's decision: what the gate would say to the
 * requester if it were granted as it was asked.
 *
 * @param holds conditions that hold, where none is missing; they speak to the requester
 * @param missing conditions that do not; they speak to the requester
 * @param next what the requester could do about it
 */
public record PreCheck(List<Reason> holds, List<Reason> missing, String next) {
    public PreCheck {
        holds = List.copyOf(holds);
        missing = List.copyOf(missing);
    }

    /** Whether the requester could read once it is granted. */
    public boolean allowed() {
        return missing.isEmpty();
    }

    static String next(List<Reason> missing) {
        return missing.isEmpty()
                ? "Nothing more would be needed."
                : "Ask again for what the agreement covers.";
    }
}
