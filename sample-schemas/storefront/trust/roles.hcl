// Who may say yes, and how many of them it takes. Keep this folder on a protected branch:
// `countersign verify PLAN --trust trust` decides by it, never by what a plan says about itself.
// The people are invented; replace them with the principals of allowed_signers.

role "author" {
  members = ["mira@storefront.example", "tomasz@storefront.example"]
}

role "dba" {
  members = ["adaeze@storefront.example", "tomasz@storefront.example", "noor@storefront.example"]
}

rule "dev" {
  when    = environment == "dev" || environment == "staging"
  require = { dba = 1 }
}

// One database administrator, who is not the author of the change.
rule "prod" {
  when     = environment == "prod"
  require  = { dba = 1 }
  distinct = ["author", "approver"]
  max_age  = "7d"
}

// Dropping data in production takes two. Every rule that matches must hold, so this adds to the one above.
rule "prod-destructive" {
  when    = environment == "prod" && plan.destructive
  require = { dba = 2 }
}
