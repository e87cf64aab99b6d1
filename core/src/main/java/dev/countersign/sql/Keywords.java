package dev.countersign.sql;

import dev.countersign.sql.postgres.Ident;
import java.util.Locale;
import java.util.Set;

/** Words that an editor shows as keywords: those that cannot be names, and those that begin or shape statements. */
final class Keywords {
    private static final Set<String> SHAPING = Set.of("""
            abort action add after aggregate alter always at atomic attach attribute before begin by cache call cascade cascaded
            checkpoint close cluster comment comments commit compression configuration constraints copy cost createdb createrole
            cursor cycle data database deallocate declare defaults deferred definer delete depends detach disable discard domain
            drop each enable enforced encoding encrypted enum event exclude excluding execute explain expression extension
            finalize force function functions generated grant granted handler header identity if immediate immutable
            implicit import include including increment index indexes inherit inherits input insert instead invoker
            key language large leakproof listen load local location lock locked logged login mapping match matched materialized
            maxvalue merge method minvalue move new no nologin nothing notify nowait object of off old operator option options
            overriding over owned owner parallel parser partition passing password period permissive plans policy prepare
            prepared preserve procedural procedure procedures publication range read reassign recursive refresh reindex rename
            replace replica reset restart restrict restrictive return returns revoke role rollback routine rows rule savepoint schema scroll
            security sequence sequences server session set share show simple skip snapshot stable start statement
            statistics stdin stdout storage stored strict subscription superuser sysid system tables tablespace
            temp template temporary text ties transaction transform trigger truncate trusted type types unlogged
            until update vacuum valid validate validator version view views virtual volatile within without work write zone
            """.strip().split("\\s+"));

    private Keywords() {}

    static boolean contains(String text, int from, int to) {
        if (to - from > 20) {
            return false;
        }
        String word = text.substring(from, to).toLowerCase(Locale.ROOT);
        return SHAPING.contains(word) || Ident.isKeyword(word);
    }
}
