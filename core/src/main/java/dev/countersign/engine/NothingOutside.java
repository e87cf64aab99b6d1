package dev.countersign.engine;

import dev.countersign.hcl.HclValue;
import dev.countersign.policy.NotAskedException;
import dev.countersign.policy.Outside;
import dev.countersign.policy.ProgramCall;
import dev.countersign.policy.SqlQuery;
import java.util.List;

/** Asks nothing: no program runs and no database is reached. */
final class NothingOutside implements Outside {
    private static final String OFFLINE = "nothing outside the project file is asked (--offline)";

    @Override
    public String run(ProgramCall call) {
        throw new NotAskedException(OFFLINE);
    }

    @Override
    public void mayRun(ProgramCall call) {
        // nothing runs, so nobody needs to consent
    }

    @Override
    public List<HclValue> query(SqlQuery query) {
        throw new NotAskedException(OFFLINE);
    }
}
