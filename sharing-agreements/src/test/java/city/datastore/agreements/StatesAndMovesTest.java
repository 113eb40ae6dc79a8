package city.datastore.agreements;

import static city.datastore.agreements.AnAgreement.BRENT;
import static city.datastore.agreements.AnAgreement.ENDS;
import static city.datastore.agreements.AnAgreement.GLA;
import static city.datastore.agreements.AnAgreement.MPS;
import static city.datastore.agreements.AnAgreement.TODAY;
import static city.datastore.agreements.AnAgreement.anAgreement;
import static city.datastore.agreements.AnAgreement.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.datastore.agreements.AgreementException.WrongAgency;
import city.datastore.agreements.AgreementException.WrongState;
import city.datastore.audit.names.AgencyCode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Executes the table in {@code docs/agreements.md}, cell by cell. */
class StatesAndMovesTest {
    private static final String IMPOSSIBLE = "–";

    @TestFactory
    Stream<DynamicTest> every_cell_of_the_table_is_true() {
        return StateTable.read().stream()
                .map(cell ->
                        DynamicTest.dynamicTest(
                                cell.state() + ", " + cell.move() + ": " + cell.result(),
                                () -> check(cell)));
    }

    @TestFactory
    Stream<DynamicTest> every_cell_of_the_table_of_many_parties_is_true() {
        Agreement waiting =
                anAgreement()
                        .between(
                                new Terms.Party(BRENT, "", true, false),
                                new Terms.Party(AnAgreement.CAMDEN, "", true, false),
                                new Terms.Party(GLA, "", false, true),
                                new Terms.Party(MPS, "", false, true))
                        .approvedByAllButTheLast();
        Agreement suspended = new Move.Suspend(by(BRENT, TODAY, "a breach")).on(waiting);
        return StateTable.readOfMany().stream()
                .map(cell ->
                        DynamicTest.dynamicTest(
                                cell.state() + ", " + cell.move() + ": " + cell.result(),
                                () -> {
                                    var parts = cell.state().split(", ", -1);
                                    check(
                                            cell,
                                            parts[0].equals("active") ? waiting : suspended,
                                            parts[1].equals("by the party it waits for")
                                                    ? MPS
                                                    : BRENT);
                                }));
    }

    /** Where the cell says "not theirs", another agency has to make the move. */
    private static void check(StateTable.Cell cell, Agreement agreement, AgencyCode agency) {
        Move move = move(cell, agency, TODAY, MPS);
        switch (cell.result()) {
            case IMPOSSIBLE ->
                    assertThatThrownBy(() -> move.on(agreement)).isInstanceOf(WrongState.class);
            case "not theirs" ->
                    assertThatThrownBy(() -> move.on(agreement)).isInstanceOf(WrongAgency.class);
            default -> assertThat(move.on(agreement).state()).isEqualTo(cell.result());
        }
    }

    private static Move move(
            StateTable.Cell cell, AgencyCode agency, Instant at, AgencyCode reminded) {
        return StateTable.everyMove(by(agency, at, "a reason"), anAgreement().terms()).stream()
                .filter(each -> named(each).equals(cell.move()))
                .map(each ->
                        each instanceof Move.Nudge(var lead, _)
                                ? new Move.Nudge(lead, reminded)
                                : each)
                .map(each ->
                        each instanceof Move.Invite(var lead, _, var terms)
                                ? new Move.Invite(lead, new AgencyCode("lfb"), terms)
                                : each)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_table_has_every_state_and_every_move() {
        List<StateTable.Cell> cells = StateTable.read();
        assertThat(cells.stream().map(StateTable.Cell::state).distinct())
                .containsExactlyElementsOf(
                        StateTable.oneOfEach().stream().map(Agreement::state).toList());
        assertThat(cells.stream().map(StateTable.Cell::move).distinct())
                .containsExactly(
                        "edit",
                        "propose",
                        "approve",
                        "sign off",
                        "return",
                        "nudge",
                        "invite",
                        "leave",
                        "suspend",
                        "resume",
                        "terminate",
                        "supersede",
                        "review",
                        "its end comes");
        assertThat(Move.class.getPermittedSubclasses()).hasSize(Move.Kind.values().length);
        assertThat(Agreement.class.getPermittedSubclasses()).hasSize(2);
        assertThat(Agreement.Offered.class.getPermittedSubclasses()).hasSize(6);
    }

    @Test
    void a_wrong_cell_would_be_noticed() {
        assertThatThrownBy(() -> check(new StateTable.Cell("draft", "suspend", "suspended")))
                .isInstanceOf(WrongState.class);
        assertThatThrownBy(() -> check(new StateTable.Cell("active", "suspend", IMPOSSIBLE)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> check(new StateTable.Cell("active", "suspend", "terminated")))
                .isInstanceOf(AssertionError.class);
    }

    private static void check(StateTable.Cell cell) {
        Agreement agreement =
                StateTable.oneOfEach().stream()
                        .filter(each -> each.state().equals(cell.state()))
                        .findFirst()
                        .orElseThrow();
        if (cell.move().equals("its end comes")) {
            assertThat(agreement.asOf(ENDS).state()).isEqualTo(cell.result());
            return;
        }
        // the approver is the other party; everything else the first one does
        AgencyCode agency = cell.move().equals("approve") ? GLA : BRENT;
        Instant at = cell.state().equals("expired") ? ENDS : TODAY;
        Move move = move(cell, agency, at, GLA);
        if (cell.result().equals(IMPOSSIBLE)
                && cell.state().equals("active")
                && (move instanceof Move.Approve || move instanceof Move.Nudge)) {
            // everybody has signed: nobody to wait for
            assertThatThrownBy(() -> move.on(agreement)).isInstanceOf(WrongState.class);
        } else if (cell.result().equals(IMPOSSIBLE)) {
            assertThatThrownBy(() -> move.on(agreement))
                    .isInstanceOf(WrongState.class)
                    .hasMessageStartingWith(
                            "DSA-2026-0001 is " + cell.state() + "; " + move.rule());
        } else {
            assertThat(move.on(agreement).state()).isEqualTo(cell.result());
        }
    }

    private static String named(Move move) {
        return switch (move) {
            case Move.Edit _ -> "edit";
            case Move.Propose _ -> "propose";
            case Move.Approve _ -> "approve";
            case Move.SignOff _ -> "sign off";
            case Move.SendBack _ -> "return";
            case Move.Nudge _ -> "nudge";
            case Move.Invite _ -> "invite";
            case Move.Leave _ -> "leave";
            case Move.Supersede _ -> "supersede";
            case Move.Suspend _ -> "suspend";
            case Move.Resume _ -> "resume";
            case Move.Terminate _ -> "terminate";
            case Move.Review _ -> "review";
        };
    }
}
