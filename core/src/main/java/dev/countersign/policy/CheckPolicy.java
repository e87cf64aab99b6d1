package dev.countersign.policy;

import java.util.Optional;

/**
 * What the project file says about one diagnostic code ({@code check "PG301" {}}).
 *
 * @param code the code
 * @param error whether it is an error; empty when its analyzer decides
 * @param skip whether it is not reported at all
 */
public record CheckPolicy(String code, Optional<Setting<Boolean>> error, Setting<Boolean> skip) {}
