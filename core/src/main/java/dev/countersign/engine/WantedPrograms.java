package dev.countersign.engine;

import dev.countersign.hcl.HclValue;
import dev.countersign.policy.DerivedState;
import dev.countersign.policy.NotAskedException;
import dev.countersign.policy.Outside;
import dev.countersign.policy.OutsideException;
import dev.countersign.policy.PolicyException;
import dev.countersign.policy.ProgramCall;
import dev.countersign.policy.SqlQuery;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Notes which programs a project asks for and runs none. Live databases are asked, since their answers can say which programs. */
final class WantedPrograms implements Outside {
    private final Outside databases;
    private final Set<ProgramCall> wanted = new LinkedHashSet<>();

    WantedPrograms(Outside databases) {
        this.databases = databases;
    }

    @Override
    public String run(ProgramCall call) {
        wanted.add(call);
        throw new NotAskedException("no program is run to find out which ones there are");
    }

    @Override
    public void mayRun(ProgramCall call) {
        wanted.add(call);
    }

    @Override
    public List<HclValue> query(SqlQuery query) {
        try {
            return databases.query(query);
        } catch (OutsideException e) {
            throw new NotAskedException(e.getMessage());
        }
    }

    /**
     * The programs in the order in which they are asked for, then those of desired states, those of tests last.
     *
     * @param tests the programs that test files ask for; which files these are may be for a program to say that nobody has consented to yet
     */
    List<ProgramCall> with(Collection<DerivedState> states, Supplier<List<ProgramCall>> tests) {
        List<ProgramCall> ofTests = List.of();
        Set<ProgramCall> before = Set.copyOf(wanted);
        try {
            ofTests = tests.get();
        } catch (PolicyException e) {
            if (before.containsAll(wanted)) {
                throw e;
            }
        }
        Set<ProgramCall> all = new LinkedHashSet<>(wanted);
        for (DerivedState state : states) {
            if (state instanceof DerivedState.ProgramOutput program) {
                all.add(program.call());
            }
        }
        all.addAll(ofTests);
        return List.copyOf(all);
    }
}
