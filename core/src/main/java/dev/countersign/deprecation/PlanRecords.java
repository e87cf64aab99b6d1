package dev.countersign.deprecation;

import dev.countersign.deprecation.RenameRecord.Proof;
import dev.countersign.dialect.DatabaseIdentity;
import dev.countersign.progress.CountersignException;
import dev.countersign.progress.CountersignException.ExitCode;
import dev.countersign.signing.Digest;
import dev.countersign.signing.SigningException;
import dev.countersign.signing.manifest.Manifest;
import dev.countersign.signing.manifest.StatementEntry;
import dev.countersign.signing.manifest.Target;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.plan.StatementCheck;
import dev.countersign.signing.record.Decision;
import dev.countersign.signing.record.PlanRecord;
import dev.countersign.signing.record.Receipt;
import dev.countersign.signing.record.Seal;
import dev.countersign.signing.record.SignedRecord;
import dev.countersign.signing.trust.TrustFolder;
import dev.countersign.signing.verify.Verdict;
import dev.countersign.signing.verify.Verifier;
import dev.countersign.signing.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads renames from signed plan files. A plan counts when somebody signed it, when its text is what was signed, and when it is for this database. With a
 * trust folder only signatures by its keys count.
 */
final class PlanRecords {
    private final DeprecatedNames names;
    private final Optional<DatabaseIdentity> database;
    private final Optional<TrustFolder> trust;
    private final InstantSource clock;

    PlanRecords(
            DeprecatedNames names,
            Optional<DatabaseIdentity> database,
            Optional<TrustFolder> trust,
            InstantSource clock) {
        this.names = names;
        this.database = database;
        this.trust = trust;
        this.clock = clock;
    }

    /** The renames of one plan file, or of all files of a folder that end in {@code .plan}. */
    RecordBook read(Path path) {
        if (!Files.exists(path)) {
            return remark("There is no plan file or folder " + path + " to look for renames.");
        }
        RecordBook book = RecordBook.empty();
        for (Path file : files(path)) {
            book = book.and(one(file));
        }
        return book;
    }

    private RecordBook one(Path path) {
        String name = path.getFileName().toString();
        try {
            byte[] content = PlanFile.bytes(path);
            PlanFile file = PlanFile.parse(content);
            Manifest manifest = file.manifest();
            RenameSequence renames = new RenameSequence(names);
            for (StatementEntry entry : manifest.statements()) {
                renames.statement(file.text(entry.text()));
            }
            if (renames.isEmpty()) {
                return RecordBook.empty();
            }
            if (!StatementCheck.problems(file, manifest).isEmpty()) {
                return none(renames, "The plan " + name + " is no record: its text is not what its manifest says.");
            }
            Optional<String> elsewhere = elsewhere(manifest.target());
            if (elsewhere.isPresent()) {
                return none(renames, "The plan " + name + " is no record: " + elsewhere.get() + ".");
            }
            return signed(name, content, file, renames);
        } catch (SigningException e) {
            return remark("The plan " + name + " is no record: " + e.getMessage());
        }
    }

    private RecordBook signed(String name, byte[] content, PlanFile file, RenameSequence renames) {
        Digest plan = file.digest();
        Optional<Instant> last = Optional.empty();
        Optional<Receipt> receipt = Optional.empty();
        Optional<Digest> receiptDigest = Optional.empty();
        String signer = "";
        List<Verdict.SignedBy> trusted = trusted(name, content);
        for (SignedRecord signed : file.records()) {
            Optional<PlanRecord> record = valid(signed, plan);
            if (record.isEmpty() || trust.isPresent() && !isAmong(trusted, record.get())) {
                continue;
            }
            if (record.get() instanceof Receipt ran) {
                receipt = Optional.of(ran);
                receiptDigest = Optional.of(signed.digest());
            }
            boolean commits = record.get() instanceof Seal
                    || record.get() instanceof Receipt
                    || record.get() instanceof Decision decision && decision.decision() == Decision.Choice.APPROVE;
            if (commits) {
                Instant at = record.get().at();
                if (last.isEmpty() || at.isAfter(last.get())) {
                    last = Optional.of(at);
                    signer = record.get().signer();
                }
            }
        }
        Optional<Instant> when = receipt.map(Receipt::finishedAt).or(lastOf(last));
        if (when.isEmpty()) {
            return none(renames, "The plan " + name + " is no record: nobody whose signature counts has signed it.");
        }
        String where = name + " (" + plan.brief() + ", signed by " + signer
                + (trust.isPresent() ? "" : "; no trust folder says whose key that is")
                + (receipt.isPresent() ? ", ran" : ", no receipt says when it ran") + ")";
        Optional<Digest> ran = receiptDigest;
        return new RecordBook(
                renames.given().stream()
                        .map(r -> new RenameRecord(
                                r.object(),
                                Optional.of(r.oldName()),
                                when.get(),
                                Proof.SIGNED_PLAN,
                                where,
                                Optional.of(plan),
                                ran))
                        .toList(),
                renames.departures(when.get(), where),
                List.of(),
                List.of());
    }

    private static Supplier<Optional<Instant>> lastOf(Optional<Instant> last) {
        return () -> last;
    }

    /** The record when its signature is one over its text, for this plan. */
    private static Optional<PlanRecord> valid(SignedRecord signed, Digest plan) {
        try {
            PlanRecord record = signed.read();
            signed.readSignature().verify(record.namespace().text(), signed.text());
            return record.plan().equals(plan) ? Optional.of(record) : Optional.empty();
        } catch (SigningException e) {
            return Optional.empty();
        }
    }

    /** The records whose key the trust folder knows. */
    private List<Verdict.SignedBy> trusted(String name, byte[] content) {
        return trust.map(folder -> new Verifier(folder, VerifyOptions.PLAIN, clock)
                        .verify(name, content).records().stream()
                                .filter(Verdict.SignedBy::trusted)
                                .toList())
                .orElse(List.of());
    }

    private static boolean isAmong(List<Verdict.SignedBy> trusted, PlanRecord record) {
        String kind = record.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return trusted.stream()
                .anyMatch(
                        t -> t.kind().equals(kind) && t.signer().equals(record.signer()) && t.at().equals(record.at()));
    }

    private Optional<String> elsewhere(Target target) {
        Optional<Target.TargetIdentity> planned = target.identity();
        if (planned.isEmpty() || database.isEmpty()) {
            return Optional.empty();
        }
        boolean same = planned.get().kind().equals(database.get().kind())
                && planned.get().value().equals(database.get().value())
                && target.database().equals(database.get().database());
        return same ? Optional.empty() : Optional.of("it is for another database (" + target.database() + ")");
    }

    /** Worth a word only where it would be a record. */
    private static RecordBook none(RenameSequence renames, String text) {
        return renames.given().isEmpty() ? RecordBook.empty() : remark(text);
    }

    private static RecordBook remark(String text) {
        return RecordBook.remarks(List.of(text));
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(f -> f.getFileName().toString().endsWith(".plan"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CountersignException(
                    ExitCode.FAILED, "Signed plans cannot be read from " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
