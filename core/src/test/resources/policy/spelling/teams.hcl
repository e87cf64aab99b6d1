team "backend" {
  users = ["alice"]
  teams = ["payments"]
}
team "payments" {
  users = ["carol"]
}
team "contractors" {
  users = ["mallory"]
}
role "dba" {
  members = ["dan"]
}
role "guest" {
  members = ["erin"]
}
user "alice" {
  names = ["alice@corp.example"]
}
