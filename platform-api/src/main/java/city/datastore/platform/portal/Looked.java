package city.datastore.platform.portal;

import city.datastore.access.requests.AccessRequest;
import city.datastore.access.teams.Member;
import java.util.List;

/**
 * What the page of a request showed of it that the requester can still change, as the form to grant
 * it sends it back.
 *
 * @param revision none that a request ever has, where the form does not say
 * @param team names of the people whom the requester had named
 */
record Looked(long revision, List<String> team) {
    private static final long NONE = -1;

    Looked {
        team = List.copyOf(team);
    }

    static Looked of(Fields fields) {
        var said = fields.text("revision");
        return new Looked(
                said.matches("[0-9]{1,18}") ? Long.parseLong(said) : NONE, fields.all("named"));
    }

    /** The revision to send with the page of a request; of no use once it is decided. */
    static long revision(AccessRequest request) {
        return request instanceof AccessRequest.Pending(_, var revision) ? revision : NONE;
    }

    /** Whether it can still be granted, and is another than the page showed. */
    boolean changed(AccessRequest now) {
        return now instanceof AccessRequest.Pending(_, var later) && later != revision;
    }

    /** That it was changed, and who has come and gone. */
    String said(List<Member> now, Words words) {
        var names = now.stream().map(Member::name).toList();
        return words.say("request.team.changed")
                + listed("request.team.joined", without(names, team), words)
                + listed("request.team.left", without(team, names), words);
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static String listed(String code, List<String> names, Words words) {
        return names.isEmpty() ? "" : " " + words.say(code, String.join(", ", names));
    }
}
