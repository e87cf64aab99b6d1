package dev.countersign.source;

import dev.countersign.hcl.HclValue;
import dev.countersign.policy.Outside;
import dev.countersign.policy.ProgramCall;
import dev.countersign.policy.SqlQuery;
import java.util.List;

/** Programs and live databases, for the data sources of project files. */
public record World(Programs programs, LiveQueries queries) implements Outside {

    @Override
    public String run(ProgramCall call) {
        return programs.run(call);
    }

    @Override
    public void mayRun(ProgramCall call) {
        programs.mayRun(call);
    }

    @Override
    public List<HclValue> query(SqlQuery query) {
        return queries.ask(query);
    }
}
