role "dba" {
  members = ["alice@corp.example", "bob@corp.example"]
}
rule "production" {
  when          = environment == "prod" && (plan.destructive || plan.statements > 10)
  require       = { dba = 2, owners = 1 }
  distinct      = ["author", "approver", "applier"]
  max_age       = "7d"
  hardware_key  = true
  reject_blocks = true
  owes          = { approvals = 1, within = "24h" }
}
