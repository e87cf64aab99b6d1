package dev.countersign.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.catalog.AccessRule;
import dev.countersign.catalog.Attributes;
import dev.countersign.catalog.Catalog;
import dev.countersign.catalog.DefaultPrivileges;
import dev.countersign.catalog.ObjectKind;
import dev.countersign.catalog.ObjectRef;
import dev.countersign.catalog.Ownership;
import dev.countersign.catalog.Privilege;
import dev.countersign.catalog.Privileges;
import dev.countersign.catalog.Role;
import dev.countersign.catalog.Schema;
import dev.countersign.catalog.SchemaObject;
import dev.countersign.catalog.Surroundings;
import dev.countersign.catalog.Uncompared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Roles belong to the whole server: none is dropped, and a desired state that makes some hears of the others. */
class CommonTermsTest {
    private static final Catalog LIVE = catalog(
            List.of(),
            new Surroundings(
                    Optional.of("keeper"),
                    Optional.of("keeper"),
                    List.of(role("keeper"), role("kept"), role("wanted"))));

    @Test
    void aStateThatMakesRolesIsToldOfTheOthers() {
        CommonTerms.Pair pair = CommonTerms.of(
                LIVE, catalog(List.of(role("wanted")), LIVE.surroundings().withRoles(List.of())));

        assertThat(pair.current().objects()).containsOnlyKeys(ObjectRef.of(ObjectKind.ROLE, "wanted"));
        assertThat(pair.desired().uncompared()).extracting(Uncompared::name).containsExactly("kept");
    }

    /** A dump of all roles makes the superuser as well with whom every server begins. */
    @Test
    void theFirstRoleOfAServerIsThereWhereAScriptMakesIt() {
        Catalog live = catalog(List.of(), LIVE.surroundings().beginningWith(role("postgres")));
        Surroundings none = LIVE.surroundings().withRoles(List.of());

        CommonTerms.Pair pair = CommonTerms.of(live, catalog(List.of(role("postgres"), role("wanted")), none));
        assertThat(pair.current().objects()).isEqualTo(pair.desired().objects());
        assertThat(CommonTerms.of(live, catalog(List.of(role("wanted")), none))
                        .desired()
                        .uncompared())
                .extracting(Uncompared::name)
                .containsExactly("kept");
    }

    @Test
    void aStateWithoutRolesIsNotAboutThem() {
        CommonTerms.Pair pair =
                CommonTerms.of(LIVE, catalog(List.of(), LIVE.surroundings().withRoles(List.of())));

        assertThat(pair.current().objects()).isEmpty();
        assertThat(pair.desired().uncompared()).isEmpty();
    }

    /** Since 15 the first schema belongs to pg_database_owner, and old dumps grant it to the database's owner as well. */
    @Test
    void whatTheOwnerWasGrantedInSoManyWordsIsCompared() {
        ObjectRef schema = ObjectRef.of(ObjectKind.SCHEMA, "public");
        Privileges granted = Privileges.of(
                schema, "keeper", List.of(new Privilege("USAGE", Privilege.Level.NONE, Privilege.Level.GRANTED)));
        Surroundings dev = new Surroundings(Optional.of("dev"), Optional.of("dev"), List.of());
        Catalog desired = catalog(List.of(granted), dev);

        assertThat(CommonTerms.of(catalog(List.of(granted), LIVE.surroundings()), desired)
                        .desired()
                        .objects())
                .containsOnlyKeys(granted.ref());
        assertThat(CommonTerms.of(LIVE, desired).desired().objects())
                .as("an owner has it anyway")
                .isEmpty();
    }

    /** The dev database's role grants by name what the live owner grants to itself. */
    @Test
    void whatTheOwnerGrantsToItselfByDefault() {
        List<Privilege> granted = List.of(new Privilege("EXECUTE", Privilege.Level.NONE, Privilege.Level.GRANTED));
        Optional<String> schema = Optional.of("public");
        DefaultPrivileges own = DefaultPrivileges.of(AccessRule.OWNER, schema, "FUNCTIONS", AccessRule.OWNER, granted);
        DefaultPrivileges named = DefaultPrivileges.of(AccessRule.OWNER, schema, "FUNCTIONS", "keeper", granted);
        DefaultPrivileges everywhere =
                DefaultPrivileges.of(AccessRule.OWNER, Optional.empty(), "FUNCTIONS", "keeper", granted);
        Surroundings dev = new Surroundings(Optional.of("dev"), Optional.of("dev"), List.of());

        CommonTerms.Pair pair =
                CommonTerms.of(catalog(List.of(own), LIVE.surroundings()), catalog(List.of(named, everywhere), dev));

        assertThat(pair.desired().objects()).isEqualTo(pair.current().objects());
    }

    /** Scripts that leave owners to others are many; one that names a role and gives it nothing is another matter. */
    @Test
    void whatTheDesiredStateStatesNoOwnerOf() {
        ObjectRef odd = ObjectRef.of(ObjectKind.SCHEMA, "odd");
        List<SchemaObject> schemas = new ArrayList<>();
        for (String name : List.of("a", "b", "odd")) {
            schemas.add(new Schema(ObjectRef.of(ObjectKind.SCHEMA, name), Optional.empty()));
        }
        Surroundings dev = new Surroundings(Optional.of("dev"), Optional.of("dev"), List.of());
        List<SchemaObject> live = new ArrayList<>(schemas);
        live.add(Ownership.of(odd, "wanted"));

        assertThat(owners(live, schemas, dev)).as("a role that is not named").containsExactly("wanted owns schema odd");
        List<SchemaObject> naming = new ArrayList<>(schemas);
        naming.add(role("wanted"));
        assertThat(owners(live, naming, dev)).as("a role that is named").isEmpty();

        List<SchemaObject> elsewhere = new ArrayList<>(live);
        elsewhere.add(Ownership.of(ObjectRef.of(ObjectKind.SCHEMA, "a"), "app"));
        elsewhere.add(Ownership.of(ObjectRef.of(ObjectKind.SCHEMA, "b"), "app"));
        assertThat(owners(elsewhere, naming, dev))
                .as("most belong to a role that is not the database's")
                .containsExactly("app owns schema a", "app owns schema b", "app owns schema odd");
        List<SchemaObject> usual = new ArrayList<>(schemas);
        usual.add(role("app"));
        assertThat(owners(elsewhere, usual, dev))
                .as("the role that runs scripts is named")
                .containsExactly("app owns schema a", "app owns schema b", "wanted owns schema odd");
    }

    private static List<String> owners(List<SchemaObject> live, List<SchemaObject> desired, Surroundings around) {
        return CommonTerms.of(catalog(live, LIVE.surroundings()), catalog(desired, around))
                .desired()
                .all(Ownership.class)
                .stream()
                .map(o -> o.role() + " owns " + o.target())
                .toList();
    }

    private static Role role(String name) {
        return new Role(ObjectRef.of(ObjectKind.ROLE, name), Attributes.none(), Attributes.none(), Optional.empty());
    }

    private static Catalog catalog(List<? extends SchemaObject> rules, Surroundings surroundings) {
        return new Catalog("postgresql", "18", rules, List.of(), List.of(), surroundings);
    }
}
