package city.datastore.platform.portal;

import city.datastore.agreements.Agreement;
import city.datastore.agreements.Agreement.Offered;
import city.datastore.agreements.Signatories;
import city.datastore.agreements.Varied;
import city.datastore.audit.names.AgencyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who of an agreement's parties has signed, who is waited for and since when, and who has left. */
record SigningBoard(List<Line> lines) {
    SigningBoard {
        lines = List.copyOf(lines);
    }

    /**
     * One party.
     *
     * @param state {@code signed}, {@code waiting} or {@code left}
     * @param by who signed or left, empty while it is waited for
     * @param at when it signed or left, or since when it is waited for
     * @param days how many days it has been waited for
     * @param reminded whether it was reminded in the last day
     * @param said with the signature or the departure
     * @param missing offices in which it has still to sign, the lead's first
     * @param signOffs what holders of an office said for it
     */
    record Line(
            AgencyCode agency,
            String state,
            String by,
            Instant at,
            long days,
            boolean reminded,
            String said,
            List<String> missing,
            List<Signatories.SignOff> signOffs) {
        Line {
            missing = List.copyOf(missing);
            signOffs = List.copyOf(signOffs);
        }

        public boolean waiting() {
            return state.equals("waiting");
        }

        /**
         * Whether it is time to remind it.
         *
         * @param by the reminding agency, which never is its own; null: nobody can remind
         */
        public boolean isRemindedBy(@Nullable AgencyCode by) {
            return waiting() && !reminded && by != null && !by.equals(agency);
        }
    }

    /** Empty for a draft, which nobody is asked to sign. */
    static SigningBoard of(Agreement agreement, Instant now) {
        return new SigningBoard(
                agreement instanceof Offered offered
                        ? agreement.head().parties().stream()
                                .map(agency -> line(offered.signatories(), agency, now))
                                .toList()
                        : List.of());
    }

    /**
     * Of a next version: the parties that it concerns, and those that come in by it; empty while it
     * is being written.
     */
    static SigningBoard of(Varied varied, Instant now) {
        return new SigningBoard(
                of(varied.counting(), now).lines().stream()
                        .filter(line ->
                                varied.asked().contains(line.agency())
                                        || varied.comesIn(line.agency()))
                        .toList());
    }

    private static Line line(Signatories signatories, AgencyCode agency, Instant now) {
        var signOffs =
                signatories.signOffs().stream()
                        .filter(each -> each.by().agency().equals(agency))
                        .toList();
        var departure = signatories.departure(agency);
        if (departure.isPresent()) {
            var left = departure.get();
            return new Line(
                    agency,
                    "left",
                    left.name(),
                    left.at(),
                    0,
                    false,
                    left.reason(),
                    List.of(),
                    signOffs);
        }
        var signature = signatories.signature(agency);
        if (signature.isPresent() && signatories.signed(agency)) {
            var signed = signature.get();
            return new Line(
                    agency,
                    "signed",
                    signed.name(),
                    signed.at(),
                    0,
                    false,
                    signed.comment(),
                    List.of(),
                    signOffs);
        }
        Instant since = signatories.waitingSince(agency);
        boolean reminded = signatories.nextNudge(agency).filter(now::isBefore).isPresent();
        return new Line(
                agency,
                "waiting",
                signature.map(Agreement.Signature::name).orElse(""),
                since,
                Duration.between(since, now).toDays(),
                reminded,
                signature.map(Agreement.Signature::comment).orElse(""),
                signatories.missing(agency),
                signOffs);
    }
}
