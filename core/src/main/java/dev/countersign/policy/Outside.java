package dev.countersign.policy;

import dev.countersign.hcl.HclValue;
import java.util.List;

/** What data sources of a project file reach outside of it. */
public interface Outside {

    /**
     * Runs a program and returns what it prints.
     *
     * @throws ConsentException when nobody has consented to that command line
     * @throws OutsideException when it fails, prints too much or takes too long
     */
    String run(ProgramCall call);

    /**
     * Whether the program may run is asked before its output is needed; nothing is run.
     *
     * @throws ConsentException when nobody has consented to that command line
     */
    void mayRun(ProgramCall call);

    /**
     * Asks a live database; nothing but reading is possible there.
     *
     * @return the values of the only column, in the order of the rows
     * @throws OutsideException when the database cannot be reached or refuses the query
     */
    List<HclValue> query(SqlQuery query);
}
