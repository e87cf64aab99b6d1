package dev.countersign.engine;

import dev.countersign.deprecation.Standing;
import dev.countersign.deprecation.Terms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything in a database that is called deprecated.
 *
 * @param label the database, for people
 * @param at the moment that was judged
 * @param terms what the policy asks
 * @param objects the objects in order of name
 * @param remarks what was found and is no record, one sentence each
 * @param recorded the file to which this look was added as an observation; empty when it was not
 */
public record DeprecationBoard(
        String label, Instant at, Terms terms, List<Standing> objects, List<String> remarks, Optional<Path> recorded) {
    public DeprecationBoard {
        objects = List.copyOf(objects);
        remarks = List.copyOf(remarks);
    }
}
