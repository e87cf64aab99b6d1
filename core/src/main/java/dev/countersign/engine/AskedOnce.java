package dev.countersign.engine;

import dev.countersign.hcl.HclValue;
import dev.countersign.policy.ConsentException;
import dev.countersign.policy.NotAskedException;
import dev.countersign.policy.Outside;
import dev.countersign.policy.OutsideException;
import dev.countersign.policy.ProgramCall;
import dev.countersign.policy.SqlQuery;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks each question once. One that stays without an answer ends the evaluation that asks it first, and is passed over by the next, so that a second look finds
 * whatever the file says beside it.
 */
final class AskedOnce implements Outside {
    private final Outside outside;
    private final Map<Object, Object> answers = new HashMap<>();
    private final Set<Object> unanswered = new HashSet<>();

    AskedOnce(Outside outside) {
        this.outside = outside;
    }

    /** How many questions stayed without an answer until now. */
    int unanswered() {
        return unanswered.size();
    }

    @Override
    public String run(ProgramCall call) {
        return (String) answer(call, outside::run);
    }

    @Override
    public void mayRun(ProgramCall call) {
        outside.mayRun(call);
    }

    @Override
    @SuppressWarnings("unchecked") // an answer is kept under the question that it answers
    public List<HclValue> query(SqlQuery query) {
        return (List<HclValue>) answer(query, outside::query);
    }

    private <Q> Object answer(Q question, Function<Q, ?> asked) {
        if (unanswered.contains(question)) {
            throw new NotAskedException("what it needs is missing");
        }
        Object known = answers.get(question);
        if (known != null) {
            return known;
        }
        try {
            Object answer = asked.apply(question);
            answers.put(question, answer);
            return answer;
        } catch (ConsentException | OutsideException e) {
            unanswered.add(question);
            throw e;
        }
    }
}
