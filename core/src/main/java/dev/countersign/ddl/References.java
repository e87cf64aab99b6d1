package dev.countersign.ddl;

import dev.countersign.hcl.HclValue;
import dev.countersign.hcl.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Names that stand for themselves: {@code table.users.column.id} evaluates to its own parts. Behind a block or column, {@code name} is its name as text.
 */
final class References implements Scope {
    private static final String NAME = "name";

    private final List<String> path;
    private final BlockNames named;

    References(List<String> path, BlockNames named) {
        this.path = List.copyOf(path);
        this.named = named;
    }

    @Override
    public Optional<Binding> find(String name) {
        if (name.equals(DdlValue.pathKey())) {
            return Optional.of(new Binding.Value(
                    HclValue.of(path.stream().map(HclValue::of).toList())));
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        if (name.equals(NAME) && !named.isBlock(longer)) {
            Optional<String> own = named.of(path);
            if (own.isPresent()) {
                return own.map(HclValue::of).map(Binding.Value::new);
            }
        }
        return Optional.of(new Binding.Names(new References(longer, named)));
    }

    @Override
    public Collection<String> names() {
        if (path.isEmpty()) {
            return List.of();
        }
        return named.isNamed(path) ? List.of(DdlValue.pathKey(), NAME) : List.of(DdlValue.pathKey());
    }
}
