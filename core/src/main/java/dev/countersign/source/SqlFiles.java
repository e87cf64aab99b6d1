package dev.countersign.source;

/** x */
interface SqlFiles { String label(); SqlScript read(); }
