package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;

import city.datastore.agreements.Agreement.Signature;
import city.datastore.agreements.reviews.ReviewOutcome;
import city.datastore.audit.names.AgencyCode;
import city.datastore.audit.names.AgreementRef;
import city.datastore.audit.names.PersonId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The table of states and moves in {@code docs/agreements.md}, and examples to try it on. */
final class StateTable {
    private StateTable() {}

    /**
     * One cell: what comes of a move in a state.
     *
     * @param result a state, or {@code –} where the move is not possible
     */
    record Cell(String state, String move, String result) {}

    /** The table of an agreement between one that gives and one that receives. */
    static List<Cell> read() {
        return read("## States and moves");
    }

    /** The table of an agreement between more parties, one of which has not signed yet. */
    static List<Cell> readOfMany() {
        return read("### While a party has not signed yet");
    }

    private static List<Cell> read(String heading) {
        List<List<String>> rows = rows(document(), heading);
        List<String> moves = rows.getFirst();
        var cells = new ArrayList<Cell>();
        for (List<String> row : rows.subList(2, rows.size())) {
            for (int i = 1; i < moves.size(); i++) {
                cells.add(new Cell(row.getFirst(), moves.get(i), row.get(i)));
            }
        }
        return List.copyOf(cells);
    }

    /** An agreement in each state, all of the same two parties. */
    static List<Agreement> oneOfEach() {
        return List.of(
                anAgreement().draft(),
                anAgreement().proposed(),
                anAgreement().active(),
                anAgreement().suspended(),
                anAgreement().expired(),
                anAgreement().terminated(),
                anAgreement().superseded());
    }

    static List<Move> everyMove(Signature by, Terms terms) {
        return List.of(
                new Move.Edit(by, terms),
                new Move.Propose(by, Set.of()),
                new Move.Approve(by),
                new Move.SignOff(adviser(by.agency()), Offices.ADVISER),
                new Move.SendBack(by),
                new Move.Nudge(by, GLA),
                new Move.Invite(by, MPS, terms),
                new Move.Leave(by),
                new Move.Suspend(by),
                new Move.Resume(by),
                new Move.Terminate(by),
                new Move.Supersede(by, new AgreementRef("DSA-2026-0009")),
                new Move.Review(by, ReviewOutcome.RENEWED, terms.ends()));
    }

    private static Signature adviser(AgencyCode agency) {
        return new Signature(
                agency, new PersonId("adviser-of-" + agency), agency + ".dpo", TODAY, "Mind it.");
    }

    /** The first table after the heading. */
    private static List<List<String>> rows(List<String> document, String heading) {
        int start = document.indexOf(heading);
        return document.subList(start, document.size()).stream()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(StateTable::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        String inside = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inside.split("\\|", -1))
                .map(String::strip)
                .map(cell -> cell.replace("**", ""))
                .toList();
    }

    private static List<String> document() {
        for (Path folder = Path.of("").toAbsolutePath();
                folder != null;
                folder = folder.getParent()) {
            Path file = folder.resolve("docs/agreements.md");
            if (Files.exists(file)) {
                try {
                    return Files.readAllLines(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("docs/agreements.md is not above the working folder");
    }
}
