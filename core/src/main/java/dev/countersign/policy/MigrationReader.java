package dev.countersign.policy;

import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclExpression;
import dev.countersign.hcl.NearestName;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads {@code migration} blocks. Where the files are, how they are laid out and in which transactions they run counts when they are linted; the rest is about
 * running them, and is checked and named as something that decides nothing before that.
 */
final class MigrationReader {
    private static final String DIR = "file://migrations";
    private static final String WHEN_APPLIED = "it is about running migrations, and counts when they are applied";
    private static final String ORDER = "exec_order";
    private static final String SCHEMA = "revisions_schema";
    private static final List<String> FORMATS =
            List.of("atlas", "golang-migrate", "goose", "flyway", "liquibase", "dbmate");
    private static final List<String> ORDERS = List.of("LINEAR", "LINEAR_SKIP", "NON_LINEAR");
    private static final List<String> TRANSACTIONS = List.of("FILE", "ALL", "NONE");
    private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|\u00b5s|ms|s|m|h))+|0");

    /** What the URLs of directories begin with that can be read; {@code env://} leads to another setting. */
    private static final List<String> READ = List.of("file://", "env://", DerivedState.SCHEME + "://template_dir/");

    private MigrationReader() {}

    static Migration read(BlockReader reader) {
        Optional<String> dir = reader.attribute("dir").isPresent()
                ? reader.text("dir")
                        .filter(d -> isRead(d, reader))
                        .map(Setting::value)
                        .map(d -> d.isEmpty() ? DIR : d)
                : Optional.of(DIR);
        Optional<String> format = word(reader, "format", FORMATS, text -> text).known();
        Optional<String> baseline = idle(reader, "baseline").map(Setting::value);
        Word order = word(reader, ORDER, ORDERS, MigrationReader::constant);
        Optional<String> revisionsSchema = given(reader, SCHEMA).map(Setting::value);
        Optional<String> txMode =
                word(reader, "tx_mode", TRANSACTIONS, MigrationReader::constant).known();
        idle(reader, "lock_timeout")
                .filter(t -> !DURATION.matcher(t.value()).matches())
                .ifPresent(t -> reader.evaluation()
                        .problem(
                                t.range().orElseThrow(),
                                "\"lock_timeout\" must be a time such as \"10s\" or \"1m30s\""));
        List.of("lock_name", "to_version").forEach(name -> idle(reader, name));
        reader.texts("exclude", false);
        reader.notices(WHEN_APPLIED, "baseline", "lock_timeout", "lock_name", "exclude", "to_version");
        reader.notices(
                "it is about what ran in a database, and counts when they are applied and for drift",
                order.understood() ? new String[] {ORDER, SCHEMA} : new String[] {SCHEMA});
        reader.notices("there is no registry here", "repo");
        reader.finish();
        return new Migration(dir, format, baseline, txMode, order.known(), revisionsSchema);
    }

    /**
     * Whether files can be read from that URL. Those of a registry are of another use of the same project file, so that they are not here only matters to who asks for
     * migrations; any other URL is probably misspelt.
     */
    private static boolean isRead(Setting<String> dir, BlockReader reader) {
        int end = dir.value().indexOf("://");
        if (end < 0 || READ.stream().anyMatch(dir.value()::startsWith)) {
            return true;
        }
        String scheme = dir.value().substring(0, end);
        SourceRange range = dir.range().orElseThrow();
        if (scheme.equals("atlas")) {
            reader.evaluation().notice(reader.path("dir"), range, "there is no registry here to read files from");
        } else {
            reader.evaluation()
                    .note(
                            reader.path("dir"),
                            range,
                            "migrations are not read from " + scheme + "://, but from file:// directories");
        }
        return false;
    }

    /** What decides nothing here: that its value is not known keeps nothing from being judged. */
    private static Optional<Setting<String>> idle(BlockReader reader, String name) {
        return reader.isKnown(name) ? given(reader, name) : Optional.empty();
    }

    /** An empty text, such as an environment variable that is not set, gives nothing. */
    private static Optional<Setting<String>> given(BlockReader reader, String name) {
        return reader.text(name).filter(setting -> !setting.value().isEmpty());
    }

    /**
     * What stands where one of several words must.
     *
     * @param understood whether nothing else stands there
     */
    private record Word(Optional<String> known, boolean understood) {}

    /** Atlas takes {@code LINEAR_SKIP}, {@code linear_skip} and {@code linear-skip}. */
    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** One of these words, bare or as a string. */
    private static Word word(BlockReader reader, String name, List<String> words, UnaryOperator<String> spelled) {
        Optional<HclAttribute> attribute = reader.attribute(name);
        if (attribute.isEmpty()) {
            return new Word(Optional.empty(), true);
        }
        HclExpression expression = attribute.get().value();
        // a bare word such as atlas is the word, whatever else has that name
        Optional<String> text = expression instanceof HclExpression.Name(String bare, SourceRange ignored)
                        && words.contains(spelled.apply(bare))
                ? Optional.of(bare)
                : given(reader, name).map(Setting::value);
        Optional<String> known = text.map(spelled).filter(words::contains);
        if (text.isPresent() && known.isEmpty()) {
            reader.evaluation()
                    .note(new NotEvaluated(
                            reader.path(name),
                            Optional.of(attribute.get().range()),
                            "it must be one of " + String.join(", ", words),
                            NearestName.of(spelled.apply(text.get()), words)));
        }
        return new Word(known, text.isEmpty() || known.isPresent());
    }
}
