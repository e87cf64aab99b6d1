package dev.countersign.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.Fingerprint;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Uncompared;
import dev.countersign.dialect.Scope;
import dev.countersign.plan.PlanOptions;
import dev.countersign.plan.UnplannableException;
import dev.countersign.postgres.PostgresDialect;
import dev.countersign.postgres.PostgresEngine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets are compared and never written. */
@ExtendWith(PostgresEngine.class)
class SecretsTest {
    private static final PostgresDialect DIALECT = new PostgresDialect();

    private final PostgresEngine.Server server;

    SecretsTest(PostgresEngine.Server server) {
        this.server = server;
    }

    @Test
    void aChangedPasswordStopsThePlanAndIsShownNowhere() throws SQLException {
        Catalog current = catalog("'old-and-secret'");
        Catalog desired = catalog("'new-and-secret'");
        assertThat(Fingerprint.of(current)).isEqualTo(Fingerprint.of(desired));
        assertThatThrownBy(() ->
                        DIALECT.planner().plan(DIALECT.diff(current, desired, List.of()), PlanOptions.everything()))
                .isInstanceOf(UnplannableException.class)
                .hasMessageContaining("option password of user mapping")
                .hasMessageContaining("differs")
                .hasMessageContaining("by hand")
                .hasMessageNotContaining("and-secret");
        assertThat(desired.surroundings().toString() + desired.objects()).doesNotContain("and-secret");
    }

    @Test
    void theSamePasswordIsNoDifference() throws SQLException {
        Catalog current = catalog("'same'");
        assertThat(DIALECT.planner()
                        .plan(DIALECT.diff(current, catalog("'same'"), List.of()), PlanOptions.everything())
                        .isEmpty())
                .isTrue();
    }

    /** The dev role reads the mappings of every role. */
    private Catalog catalog(String password) throws SQLException {
        return server.inspect(
                List.of(
                        "CREATE FOREIGN DATA WRAPPER w",
                        "CREATE SERVER s FOREIGN DATA WRAPPER w",
                        "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (user 'me', password " + password + ")"),
                "SELECT 1",
                Scope.database());
    }

    @Test
    void whatThisRoleMayNotReadIsNeitherMadeNorDropped() throws SQLException {
        Catalog readable = catalog("'x'");
        ObjectRef mapping = ObjectRef.of(ObjectKind.USER_MAPPING, "pg_monitor on s");
        assertThat(readable.contains(mapping)).isTrue();
        List<Uncompared> hidden = new ArrayList<>(readable.uncompared());
        hidden.add(new Uncompared("user mapping", "pg_monitor on s", "this role may not read whether it has options"));
        Catalog unreadable = readable.with(
                readable.objects().values().stream()
                        .filter(object -> !object.ref().equals(mapping))
                        .toList(),
                readable.dependencies(),
                hidden);
        assertThat(DIALECT.diff(unreadable, readable, List.of()).changes()).isEmpty();
        assertThat(DIALECT.diff(readable, unreadable, List.of()).changes()).isEmpty();
        assertThat(DIALECT.diff(unreadable, readable, List.of()).desired().uncompared())
                .anySatisfy(u -> assertThat(u.reason()).contains("does not let this role read it"));
    }
}
