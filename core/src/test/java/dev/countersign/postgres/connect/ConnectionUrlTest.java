package dev.countersign.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.countersign.connect.ConnectionException;
import dev.countersign.connect.ConnectionException.Reason;
import dev.countersign.connect.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
    private static final String CANARY = "c4n4ry";

    @Test
    void takesTheUrlApart() {
        ConnectionFields fields = ConnectionFields.parse(
                "postgresql://al%40ice:p%2Fw%3A+@db.example.com:6543/shop%20db?search_path=app,%20public&connect_timeout=3&sslmode=require");
        assertThat(fields.user()).isEqualTo("al@ice");
        assertThat(fields.password()).isEqualTo(new PasswordReference.Inline(new Secret("p/w:+")));
        assertThat(fields.host()).isEqualTo("db.example.com");
        assertThat(fields.port()).isEqualTo(6543);
        assertThat(fields.database()).isEqualTo("shop db");
        assertThat(fields.searchPath()).containsExactly("app", "public");
        assertThat(fields.tls()).isEqualTo(TlsMode.REQUIRE);
        assertThat(fields.connectTimeoutSeconds()).isEqualTo(3);
        assertThat(fields).hasToString("al@ice@db.example.com:6543/shop db");
    }

    @Test
    void fillsWhatIsLeftOut() {
        ConnectionFields fields = ConnectionFields.parse("postgres://u@/");
        assertThat(fields.host()).isEqualTo("localhost");
        assertThat(fields.port()).isEqualTo(5432);
        assertThat(fields.database()).isEqualTo("u");
        assertThat(fields.password()).isInstanceOf(PasswordReference.Usual.class);
        assertThat(ConnectionFields.parse("postgres://u@[::1]:99/d").address()).isEqualTo("[::1]:99");
        assertThat(ConnectionFields.parse("postgres:///d?host=/run/pg&user=u").unixSocket())
                .isTrue();
        assertThat(ConnectionFields.parse("postgres://u@%2Frun%2Fpg/d").host()).isEqualTo("/run/pg");
    }

    @Test
    void passwordReferences() {
        assertThat(ConnectionFields.parse("postgres://u@h/d?password=env:PW").password())
                .isEqualTo(new PasswordReference.Environment("PW"));
        assertThat(ConnectionFields.parse("postgres://u@h/d?password=prompt").password())
                .isEqualTo(new PasswordReference.Prompt());
        assertThat(ConnectionFields.parse("postgres://u@h/d?passfile=/x/y").password())
                .isInstanceOf(PasswordReference.PasswordFile.class);
    }

    @Test
    void strictTowardsOtherMachinesOnly() {
        assertThat(ConnectionFields.parse("postgres://u@db/d").tls()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(ConnectionFields.parse("postgres://u@127.0.0.1/d").tls()).isEqualTo(TlsMode.PREFER);
        assertThat(ConnectionFields.parse("postgres://u@127.evil.example/d").tls())
                .isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(ConnectionFields.parse("postgres:///d?host=/run").tls()).isEqualTo(TlsMode.DISABLE);
        assertThat(ConnectionFields.parse("postgres://u@db/d?sslmode=disable").tls())
                .isEqualTo(TlsMode.DISABLE);
    }

    @Test
    void unknownParametersAreRefusedByNameWithASuggestion() {
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> ConnectionFields.parse("postgres://u@h/d?sslmod=disable"))
                .withMessage("The connection parameter sslmod is not allowed; did you mean sslmode?");
        for (String dangerous : List.of(
                "socketFactory",
                "sslfactory",
                "sslhostnameverifier",
                "authenticationPluginClassName",
                "sslpasswordcallback",
                "xmlFactoryFactory",
                "connectExecutor",
                "loggerFile",
                "options",
                "service",
                "jaasLogin")) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> ConnectionFields.parse("postgres://u@h/d?" + dangerous + "=x"))
                    .withMessageContaining(dangerous)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.URL));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:c4n4ry@h/d",
                "postgres://u:c4n4ry@h:c4n4ry/d",
                "postgres://u:c4n4ry/x@h/d",
                "postgres://u:a?c4n4ry=1@h/d",
                "postgres://u:a#c4n4ry@h%zz/d",
                "postgres://u:%zzc4n4ry@h/d",
                "postgres://u:c4n4ry@h,h2/d",
                "postgres://u:c4n4ry@h/d?passwort=c4n4ry",
                "postgres://u:c4n4ry@h/d?sslmode=c4n4ry",
                "postgres://u:c4n4ry@h/d?sslmode=prefer&sslmode=c4n4ry",
                "postgres://u:c4n4ry@h/d?connect_timeout=c4n4ry",
                "postgres://u:c4n4ry@h/d?channel_binding=c4n4ry",
                "postgres://u:c4n4ry@h/d?c4n4ry%20c4n4ry=1",
                "postgres://h:c4n4ry",
                "postgres://[c4n4ry/d",
                "c4n4ry"
            })
    void noRefusalRepeatsWhatMayBeAPassword(String url) {
        ConnectionException refused =
                catchThrowableOfType(ConnectionException.class, () -> ConnectionFields.parse(url));
        assertThat(refused).isNotNull();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(CANARY);
        }
    }

    @Test
    void nothingPrintsThePassword() {
        ConnectionFields fields = ConnectionFields.parse("postgres://u:" + CANARY + "@h/d");
        assertThat(fields.toString()
                        + fields.password()
                        + fields.password().describe()
                        + fields.withDatabase("x").password())
                .doesNotContain(CANARY);
    }
}
