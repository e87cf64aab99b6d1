package dev.countersign.catalog;

import java.util.Collection;
import java.util.Map;

/**
 * Says which routines of a database have bodies that its server would not take if they were made now, because they name what is not there. A database may well hold
 * such: bodies that are strings are looked at when a routine is made, if at all, and not when what they name goes.
 */
public interface RefusedBodies {

    /** What the server says against the bodies of these routines; those that it would take, or that nobody asked it about, are left out. */
    Map<ObjectRef, String> among(Collection<Routine> routines);

    /** Nobody asked. */
    static RefusedBodies unknown() {
        return routines -> Map.of();
    }
}
