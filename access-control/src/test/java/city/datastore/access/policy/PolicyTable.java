package city.datastore.access.policy;

import static city.datastore.access.policy.Worlds.*;

import city.datastore.access.identity.Caller;
import city.datastore.access.identity.NetworkAddress;
import city.datastore.access.identity.Role;
import city.datastore.audit.names.AccessRequestId;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.DatasetId;
import city.datastore.audit.names.EventId;
import city.datastore.audit.names.GrantId;
import city.datastore.audit.names.PermittedAction;
import city.datastore.audit.names.PersonId;
import city.datastore.audit.names.ProhibitionId;
import city.datastore.audit.names.PurposeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of {@code docs/policy.md}, read into questions, facts and expected answers. */
final class PolicyTable {
    private static final String NONE = "—";
    private static final String FROM_ADDRESS = " from ";
    private static final String SECOND_FACTOR = " with a second factor";

    /** One row: what is asked, what is true, and what the policy has to say. */
    record Row(
            String text,
            Question question,
            Facts facts,
            boolean allowed,
            String rule,
            List<String> codes,
            @Nullable ColumnScope columns) {
        @Override
        public String toString() {
            return text;
        }
    }

    private PolicyTable() {}

    static String page() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/policy.md"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("there is no docs/policy.md above the module");
            }
        }
        try {
            return Files.readString(folder.resolve("docs/policy.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Row> rows(String page) {
        var rows = new ArrayList<Row>();
        for (var cells : cells(page, "Reading content")) {
            rows.add(reading(cells));
        }
        for (var cells : cells(page, "What owners forbid")) {
            rows.add(forbidden(cells));
        }
        for (var cells : cells(page, "On what conditions owners let people read")) {
            rows.add(conditioned(cells));
        }
        for (var cells : cells(page, "Which roles owners let read")) {
            rows.add(narrowed(cells));
        }
        for (var cells : cells(page, "In an emergency")) {
            rows.add(emergency(cells));
        }
        for (var cells : cells(page, "Everything else")) {
            rows.add(other(cells));
        }
        return rows;
    }

    /** The rows of the first table under that heading, without its two head lines. */
    private static List<List<String>> cells(String page, String heading) {
        int start = page.indexOf("### " + heading + "\n");
        if (start < 0) {
            throw new IllegalStateException("docs/policy.md has no heading " + heading);
        }
        return page.substring(start)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(PolicyTable::split)
                .toList();
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.strip().replaceAll("^\\||\\|$", "").split("\\|", -1))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }

    // caller | agreement named | purpose named | agreement | grant | answer | rule | codes |
    // columns
    private static Row reading(List<String> cells) {
        var question =
                new Question(
                        caller(cells.get(0)),
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        cells.get(1).equals(NONE) ? null : new AgreementRef(cells.get(1)),
                        cells.get(2).equals(NONE) ? null : new PurposeCode(cells.get(2)));
        return new Row(
                String.join(" | ", cells),
                question,
                Facts.none(NOW).with(permits(cells.get(3)), grants(cells.get(4))),
                cells.get(5).equals("allowed"),
                cells.get(6),
                list(cells.get(7)),
                columns(cells.get(8)));
    }

    // caller | forbidden | answer | rule | codes
    private static Row forbidden(List<String> cells) {
        var question =
                new Question(
                        caller(cells.get(0)),
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        DSA,
                        ANALYSIS);
        return new Row(
                String.join(" | ", cells),
                question,
                new Facts(
                        NOW,
                        List.of(permit()),
                        List.of(grant()),
                        prohibitions(cells.get(1)),
                        List.of(),
                        List.of(),
                        EmergencyFacts.NONE),
                cells.get(2).equals("allowed"),
                cells.get(3),
                list(cells.get(4)),
                null);
    }

    /** {@code gla.officer, from brent/spend, ended}. */
    private static List<Prohibition> prohibitions(String cell) {
        if (cell.equals("nothing")) {
            return List.of();
        }
        var parts = List.of(cell.split(", ", -1));
        var end = parts.contains("ended") ? NOW : NOW.plus(Duration.ofDays(1));
        var scope = parts.get(1).substring("from ".length());
        var dataset = scope.equals("everything of brent") ? null : DatasetId.parse(scope);
        var kind =
                switch (parts.getFirst()) {
                    case "everybody" -> Prohibition.Kind.FREEZE;
                    case "everybody but stewards" -> Prohibition.Kind.EMBARGO;
                    default -> Prohibition.Kind.BAR;
                };
        return List.of(
                new Prohibition(
                        ProhibitionId.parse("01890000-0000-7000-8000-000000000004"),
                        kind,
                        BRENT,
                        dataset,
                        kind == Prohibition.Kind.BAR ? parts.getFirst() : null,
                        end));
    }

    // caller | conditions | answer | rule | codes
    private static Row conditioned(List<String> cells) {
        var question =
                new Question(
                        caller(cells.get(0)),
                        Act.READ_CONTENT,
                        new Target.OfVersion(SPEND, 1),
                        DSA,
                        ANALYSIS);
        return new Row(
                String.join(" | ", cells),
                question,
                Worlds.facts(condition(cells.get(1))),
                cells.get(2).equals("allowed"),
                cells.get(3),
                list(cells.get(4)),
                null);
    }

    /** {@code open on weekdays, on brent/trees}. */
    private static AccessCondition condition(String cell) {
        var parts = List.of(cell.split(", on ", -1));
        var scope = parts.size() == 1 ? SPEND.toString() : parts.get(1);
        var dataset = scope.equals("everything of brent") ? null : DatasetId.parse(scope);
        return Worlds.condition(dataset, demand(parts.getFirst()));
    }

    private static Demand demand(String cell) {
        var weekend = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        return switch (cell) {
            case "open at weekends" -> Worlds.hours(weekend, 8, 18);
            case "open on weekdays" -> Worlds.hours(EnumSet.complementOf(weekend), 8, 18);
            case "second factor" -> new Demand.SecondFactor();
            case "unreadable" -> new Demand.Unreadable();
            default -> Worlds.network(cell.substring("network ".length()));
        };
    }

    // how | caller | role policies | answer | rule | codes
    private static Row narrowed(List<String> cells) {
        var caller = caller(cells.get(1));
        boolean opening = cells.getFirst().equals("opening it in an emergency");
        boolean emergency = opening || cells.getFirst().equals("in an emergency");
        var question =
                new Question(
                        caller,
                        opening ? Act.OPEN_EMERGENCY : Act.READ_CONTENT,
                        opening
                                ? target("emergency access to brent/spend by themselves", caller)
                                : new Target.OfVersion(SPEND, 1),
                        emergency ? null : DSA,
                        emergency ? null : ANALYSIS,
                        emergency && !opening ? EMERGENCY : null);
        var facts =
                new Facts(
                        NOW,
                        List.of(permit()),
                        List.of(grant()),
                        List.of(),
                        List.of(),
                        rolePolicies(cells.get(2)),
                        new EmergencyFacts(
                                arrangement("stands"),
                                duties("appointed", caller),
                                opening ? null : access("running")));
        return new Row(
                String.join(" | ", cells),
                question,
                facts,
                cells.get(3).equals("allowed"),
                cells.get(4),
                list(cells.get(5)),
                null);
    }

    /** {@code read-under-agreement: officer or siro, on brent/trees; read-own-data: nobody}. */
    private static List<RolePolicy> rolePolicies(String cell) {
        if (cell.equals("none")) {
            return List.of();
        }
        return Arrays.stream(cell.split("; ", -1)).map(PolicyTable::rolePolicy).toList();
    }

    /** Of the actions that are not named, what the rules say by themselves. */
    private static RolePolicy rolePolicy(String text) {
        var parts = List.of(text.split(", on ", -1));
        var scope = parts.size() == 1 ? SPEND.toString() : parts.get(1);
        var dataset = scope.equals("everything of brent") ? null : DatasetId.parse(scope);
        if (parts.getFirst().equals("unreadable")) {
            return Worlds.rolePolicy(dataset, new RoleMatrix.Unreadable());
        }
        var row = List.of(parts.getFirst().split(": ", -1));
        var roles = new EnumMap<>(RoleMatrix.builtIn().roles());
        roles.put(
                ReadingAction.of(row.getFirst()).orElseThrow(),
                row.getLast().equals("nobody")
                        ? Set.of()
                        : Arrays.stream(row.getLast().split(" or ", -1))
                                .map(code -> Role.of(code).orElseThrow())
                                .collect(Collectors.toSet()));
        return Worlds.rolePolicy(dataset, roles);
    }

    // act | caller | about | access named | arrangement | duty role | answer | rule | codes |
    // columns
    private static Row emergency(List<String> cells) {
        var caller = caller(cells.get(1));
        var access = access(cells.get(3));
        var duties = duties(cells.get(5), caller);
        return new Row(
                String.join(" | ", cells),
                new Question(
                        caller,
                        Act.valueOf(cells.get(0)),
                        target(cells.get(2), caller),
                        null,
                        null,
                        cells.get(3).equals(NONE) ? null : EMERGENCY),
                new Facts(
                        NOW,
                        List.of(permit()),
                        List.of(grant()),
                        List.of(),
                        List.of(),
                        List.of(),
                        new EmergencyFacts(arrangement(cells.get(4)), duties, access)),
                cells.get(6).equals("allowed"),
                cells.get(7),
                list(cells.get(8)),
                columns(cells.get(9)));
    }

    private static @Nullable EmergencyAccess access(String cell) {
        return switch (cell) {
            case NONE, "none of that id" -> null;
            case "running" -> emergencyAccess("gla.officer", GLA, NOW.plusSeconds(1), false);
            case "opened by somebody else" ->
                    emergencyAccess("gla.other", GLA, NOW.plusSeconds(1), false);
            case "opened for another agency" ->
                    emergencyAccess("gla.officer", MPS, NOW.plusSeconds(1), false);
            case "over" -> emergencyAccess("gla.officer", GLA, NOW, false);
            case "ended" -> emergencyAccess("gla.officer", GLA, NOW.plusSeconds(1), true);
            default -> throw new IllegalStateException("no such emergency access: " + cell);
        };
    }

    private static @Nullable EmergencyArrangement arrangement(String cell) {
        return switch (cell) {
            case NONE, "none" -> null;
            case "stands" -> emergencyArrangement(DUTY_ROLE, "nhs_number", "supplier", "amount");
            case "for another duty role" ->
                    emergencyArrangement("fire-control", "nhs_number", "supplier", "amount");
            case "by another identifier" ->
                    emergencyArrangement(DUTY_ROLE, "uprn", "supplier", "amount");
            case "for other columns" -> emergencyArrangement(DUTY_ROLE, "nhs_number", "body");
            default -> throw new IllegalStateException("no such arrangement: " + cell);
        };
    }

    private static List<DutyAppointment> duties(String cell, Caller caller) {
        var next = NOW.plusSeconds(1);
        return switch (cell) {
            case NONE, "none" -> List.of();
            case "appointed" -> List.of(duty(caller.username(), GLA, DUTY_ROLE, next, false));
            case "somebody else's" -> List.of(duty("gla.other", GLA, DUTY_ROLE, next, false));
            case "at another agency" ->
                    List.of(duty(caller.username(), MPS, DUTY_ROLE, next, false));
            case "another one" ->
                    List.of(duty(caller.username(), GLA, "fire-control", next, false));
            case "over" -> List.of(duty(caller.username(), GLA, DUTY_ROLE, NOW, false));
            case "ended" -> List.of(duty(caller.username(), GLA, DUTY_ROLE, next, true));
            default -> throw new IllegalStateException("no such duty: " + cell);
        };
    }

    // act | caller | about | agreement | answer | rule | codes
    private static Row other(List<String> cells) {
        var caller = caller(cells.get(1));
        var question = Question.of(caller, Act.valueOf(cells.get(0)), target(cells.get(2), caller));
        return new Row(
                String.join(" | ", cells),
                question,
                Facts.none(NOW).with(permits(cells.get(3)), List.of()),
                cells.get(4).equals("allowed"),
                cells.get(5),
                list(cells.get(6)),
                null);
    }

    private static List<String> list(String cell) {
        return cell.equals(NONE) ? List.of() : Arrays.asList(cell.split(", ", -1));
    }

    private static @Nullable ColumnScope columns(String cell) {
        return switch (cell) {
            case NONE -> null;
            case "all" -> ColumnScope.ALL;
            default -> ColumnScope.only(list(cell));
        };
    }

    /**
     * {@code officer and auditor at gla}; {@code nothing} is no role, {@code nowhere} no agency.
     */
    private static Caller caller(String cell) {
        if (cell.endsWith(SECOND_FACTOR)) {
            var plain = caller(cell.substring(0, cell.length() - SECOND_FACTOR.length()));
            return Worlds.withSecondFactor(plain);
        }
        int from = cell.indexOf(FROM_ADDRESS);
        if (from > 0) {
            var address = cell.substring(from + FROM_ADDRESS.length());
            return caller(cell.substring(0, from))
                    .from(NetworkAddress.parse(address).orElseThrow());
        }
        var parts = cell.split(" at ", -1);
        Role[] roles =
                parts[0].equals("nothing")
                        ? new Role[0]
                        : Arrays.stream(parts[0].split(" and ", -1))
                                .map(code -> Role.of(code).orElseThrow())
                                .toArray(Role[]::new);
        return Worlds.caller(parts[1].equals("nowhere") ? null : new AgencyCode(parts[1]), roles);
    }

    private static Target target(String cell, Caller caller) {
        var gla = new PersonId("gla.officer");
        var request = AccessRequestId.parse("01890000-0000-7000-8000-000000000002");
        var grant = GrantId.parse("01890000-0000-7000-8000-000000000001");
        var event = EventId.parse("01890000-0000-7000-8000-000000000003");
        return switch (cell) {
            case "brent/spend" -> new Target.OfDataset(SPEND);
            case "version 1 of brent/spend" -> new Target.OfVersion(SPEND, 1);
            case "emergency access to brent/spend by gla.officer" ->
                    new Target.OfEmergency(EMERGENCY, SPEND, gla, GLA);
            case "emergency access to brent/spend by themselves" ->
                    new Target.OfEmergency(EMERGENCY, SPEND, caller.person(), caller.agency());
            case "a duty of gla.officer at gla" -> new Target.OfDuty(EMERGENCY, GLA, "GLA.officer");
            case "a duty of themselves at gla" ->
                    new Target.OfDuty(EMERGENCY, GLA, caller.username());
            case "decisions of brent not to share" -> new Target.OfMark(null, BRENT);
            case "agreement of brent and gla" -> agreement(null);
            case "agreement of brent and gla that takes a second factor" ->
                    new Target.OfAgreement(DSA, 1, Set.of(BRENT, GLA), null, true);
            case "agreement of brent and gla, offered by gla" -> agreement(GLA);
            case "request for brent/spend by gla.officer" ->
                    new Target.OfRequest(request, SPEND, DSA, gla, GLA);
            case "request for brent/spend by themselves" ->
                    new Target.OfRequest(request, SPEND, DSA, caller.person(), caller.agency());
            case "grant on brent/spend held by gla.officer" ->
                    new Target.OfGrant(grant, SPEND, DSA, gla);
            case "grant on brent/spend held by themselves" ->
                    new Target.OfGrant(grant, SPEND, DSA, caller.person());
            case "gla.officer and brent/spend" -> new Target.OfOther(SPEND, gla, GLA);
            case "somebody unknown and brent/spend" -> new Target.OfOther(SPEND, gla, null);
            case "their list" -> new Target.OfList();
            case "the trail" -> new Target.OfTrail();
            case "an event within scope" -> new Target.OfEvent(event, true);
            case "an event out of scope" -> new Target.OfEvent(event, false);
            case "an alert within scope" -> new Target.OfAlert(SPEND, true, false);
            case "an alert out of scope" -> new Target.OfAlert(SPEND, false, false);
            case "an alert about themselves" -> new Target.OfAlert(SPEND, true, true);
            case "what brent forbids" -> new Target.OfProhibition(null, BRENT, null, null);
            case "a bar of brent on themselves" ->
                    new Target.OfProhibition(null, BRENT, SPEND, caller.username());
            case "conditions of brent" -> new Target.OfCondition(null, BRENT, null);
            case "role policies of brent" -> new Target.OfRolePolicy(null, BRENT, null);
            case "a hold of brent", "a withholding of brent", "a template of brent" ->
                    new Target.OfMark("mark", BRENT);
            case "a hold of the city", "what the city withholds" -> new Target.OfMark("mark", null);
            default -> throw new IllegalStateException("no such thing to ask about: " + cell);
        };
    }

    private static Target agreement(@Nullable AgencyCode offeredBy) {
        return new Target.OfAgreement(DSA, 1, Set.of(BRENT, GLA), offeredBy, false);
    }

    private static List<Permit> permits(String cell) {
        var day = Duration.ofDays(1);
        return switch (cell) {
            case NONE, "none" -> List.of();
            case "in force" -> List.of(permit());
            case "not approved" -> List.of(permit(Permit.Standing.NOT_APPROVED, FROM, UNTIL));
            case "suspended" -> List.of(permit(Permit.Standing.SUSPENDED, FROM, UNTIL));
            case "terminated" -> List.of(permit(Permit.Standing.TERMINATED, FROM, UNTIL));
            case "superseded" -> List.of(permit(Permit.Standing.SUPERSEDED, FROM, UNTIL));
            case "not started" -> List.of(permit(Permit.Standing.ACTIVE, NOW.plus(day), UNTIL));
            case "ended" -> List.of(permit(Permit.Standing.ACTIVE, FROM, NOW));
            case "names another dataset" ->
                    List.of(changed(Set.of(GLA), DatasetId.parse("brent/trees"), ANALYSIS, true));
            case "gla has not signed" -> List.of(without(GLA, false));
            case "gla has left" -> List.of(without(GLA, true));
            case "brent has not signed" -> List.of(without(BRENT, false));
            case "brent has left" -> List.of(without(BRENT, true));
            case "gla does not receive" -> List.of(changed(Set.of(MPS), SPEND, ANALYSIS, true));
            case "for another purpose" -> List.of(changed(Set.of(GLA), SPEND, FRAUD, true));
            case "without read" -> List.of(changed(Set.of(GLA), SPEND, ANALYSIS, false));
            case "suspended, and another in force" ->
                    List.of(
                            permit(Permit.Standing.SUSPENDED, FROM, UNTIL),
                            renamed(permit(), OTHER_DSA));
            default -> throw new IllegalStateException("no such agreement: " + cell);
        };
    }

    private static Permit changed(
            Set<AgencyCode> receivers, DatasetId dataset, PurposeCode purpose, boolean read) {
        return new Permit(
                DSA,
                1,
                Permit.Standing.ACTIVE,
                FROM,
                UNTIL,
                Set.of(BRENT, GLA),
                receivers,
                Map.of(dataset, AGREED),
                Set.of(purpose),
                Set.of(read ? PermittedAction.READ : new PermittedAction("link")),
                Map.of(),
                Map.of());
    }

    /** Either of them is in it no longer, or not yet. */
    private static Permit without(AgencyCode absent, boolean left) {
        boolean receiver = absent.equals(GLA);
        return new Permit(
                DSA,
                1,
                Permit.Standing.ACTIVE,
                FROM,
                UNTIL,
                Set.of(BRENT, GLA, MPS),
                receiver ? Set.of(MPS) : Set.of(GLA),
                receiver ? Map.of(SPEND, AGREED) : Map.of(),
                Set.of(ANALYSIS),
                Set.of(PermittedAction.READ),
                Map.of(
                        absent,
                        new Permit.Absence(left, receiver, receiver ? Set.of() : Set.of(SPEND))),
                Map.of());
    }

    private static Permit renamed(Permit permit, AgreementRef reference) {
        return new Permit(
                reference,
                permit.version(),
                permit.standing(),
                permit.from(),
                permit.until(),
                permit.parties(),
                permit.receivers(),
                permit.datasets(),
                permit.purposes(),
                permit.actions(),
                Map.of(),
                Map.of());
    }

    private static List<HeldGrant> grants(String cell) {
        var day = Duration.ofDays(1);
        return switch (cell) {
            case NONE, "none" -> List.of();
            case "in force" -> List.of(grant());
            case "expired" -> List.of(grant(FROM, NOW, false));
            case "not started" -> List.of(grant(NOW.plus(day), UNTIL, false));
            case "revoked" -> List.of(grant(FROM, UNTIL, true));
            case "held by somebody else" -> List.of(held("gla.other", GLA, DSA, ANALYSIS));
            case "held for another agency" -> List.of(held("gla.officer", MPS, DSA, ANALYSIS));
            case "for another purpose" -> List.of(held("gla.officer", GLA, DSA, FRAUD));
            case "under another agreement" ->
                    List.of(held("gla.officer", GLA, OTHER_DSA, ANALYSIS));
            case "for every column" -> List.of(columns(ColumnScope.ALL));
            case "for other columns" -> List.of(columns(ColumnScope.only(List.of("body"))));
            case "without read" -> List.of(linking());
            default -> throw new IllegalStateException("no such grant: " + cell);
        };
    }

    private static HeldGrant held(
            String person, AgencyCode agency, AgreementRef agreement, PurposeCode purpose) {
        var usual = grant();
        return new HeldGrant(
                usual.id(),
                new PersonId(person),
                agency,
                usual.dataset(),
                agreement,
                purpose,
                usual.actions(),
                usual.columns(),
                usual.from(),
                usual.until(),
                false);
    }

    private static HeldGrant columns(ColumnScope columns) {
        var usual = grant();
        return new HeldGrant(
                usual.id(),
                usual.holder(),
                usual.agency(),
                usual.dataset(),
                usual.agreement(),
                usual.purpose(),
                usual.actions(),
                columns,
                usual.from(),
                usual.until(),
                false);
    }

    private static HeldGrant linking() {
        var usual = grant();
        return new HeldGrant(
                usual.id(),
                usual.holder(),
                usual.agency(),
                usual.dataset(),
                usual.agreement(),
                usual.purpose(),
                Set.of(new PermittedAction("link")),
                usual.columns(),
                usual.from(),
                usual.until(),
                false);
    }
}
