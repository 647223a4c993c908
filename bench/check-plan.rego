package main

import rego.v1

deny contains msg if {
	some change in input.resource_changes
	not startswith(change.change.after.zone, "us-central1-")
	msg := sprintf("%s is in %s", [change.address, change.change.after.zone])
}

deny contains msg if {
	some change in input.resource_changes
	not change.change.after.labels.team
	msg := sprintf("%s has no team", [change.address])
}
