package city.datastore.platform.api;

import city.datastore.access.identity.Agencies;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.NativeWebRequest;

/** The agencies that take part, for everybody who is signed in. */
@RestController
@RequestMapping(Paths.V1 + "/agencies")
class AgenciesApi {
    private final Agencies agencies;

    AgenciesApi(Agencies agencies) {
        this.agencies = agencies;
    }

    @GetMapping
    PageJson<AgencyJson> all(NativeWebRequest request) {
        var query = Query.of(request, "limit", "cursor");
        return PageJson.of(query.page(agencies.all(), each -> each.code().value()), AgencyJson::of);
    }

    @GetMapping("/{code}")
    AgencyJson see(@PathVariable String code) {
        var agency = Paths.agency(code);
        return agencies.find(agency)
                .map(AgencyJson::of)
                .orElseThrow(() -> new CallException.NoSuchThing("there is no agency " + agency));
    }
}
