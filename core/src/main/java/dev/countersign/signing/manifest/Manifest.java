package dev.countersign.signing.manifest;

import java.util.List;

/**
 * Everything the author states about a plan. Its exact bytes are signed.
 *
 * @param format always {@link #FORMAT}
 * @param identity which plan this is
 * @param origin who made it, when and from what
 * @param target where it may run
 * @param states where it starts and ends
 * @param session the session it needs
 * @param statements in order
 * @param policy the policy it was judged by
 * @param lint what the analyzers found
 * @param simulation what happened on the dev database
 * @param preconditions questions to the data
 * @param deprecation announcements of what is dropped
 * @param impact per table
 * @param rollback how to get back
 * @param approval when it may run
 */
public record Manifest(
        String format,
        Identity identity,
        Origin origin,
        Target target,
        States states,
        Session session,
        List<StatementEntry> statements,
        PolicyFacts policy,
        LintFacts lint,
        SimulationFacts simulation,
        List<Precondition> preconditions,
        List<Deprecation> deprecation,
        List<Impact> impact,
        Rollback rollback,
        Approval approval) {
    /** The one format known. */
    public static final String FORMAT = "schema-plan/1";

    public Manifest {
        statements = List.copyOf(statements);
        preconditions = List.copyOf(preconditions);
        deprecation = List.copyOf(deprecation);
        impact = List.copyOf(impact);
    }

    /** Whether any statement can lose data. */
    public boolean destructive() {
        return statements.stream().anyMatch(StatementEntry::destructive);
    }

    /** The same manifest with other statements. */
    public Manifest withStatements(List<StatementEntry> placed) {
        return new Manifest(
                format,
                identity,
                origin,
                target,
                states,
                session,
                placed,
                policy,
                lint,
                simulation,
                preconditions,
                deprecation,
                impact,
                rollback,
                approval);
    }
}
