package dev.countersign.ddl;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Names that stand for themselves: {@code table.users.column.id} evaluates to its own parts. */
final class References implements Scope {
    private final List<String> path;

    References(List<String> path) {
        this.path = List.copyOf(path);
    }

    @Override
    public Optional<Binding> find(String name) {
        if (name.equals(DdlValue.pathKey())) {
            return Optional.of(new Binding.Value(
                    HclValue.of(path.stream().map(HclValue::of).toList())));
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return Optional.of(new Binding.Names(new References(longer)));
    }

    @Override
    public Collection<String> names() {
        return path.isEmpty() ? List.of() : List.of(DdlValue.pathKey());
    }
}
