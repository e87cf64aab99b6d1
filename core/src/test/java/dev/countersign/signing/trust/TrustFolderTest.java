package dev.countersign.signing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.hcl.HclSource;
import dev.countersign.hcl.WrittenName;
import dev.countersign.signing.plan.SamplePlans;
import dev.countersign.signing.ssh.SshPublicKey;
import dev.countersign.signing.ssh.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustFolderTest {
    private final String key = TestKeys.ed25519().key().toLine();

    @TempDir
    Path folder;

    @Test
    void readsAllowedSignersAsOpensshDoes() {
        AllowedSigners signers = AllowedSigners.parse("""
                # people
                alice@corp,!mallory@corp,*@lab namespaces="seal@countersign,decision@*",valid-after="20250101",valid-before="20270630120000Z" %1$s laptop

                "bob@corp" cert-authority %1$s
                carol@corp %1$s a comment, with "quotes"
                """.formatted(key));
        AllowedSigner alice = signers.lines().getFirst();
        assertThat(alice.line()).isEqualTo(2);
        assertThat(alice.names("alice@corp")).isTrue();
        assertThat(alice.names("eve@lab")).isTrue();
        assertThat(alice.names("mallory@corp")).isFalse();
        assertThat(alice.allows("decision@countersign")).isTrue();
        assertThat(alice.allows("receipt@countersign")).isFalse();
        assertThat(alice.validAfter()).contains(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(alice.validBefore()).contains(Instant.parse("2027-06-30T12:00:00Z"));
        assertThat(signers.lines().get(1).certAuthority()).isTrue();
        assertThat(signers.lines().get(1).names("bob@corp")).isTrue();
        assertThat(signers.lines().get(2).allows("anything")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "alice ssh-ed25519|needs principals",
                "alice ssh-ed25519 AAAA|damaged",
                "alice namespace=\"x\" KEY|option namespace is not known",
                "alice valid-before=\"2027\" KEY|not a time",
                "alice valid-before=\"20270231\" KEY|line 1",
                "alice namespaces=\"x KEY|quote",
                "alice namespaces=\"x\",namespaces=\"y\" KEY|twice",
            })
    void refusesLinesItCannotRead(String line, String message) {
        assertThatThrownBy(() -> AllowedSigners.parse(line.replace("KEY", key)))
                .isInstanceOf(TrustException.class)
                .hasMessageStartingWith("allowed_signers line 1 cannot be read")
                .hasMessageContaining(message);
    }

    @Test
    void aMisspeltNameOfARolesFileRefusesIt() {
        String text = """
                role "dba" {
                  members = ["bob@corp"]
                }
                rule "prod" {
                  when          = environment == "prod"
                  require       = { dba = 1 }
                  distinct      = ["author", "approver"]
                  max_age       = "24h"
                  hardware_key  = true
                  reject_blocks = true
                  owes          = { approvals = 1, within = "24h" }
                }
                """;
        assertThat(roles(text).rules()).hasSize(1);
        for (WrittenName name : WrittenName.in(new HclSource("roles.hcl", text))) {
            for (String wrong : name.misspellings()) {
                assertThatThrownBy(() -> roles(name.with(wrong)))
                        .as(wrong)
                        .isInstanceOf(TrustException.class)
                        .hasMessageContaining(wrong);
            }
        }
        for (String inner : List.of("approvals", "within")) {
            assertThatThrownBy(() -> roles(text.replace(inner, inner + "x"))).isInstanceOf(TrustException.class);
        }
    }

    @Test
    void aNameInAConditionThatLeadsNowhereRefusesTheFileBeforeThereIsAPlan() {
        String rule = "role \"dba\" {\n  members = [\"bob@corp\"]\n}\nrule \"prod\" {\n  when    = WHEN\n"
                + "  require = { dba = 1 }\n}\n";
        assertThat(roles(rule.replace("WHEN", "environment == \"prod\" && plan.destructive"))
                        .nobody())
                .isEmpty();
        for (String wrong : List.of(
                "environment == \"prod\" || plan.destructiv",
                "environment == \"prod\" && enviroment == \"x\"",
                "true || lenght(plan.schemas) > 1")) {
            assertThatThrownBy(() -> roles(rule.replace("WHEN", wrong)))
                    .isInstanceOf(TrustException.class)
                    .hasMessageContaining("roles.hcl line 5:")
                    .hasMessageContaining("did you mean");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "require = {} | asks for nobody",
                "require = { dba = 0 } | whole number from 1",
                "require = { dba = -1 } | whole number from 1",
                "require = { dba = 1.5 } | whole number from 1",
                "require = { dba = null } | whole number from 1",
                "require = null | must look like",
                "require = [\"dba\"] | must look like",
                "require = { \"*\" = 1 } | a star may only stand at the end",
                "require = { dba = 1 }; distinct = [\"author\"] | distinct from nobody",
                "require = { dba = 1 }; distinct = [\"author\", \"author\"] | distinct from nobody",
                "require = { dba = 1 }; distinct = \"author\" | must be a list of texts",
                "require = { dba = 1 }; distinct = null | must be a list of texts",
                "require = { dba = 1 }; hardware_key = null | must be true or false",
                "require = { dba = 1 }; max_age = \"0d\" | must be a time",
            })
    void aRuleThatAsksForLessThanItSeemsToIsRefused(String text, String why) {
        String rule = "role \"dba\" {\n  members = [\"bob@corp\"]\n}\nrule \"prod\" {\n  when = true\n  "
                + text.replace("; ", "\n  ") + "\n}\n";
        assertThatThrownBy(() -> roles(rule))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("roles.hcl line ")
                .hasMessageContaining(why);
    }

    @Test
    void aRoleThatNobodyHasIsNamed() {
        String text = "role \"dba\" {\n  members = [\"bob@corp\"]\n}\nrule \"prod\" {\n  when    = true\n"
                + "  require = { dab = 1, owners = 1, \"owner.*\" = 1 }\n}\n";
        assertThat(roles(text).nobody())
                .containsExactlyInAnyOrder(
                        "roles.hcl line 6: rule \"prod\" asks for the role \"dab\", which no role block gives to anybody; did you mean \"dba\"?",
                        "roles.hcl line 6: rule \"prod\" asks for the role \"owner.*\", which no role block gives to anybody; did you mean \"owners\"?");
    }

    @Test
    void theSampleOfTheLanguageSaysAllThatARuleCan() throws IOException {
        Path sample = Path.of(System.getProperty("countersign.root"), "core", "src", "test", "resources")
                .resolve("policy/spelling/trust/roles.hcl");
        assertThat(WrittenName.in(new HclSource("roles.hcl", Files.readString(sample))))
                .extracting(WrittenName::name)
                .contains("role", "rule", "members")
                .containsAll(RolesReader.RULE_ATTRIBUTES);
    }

    private static Roles roles(String text) {
        return new RolesReader("roles.hcl").read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsRulesAndEvaluatesTheirConditions() throws IOException {
        Files.writeString(folder.resolve("allowed_signers"), "alice@corp " + key + "\n");
        Files.writeString(folder.resolve("roles.hcl"), """
                role "dba" { members = ["alice@corp", "bob@corp"] }
                role "all" { members = ["*"] }
                rule "prod" {
                  when         = environment == "prod" && plan.destructive
                  require      = { dba = 2, "owner.*" = 1 }
                  distinct     = ["author", "approver", "applier"]
                  max_age      = "7d"
                  hardware_key = true
                }
                rule "emergency" {
                  when    = plan.emergency
                  require = { dba = 1 }
                  owes    = { approvals = 1, within = "24h" }
                }
                """);
        TrustFolder trust = TrustFolder.load(folder);
        Roles roles = trust.roles();
        assertThat(roles.has("alice@corp", "dba")).isTrue();
        assertThat(roles.has("carol@corp", "dba")).isFalse();
        assertThat(roles.has("carol@corp", "all")).isTrue();
        Rule prod = roles.rules().getFirst();
        assertThat(prod.require()).containsEntry("dba", 2).containsEntry("owner.*", 1);
        assertThat(prod.maxAge()).contains(Duration.ofDays(7));
        assertThat(prod.hardwareKey()).isTrue();
        assertThat(prod.rejectBlocks()).isTrue();
        assertThat(prod.when()
                        .matches(SamplePlans.plan("prod", true, false, "a").manifest()))
                .isTrue();
        assertThat(prod.when()
                        .matches(SamplePlans.plan("prod", false, false, "a").manifest()))
                .isFalse();
        assertThat(prod.when().matches(SamplePlans.plan("dev", true, false, "a").manifest()))
                .isFalse();
        assertThat(roles.rules().get(1).owes()).contains(new Rule.Debt(1, Duration.ofHours(24)));

        Files.writeString(folder.resolve("targets.hcl"), "# changed\n");
        assertThat(TrustFolder.load(folder).digest()).isNotEqualTo(trust.digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rule \"x\" { require = { dba = 1 } }|needs when",
                "rule \"x\" { when = true }|needs require",
                "rule \"x\" { when = true, }|cannot be read",
                "role \"x\" { members = [1] }|list of texts",
                "role \"x\" { member = [\"a\"] }|attribute member is not known",
                "roles \"x\" { }|block roles is not known",
                "environment = 1|only role and rule blocks",
            })
    void refusesRolesItDoesNotUnderstand(String text, String message) throws IOException {
        Files.writeString(folder.resolve("allowed_signers"), "alice@corp " + key + "\n");
        Files.writeString(folder.resolve("roles.hcl"), text + "\n");
        assertThatThrownBy(() -> TrustFolder.load(folder))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("roles.hcl")
                .hasMessageContaining(message);
    }

    @Test
    void refusesToGuessAboutRevokedKeys() throws IOException {
        assertThatThrownBy(() -> TrustFolder.load(folder)).hasMessageContaining("no file allowed_signers");
        Files.writeString(folder.resolve("allowed_signers"), "alice@corp " + key + "\n");
        Files.write(folder.resolve("revoked_keys"), new byte[] {'S', 'S', 'H', 'K', 'R', 'L', '\n', 0, (byte) 0xff});
        assertThatThrownBy(() -> TrustFolder.load(folder)).hasMessageContaining("binary revocation list");
        Files.writeString(folder.resolve("revoked_keys"), "# none\nnonsense\n");
        assertThatThrownBy(() -> TrustFolder.load(folder)).hasMessageContaining("revoked_keys line 2");
        Files.writeString(folder.resolve("revoked_keys"), "# one\n" + key + " lost laptop\n");
        assertThat(TrustFolder.load(folder).revoked().lineOf(SshPublicKey.parse(key)))
                .contains(2);
    }
}
