package dev.countersign.signing.verify;

import static dev.countersign.signing.plan.SamplePlans.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.SamplePlans;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Decision.Choice;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.ssh.Signer;
import dev.countersign.signing.ssh.TestKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must have sealed and approved a plan, and who may not. */
class VerifierPeopleTest extends OfficeFixture {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // approvals | exit | message
                "bob,dan,carol|0|-",
                "bob,carol|13|rule strict: needs 2 dba, has 1 (bob@corp.example). Missing: one of dan@corp.example",
                "bob,dan|13|rule strict: needs 1 owner.billing, has 0. Missing: one of carol@corp.example",
                "sue,carol|13|rule strict: needs 2 dba, has 0. Missing: one of bob@corp.example, dan@corp.example",
            })
    void countsPeopleByRole(String approvers, int exit, String message) {
        office.roles += "rule \"strict\" {\n when = environment == \"prod\" && plan.destructive\n"
                + " require = { dba = 2, \"owner.*\" = 1 }\n}\n";
        Verdict verdict = office.verify(office.approve(office.sealed("prod", true), approvers.split(",")));
        assertThat(verdict.exitCode()).isEqualTo(exit);
        if (message != null) {
            assertThat(messages(verdict, Check.V9)).contains(message);
        }
    }

    @Test
    void refusesWhenNoRuleIsAboutThePlan() {
        Verdict verdict = office.verify(office.approve(office.sealed("dev", true), "bob", "dan"));
        assertThat(verdict.exitCode()).isEqualTo(13);
        assertThat(messages(verdict, Check.V9).getFirst()).startsWith("no rule of roles.hcl is about this plan");
    }

    @Test
    void twoKeysAreOnePersonAndOneKeyIsNotTwoPeople() {
        office.roles = office.roles.replace("dba = 1", "dba = 2");
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        Signer second = TestKeys.ed25519();
        office.allowed.add("bob@corp.example " + second.key().toLine());
        PlanFile twice = plan.with(SignedRecord.sign(Office.decision(plan, "bob", Choice.APPROVE, NOW), second));
        assertThat(messages(office.verify(twice), Check.V9).getFirst())
                .startsWith("rule prod: needs 2 dba, has 1 (bob@corp.example)");

        office.allowed.add("*@corp.example " + second.key().toLine());
        PlanFile posing = plan.with(SignedRecord.sign(Office.decision(plan, "dan", Choice.APPROVE, NOW), second));
        assertThat(messages(office.verify(posing), Check.V9).getFirst()).startsWith("rule prod: needs 2 dba, has 1");
    }

    @Test
    void aNameInOtherLettersIsNoOtherPerson() {
        office.roles = office.roles
                .replace("dba = 1", "dba = 2")
                .replace("\"bob@corp.example\"", "\"bob@corp.example\", \"Bob@Corp.example\"");
        office.hire("Bob@Corp.example", TestKeys.ed25519(), "");
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        PlanFile twice = plan.with(SignedRecord.sign(
                new Decision(
                        plan.digest(),
                        "Bob@Corp.example",
                        NOW,
                        Choice.APPROVE,
                        Optional.of("dba"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                office.keys.get("Bob@Corp.example")));
        Verdict verdict = office.verify(twice);
        assertThat(verdict.exitCode()).isEqualTo(13);
        assertThat(messages(verdict, Check.V9).getFirst()).startsWith("rule prod: needs 2 dba, has 1 (");

        office.roles = office.roles.replace("dba = 2", "dba = 1").replace("Bob@Corp", "Alice@corp");
        office.hire("Alice@corp.example", TestKeys.ed25519(), "");
        PlanFile own = office.sealed("prod", true);
        PlanFile approved = own.with(SignedRecord.sign(
                new Decision(
                        own.digest(),
                        "Alice@corp.example",
                        NOW,
                        Choice.APPROVE,
                        Optional.of("dba"),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                office.keys.get("Alice@corp.example")));
        assertThat(messages(office.verify(approved), Check.V10))
                .containsExactly("Alice@corp.example is the author and cannot approve (rule prod)");
    }

    @Test
    void whoApprovesTheirOwnPlanAsARuleLetsThemIsNamed() {
        office.roles = office.roles
                .replace("dba = 1 }", "dba = 1 }\n distinct = []")
                .replace("\"bob@corp.example\"", "\"alice@corp.example\"");
        Verdict verdict = office.verify(office.approve(office.sealed("prod", true), "alice"));
        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.notes())
                .contains("rule prod lets alice@corp.example approve the plan that they made themselves");
    }

    @Test
    void nobodyApprovesTheirOwnPlanNotEvenThroughARoleThatEverybodyHas() {
        office.roles = office.roles.replace("[\"bob@corp.example\", \"dan@corp.example\"]", "[\"*\"]");
        Verdict verdict = office.verify(office.approve(office.sealed("prod", true), "alice"));
        assertThat(verdict.exitCode()).isEqualTo(13);
        assertThat(messages(verdict, Check.V10))
                .containsExactly("alice@corp.example is the author and cannot approve (rule prod)");
        assertThat(messages(verdict, Check.V9)).hasSize(1);

        office.allowed.add(
                "*@corp.example " + office.keys.get("alice@corp.example").key().toLine());
        office.keys.put("bob@corp.example", office.keys.get("alice@corp.example"));
        Verdict alias = office.verify(office.approve(office.sealed("prod", true), "bob"));
        assertThat(messages(alias, Check.V10))
                .containsExactly("bob@corp.example is the author and cannot approve (rule prod)");
    }

    @Test
    void theAuthorMustHaveSealedThePlan() {
        PlanFile unsealed = SamplePlans.plan("prod", true, false, Office.AUTHOR);
        Verdict verdict = office.verify(office.approve(unsealed, "bob"));
        assertThat(verdict.exitCode()).isEqualTo(13);
        assertThat(messages(verdict, Check.V10).getFirst()).contains("has not sealed the plan");
        PlanFile framed =
                unsealed.with(office.sign(new Seal(unsealed.digest(), "bob@corp.example", NOW, Optional.empty())));
        assertThat(messages(office.verify(office.approve(framed, "bob")), Check.V10))
                .hasSize(2);
    }

    @Test
    void theApplierIsAThirdPersonWhereTheRuleSaysSo() {
        office.roles =
                office.roles.replace("dba = 1 }", "dba = 1 }\n distinct = [\"author\", \"approver\", \"applier\"]");
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        office.options = new VerifyOptions(Optional.of("bob@corp.example"), false, Optional.empty());
        assertThat(messages(office.verify(plan), Check.V10))
                .containsExactly("bob@corp.example approved and cannot apply (rule prod)");
        office.options = new VerifyOptions(Optional.of("sue@corp.example"), false, Optional.empty());
        assertThat(office.verify(plan).accepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " bob@corp.example", "bob@corp.example ", "*@corp.example"})
    void anApplierWhoIsNobodyIsNotTakenForAnotherPerson(String applier) {
        assertThatThrownBy(() -> new VerifyOptions(Optional.of(applier), false, Optional.empty()))
                .hasMessageContaining("is nobody that allowed_signers could name");
    }

    @Test
    void hardwareKeysAreToldFromSoftwareKeys() {
        office.roles = office.roles.replace("dba = 1 }", "dba = 1 }\n hardware_key = true");
        Verdict software = office.verify(office.approve(office.sealed("prod", true), "bob"));
        assertThat(software.exitCode()).isEqualTo(12);
        assertThat(messages(software, Check.V8))
                .containsExactly(
                        "rule prod needs a hardware key with touch; bob@corp.example signed with a software key");
        office.hire("dan@corp.example", TestKeys.hardware(false), "");
        assertThat(messages(office.verify(office.approve(office.sealed("prod", true), "dan")), Check.V8)
                        .getFirst())
                .endsWith("signed without touch");
        office.hire("dan@corp.example", TestKeys.hardware(true), "");
        assertThat(office.verify(office.approve(office.sealed("prod", true), "dan"))
                        .accepted())
                .isTrue();
    }

    @Test
    void aRejectionStandsUntilItsAuthorChangesTheirMind() {
        PlanFile plan = office.approve(office.sealed("prod", true), "bob");
        PlanFile rejected = office.decide(plan, "dan", Choice.REJECT, NOW.minusSeconds(500));
        Verdict verdict = office.verify(rejected);
        assertThat(verdict.exitCode()).isEqualTo(13);
        assertThat(messages(verdict, Check.V11))
                .containsExactly(
                        "rejected by dan@corp.example 2026-11-21T11:51:40Z: \"index will time out\" (rule prod)");
        assertThat(office.verify(office.decide(rejected, "dan", Choice.APPROVE, NOW.minusSeconds(100)))
                        .accepted())
                .isTrue();
        assertThat(office.verify(office.decide(rejected, "dan", Choice.APPROVE, NOW.minusSeconds(500)))
                        .accepted())
                .isFalse();
        SignedRecord withdrawn =
                office.sign(new Withdraw(plan.digest(), "dan@corp.example", NOW, Withdraw.Scope.DECISION, "was wrong"));
        assertThat(office.verify(rejected.with(withdrawn)).accepted()).isTrue();
    }

    @Test
    void separationThatCannotBeCheckedIsNamed() {
        office.roles =
                office.roles.replace("dba = 1 }", "dba = 1 }\n distinct = [\"author\", \"approver\", \"applier\"]");
        assertThat(office.verify(office.approve(office.sealed("prod", true), "bob"))
                        .notes())
                .anyMatch(note -> note.startsWith("rule prod wants another person to apply the plan"));
    }
}
