package dev.countersign.lint;

/** An analyzer that says what statements demand of rows: an error of which live rows are the evidence means that the plan is certain to fail on them. */
public interface RowDemands extends Analyzer {}
