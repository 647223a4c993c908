package main

import rego.v1

warn contains msg if {
	some change in input.resource_changes
	not change.change.after.labels.team
	msg := sprintf("%s has no label team", [change.address])
}
