package dev.countersign.signing.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.countersign.signing.Digest;
import dev.countersign.signing.Namespace;
import java.time.Instant;

/** A signed statement about one plan. It is small JSON text, followed in the file by its own signature. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Seal.class, name = "seal"),
    @JsonSubTypes.Type(value = Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = Withdraw.class, name = "withdraw"),
    @JsonSubTypes.Type(value = Release.class, name = "release"),
    @JsonSubTypes.Type(value = Emergency.class, name = "emergency"),
    @JsonSubTypes.Type(value = Receipt.class, name = "receipt")
})
public sealed interface PlanRecord permits Seal, Decision, Withdraw, Release, Emergency, Receipt {
    /** Digest of the plan that this is about. */
    Digest plan();

    /** Principal of the person or pipeline that signs. */
    String signer();

    /** The time that the signer claims, UTC; nothing proves it. */
    Instant at();

    /** What a signature on this record is for. */
    default Namespace namespace() {
        return switch (this) {
            case Seal _ -> Namespace.SEAL;
            case Decision _ -> Namespace.DECISION;
            case Withdraw _ -> Namespace.WITHDRAW;
            case Release _ -> Namespace.RELEASE;
            case Emergency _ -> Namespace.EMERGENCY;
            case Receipt _ -> Namespace.RECEIPT;
        };
    }
}
