package dev.countersign.policy;

import dev.countersign.hcl.Conversions;
import dev.countersign.hcl.HclAttribute;
import dev.countersign.hcl.HclProblem;
import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Follows {@code env://} references in an environment's own URLs to the attributes that hold them. */
final class OwnReferences {
    private final Environment written;
    private final BlockReader reader;
    private final Set<String> followed = new TreeSet<>();

    private OwnReferences(Environment written, BlockReader reader) {
        this.written = written;
        this.reader = reader;
    }

    /**
     * The environment with URLs that refer to nothing any more.
     *
     * @param reader the environment's block; what is wrong with a reference is said at its attribute
     */
    static Environment followed(Environment written, BlockReader reader) {
        OwnReferences references = new OwnReferences(written, reader);
        Optional<String> url = written.url().flatMap(u -> references.follow(reader, "url", u));
        Optional<String> dev = written.dev().flatMap(u -> references.follow(reader, "dev", u));
        List<String> src = references.followAll(reader, written.src());
        List<String> schemaSrc = reader.blocks("schema").stream()
                .findFirst()
                .map(block -> references.followAll(reader.inside(block), written.schemaSrc()))
                .orElse(written.schemaSrc());
        return references.followed.isEmpty()
                ? written
                : written.withUrls(url, dev, src, schemaSrc, references.stillIdle());
    }

    private List<String> followAll(BlockReader block, List<String> urls) {
        return urls.stream().flatMap(url -> follow(block, "src", url).stream()).toList();
    }

    private Optional<String> follow(BlockReader block, String setting, String url) {
        Optional<String> name = Environment.referred(url);
        if (name.isEmpty()) {
            return Optional.of(url);
        }
        followed.add(name.get());
        Optional.ofNullable(written.attributes().get(name.get()))
                .flatMap(Conversions::text)
                .flatMap(Environment::referred)
                .ifPresent(followed::add);
        SourceRange at =
                block.attribute(setting).map(HclAttribute::range).orElseThrow(); // a URL comes from its attribute
        if (written.attributes().get(name.get()) instanceof HclValue.Unknown unknown) {
            reader.evaluation().note(block.path(setting), at, unknown.reason());
            return Optional.empty();
        }
        try {
            Optional<String> found = Optional.of(written.resolve(url, at)).filter(u -> !EnvironmentReader.isNothing(u));
            if (found.isEmpty()) {
                EnvironmentReader.empty(block, setting, at);
            }
            return found;
        } catch (PolicyException e) {
            for (HclProblem problem : e.problems()) {
                reader.evaluation()
                        .note(new NotEvaluated(
                                block.path(setting), Optional.of(at), problem.message(), problem.suggestion()));
            }
            return Optional.empty();
        }
    }

    private SortedMap<String, NotEvaluated> stillIdle() {
        SortedMap<String, NotEvaluated> idle = new TreeMap<>(written.whenIdle());
        idle.keySet().removeAll(followed);
        return idle;
    }
}
