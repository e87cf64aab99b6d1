package dev.countersign.signing.plan;

import static dev.countersign.signing.plan.SamplePlans.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.json.JsonFormatException;
import dev.countersign.signing.json.StrictJson;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.Emergency;
import dev.countersign.signing.record.PlanRecord;
import dev.countersign.signing.record.Receipt;
import dev.countersign.signing.record.Release;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.record.Withdraw;
import dev.countersign.signing.ssh.Signer;
import dev.countersign.signing.ssh.TestKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanFileTest {
    private final PlanFile plan = SamplePlans.plan("prod", true, false, "alice@corp.example");
    private final Signer key = TestKeys.ed25519();

    @TempDir
    Path folder;

    @Test
    void writingAndReadingAreInverse() {
        PlanFile signed = plan.with(seal("alice@corp.example"));
        PlanFile again = PlanFile.parse(signed.bytes());
        assertThat(again.bytes()).isEqualTo(signed.bytes());
        assertThat(again.manifest()).isEqualTo(signed.manifest());
        assertThat(again.records()).isEqualTo(signed.records());
        assertThat(again.digest()).isEqualTo(plan.digest());
        assertThat(SamplePlans.plan("prod", true, false, "alice@corp.example").bytes())
                .isEqualTo(plan.bytes());

        String text = new String(plan.bytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("schema-plan/1 0000")
                .contains("@@ manifest ")
                .contains("\n@@ sql ");
        assertThat(text.lines().findFirst().orElseThrow())
                .endsWith(String.valueOf(plan.bytes().length))
                .hasSize(22);
        assertThat(text).contains("  \"format\": \"schema-plan/1\",").contains("\\u202E\\u0000");
        assertThat(plan.manifest().identity().title()).endsWith("\u202e\u0000");
    }

    @Test
    void statementsAreExactByteRanges() {
        Manifest manifest = plan.manifest();
        assertThat(StatementCheck.problems(plan, manifest)).isEmpty();
        for (int i = 0; i < SamplePlans.SQL.size(); i++) {
            StatementEntry statement = manifest.statements().get(i);
            assertThat(plan.text(statement.text()))
                    .isEqualTo(SamplePlans.SQL.get(i).text());
            assertThat(statement.undo().map(plan::text))
                    .isEqualTo(SamplePlans.SQL.get(i).undo());
        }
        assertThat(plan.sql())
                .startsWith("-- statement 1 of 2\nALTER TABLE")
                .contains("\n-- undo of statement 1 of 2\n");
    }

    @Test
    void recordsAreASetAndNeverChangeTheDigest() {
        SignedRecord a = seal("alice@corp.example");
        SignedRecord b = decision("bob@corp.example");
        PlanFile left = plan.with(a).with(a);
        PlanFile right = plan.with(b);
        assertThat(left.records()).containsExactly(a);
        assertThat(left.merge(right).records()).containsExactlyInAnyOrder(a, b);
        assertThat(right.merge(left).records()).containsExactlyInAnyOrder(a, b);
        assertThat(left.merge(right).merge(left).bytes())
                .isEqualTo(left.merge(right).bytes());
        assertThat(left.merge(right).digest()).isEqualTo(plan.digest());
        assertThatThrownBy(() -> left.merge(SamplePlans.plan("dev", true, false, "alice@corp.example")))
                .isInstanceOf(PlanFormatException.class)
                .hasMessageContaining("different plans");
    }

    @Test
    void refusesWhatAReaderCannotSee() {
        Manifest draft = plan.manifest();
        assertThatThrownBy(() ->
                        PlanFile.assemble(draft, List.of(PlanSql.of("SELECT 1;"), PlanSql.of("SELECT\n '\u202e';"))))
                .isInstanceOf(PlanFormatException.class)
                .hasMessageContaining("statement 2 holds U+202E RIGHT-TO-LEFT OVERRIDE (line 2, column 3)");
        assertThatThrownBy(
                        () -> PlanFile.assemble(draft, List.of(PlanSql.of("SELECT 1;\r\n"), PlanSql.of("SELECT 2;"))))
                .hasMessageContaining("statement 1 holds U+000D CARRIAGE RETURN");
        assertThatThrownBy(() -> PlanFile.assemble(
                        draft, List.of(PlanSql.of("CREATE ROLE x LOGIN PASSWORD 'hunter2'"), PlanSql.of("SELECT 2;"))))
                .hasMessageContaining("seems to hold a password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> PlanFile.assemble(draft, List.of(PlanSql.of("SELECT 1"))))
                .hasMessageContaining("2 statements");
    }

    @Test
    void saysWhatIsDamaged() {
        byte[] good = plan.with(seal("alice@corp.example")).bytes();
        String text = new String(good, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PlanFile.parse(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PlanFormatException.class)
                .hasMessageContaining("CR LF")
                .hasMessageContaining(".gitattributes");
        assertThatThrownBy(() -> PlanFile.parse(
                        text.replace("DROP COLUMN", "DROP    COLUMN").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("section sql does not end where it says (byte ");
        assertThatThrownBy(() -> PlanFile.parse(text.replace("plan/1", "plan/2").getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("version that this program does not know: schema-plan/2");
        assertThatThrownBy(() -> PlanFile.parse("SELECT 1;".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not a plan file");
        assertThatThrownBy(() -> PlanFile.parse(new byte[] {(byte) 0xc3, 0x28})).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> PlanFile.parse(new byte[PlanFile.MAX_BYTES + 1]))
                .hasMessageContaining("32 MiB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"title\":|\"id\": \"x\", \"title\":|appears twice",
                "\"title\":|\"titel\": \"x\", \"title\":|manifest line 14: field \"titel\" is not known",
                "\"format\":|\"evil\": 1,\"format\":|manifest line 2: field \"evil\" is not known",
                "\"emergency\": false|\"emergency\": \"no\"|\"identity.emergency\"",
                "\"objects\": 12|\"objects\": 12.5|integers",
                "\"objects\": 12|\"objects\": 9007199254740993|beyond 2^53",
                "\"objects\": 12|\"objects\": null|missing or has a value of the wrong kind",
                "\"reason\": \"nobody reads it\",||reason",
                "nobody reads it|\\ud800|half a character",
                "2026-11-21T11:00:00Z|2026-11-21T11:00:00.5Z|is not a time of the form",
                "\"title\":|\"title\" :|not laid out",
                "nobody|\\u006eobody|not laid out",
            })
    void readsManifestsStrictly(String from, String to, String message) {
        String json = new String(plan.manifestBytes(), StandardCharsets.UTF_8);
        assertThat(json).contains(from);
        byte[] bad = json.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to == null ? "" : to))
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new StrictJson().read(bad, Manifest.class, "manifest"))
                .isInstanceOf(JsonFormatException.class)
                .hasMessageStartingWith("manifest")
                .hasMessageContaining(message);
    }

    @Test
    void readsExtensionFieldsAndRefusesDeepNesting() {
        String json = new String(plan.manifestBytes(), StandardCharsets.UTF_8);
        byte[] extended = json.replace("{\n  \"format\"", "{\n  \"x-team\": {\n    \"a\": 1\n  },\n  \"format\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(new StrictJson().read(extended, Manifest.class, "manifest")).isEqualTo(plan.manifest());
        byte[] deep = ("{\"x-a\":" + "[".repeat(100) + "]".repeat(100) + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new StrictJson().read(deep, Manifest.class, "manifest"))
                .isInstanceOf(JsonFormatException.class);
    }

    @Test
    void everyRecordKindReadsBackAsWritten() {
        Digest digest = plan.digest();
        List<PlanRecord> records = List.of(
                new Seal(digest, "a", NOW, Optional.of("x")),
                new Decision(
                        digest,
                        "a",
                        NOW,
                        Decision.Choice.ABSTAIN,
                        Optional.of("dba"),
                        Optional.empty(),
                        List.of("at night"),
                        Optional.of(digest),
                        Optional.of(NOW)),
                new Withdraw(digest, "a", NOW, Withdraw.Scope.PLAN, "wrong"),
                new Release(digest, "a", NOW, List.of(digest), Optional.of(3L), Optional.empty()),
                new Emergency(digest, "a", NOW, "outage", Optional.empty(), 1, 24),
                new Receipt(
                        digest,
                        "a",
                        NOW,
                        new Receipt.TargetFound("system_identifier", "1", "shop"),
                        NOW,
                        NOW,
                        List.of(new Receipt.StatementResult(1, "done", 5)),
                        "x",
                        "y",
                        List.of("1"),
                        Optional.empty()));
        for (PlanRecord record : records) {
            SignedRecord signed = SignedRecord.sign(record, key);
            assertThat(signed.read()).isEqualTo(record);
            assertThat(signed.readSignature().namespace())
                    .isEqualTo(record.namespace().text());
        }
        assertThatThrownBy(() -> new Decision(
                        digest,
                        "a",
                        NOW,
                        Decision.Choice.REJECT,
                        Optional.empty(),
                        Optional.of(" "),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("needs a comment");
    }

    @Test
    void replacesFilesInOneStepAndNeverThroughALink() throws Exception {
        Path file = folder.resolve("a.plan");
        plan.write(file);
        PlanFile sealed = plan.with(seal("alice@corp.example"));
        sealed.write(file);
        assertThat(PlanFile.read(file).bytes()).isEqualTo(sealed.bytes());
        Path victim = Files.writeString(folder.resolve("victim"), "keep");
        Path link = Files.createSymbolicLink(folder.resolve("link.plan"), victim);
        assertThatThrownBy(() -> plan.write(link))
                .isExactlyInstanceOf(SigningException.class)
                .hasMessageContaining("symbolic link");
        assertThat(victim).hasContent("keep");
        assertThatThrownBy(() -> plan.write(folder.resolve("no/such/a.plan")))
                .hasMessageContaining("cannot be written");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.plan", "victim", "link.plan");
        }
    }

    @Test
    void digestsCanBeSpoken() {
        assertThat(Digest.of(new byte[0]).spoken()).matches("e3b0c44298fc [a-z]+(-[a-z]+){3}");
        assertThatThrownBy(() -> Digest.parse("sha256:ABC")).hasMessageContaining("64 hexadecimal");
    }

    private SignedRecord seal(String signer) {
        return SignedRecord.sign(new Seal(plan.digest(), signer, Instant.now(), Optional.empty()), key);
    }

    private SignedRecord decision(String signer) {
        return SignedRecord.sign(
                new Decision(
                        plan.digest(),
                        signer,
                        NOW,
                        Decision.Choice.APPROVE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                key);
    }
}
