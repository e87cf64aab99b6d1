package dev.countersign.app.signoff;

import dev.countersign.engine.SealRequest;
import dev.countersign.progress.Progress;
import dev.countersign.signing.plan.PlanFile;
import dev.countersign.signing.ssh.SignerFinder;
import java.util.Optional;

/** Seals with an SSH key: from the agent or from a file. */
public final class KeySealing implements Sealing {
    private final SignerFinder signers;

    public KeySealing(SignerFinder signers) {
        this.signers = signers;
    }

    @Override
    public Sealed seal(Order order, Progress progress) {
        progress.phase("Signing", 0, -1);
        Optional<String> comment = Optional.of(order.comment()).filter(text -> !text.isBlank());
        PlanFile plan = order.session()
                .seal(order.review(), SealRequest.by(order.signer(), signers.find(order.key()), comment));
        progress.checkCancelled();
        plan.write(order.file());
        return new Sealed(order.file(), plan.digest().spoken());
    }
}
