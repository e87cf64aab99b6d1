package dev.countersign.signing.plan;

import dev.countersign.signing.manifest.Approval;
import dev.countersign.signing.manifest.Deprecation;
import dev.countersign.signing.manifest.Identity;
import dev.countersign.signing.manifest.Impact;
import dev.countersign.signing.manifest.LintFacts;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.Origin;
import dev.countersign.signing.manifest.PolicyFacts;
import dev.countersign.signing.manifest.Precondition;
import dev.countersign.signing.manifest.Rollback;
import dev.countersign.signing.manifest.Session;
import dev.countersign.signing.manifest.SimulationFacts;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.StatementEntry.TouchedObject;
import dev.countersign.signing.manifest.States;
import dev.countersign.signing.manifest.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan with something in every field. */
public final class SamplePlans {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    public static final List<PlanSql> SQL = List.of(
            new PlanSql(
                    "ALTER TABLE \"billing\".\"users\" DROP COLUMN \"déprécié\";",
                    Optional.of("ALTER TABLE \"billing\".\"users\" ADD COLUMN \"déprécié\" text;")),
            PlanSql.of(
                    "CREATE INDEX CONCURRENTLY \"users_name\"\n\tON \"billing\".\"users\" (\"name\");\n-- statement 9 of 9"));

    private SamplePlans() {}

    public static PlanFile plan(String environment, boolean destructive, boolean emergency, String author) {
        return PlanFile.assemble(
                manifest(environment, destructive, emergency, author, NOW.plus(Duration.ofDays(6))), SQL);
    }

    public static Manifest manifest(
            String environment, boolean destructive, boolean emergency, String author, Instant expiresAt) {
        TouchedObject users = new TouchedObject("table", "billing", "users");
        return new Manifest(
                Manifest.FORMAT,
                new Identity(
                        "01939c2e-7c1a-7000-8000-000000000001",
                        "Drop the old e-mail column \u202e\u0000",
                        "nobody reads it",
                        Optional.of(new Identity.Ticket("jira", "SHOP-12", "https://tracker.example/SHOP-12")),
                        Optional.empty(),
                        emergency),
                new Origin(
                        new Origin.Created(NOW.minusSeconds(3600).plusNanos(5), author),
                        new Origin.Tool("countersign", "0.1.0", Optional.empty()),
                        new Origin.Source("sql", "desired.sql", Optional.empty(), Optional.empty())),
                new Target(
                        environment,
                        "postgresql",
                        "PostgreSQL 18.6",
                        180006,
                        "shop",
                        Optional.of(new Target.TargetIdentity("system_identifier", "7710")),
                        List.of("billing"),
                        List.of(new Target.Extension("pgcrypto", "1.4"))),
                new States(new States.From("sfp1:aa", 12, NOW.minusSeconds(4000)), new States.To("sfp1:bb"), "sfp1"),
                new Session(Optional.empty(), Map.of("search_path", "", "lock_timeout", "3s")),
                List.of(
                        StatementEntry.unplaced(
                                1,
                                true,
                                "ALTER TABLE",
                                List.of(users),
                                destructive,
                                Optional.of("ACCESS EXCLUSIVE"),
                                Optional.of(3000L),
                                Optional.empty(),
                                Optional.of("sfp1:ab"),
                                Optional.empty()),
                        StatementEntry.unplaced(
                                2,
                                false,
                                "CREATE INDEX",
                                List.of(users),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("sfp1:bb"),
                                Optional.of("index users_name is valid"))),
                new PolicyFacts(
                        Optional.of("countersign.hcl"),
                        Optional.empty(),
                        List.of(new PolicyFacts.VariableValue("destructive", "bool", "true", "false", "--var", false)),
                        Map.of("lint.destructive.error", "true")),
                new LintFacts(
                        "countersign 0.1.0",
                        Optional.empty(),
                        Map.of("warning", 1, "error", 0),
                        List.of(new LintFacts.Finding(
                                "DS103",
                                "warning",
                                Optional.of(1),
                                Optional.of("billing.users.déprécié"),
                                "drops a column 😀")),
                        List.of(),
                        List.of()),
                new SimulationFacts(
                        "PostgreSQL 18.6",
                        "reached",
                        Optional.of("sfp1:bb"),
                        Optional.of(new SimulationFacts.Rows(10, 10, 0)),
                        120,
                        List.of()),
                List.of(new Precondition("SELECT 1", "1", Optional.of("1"), Optional.of(NOW))),
                List.of(new Deprecation(users, Optional.empty(), 14, Optional.of(NOW), Optional.empty())),
                List.of(new Impact(users, 1_000_000, 1L << 30, Optional.of("ACCESS EXCLUSIVE"), false)),
                new Rollback("undo", Optional.empty()),
                new Approval(Optional.empty(), List.of(), Optional.empty(), expiresAt, Optional.empty()));
    }
}
