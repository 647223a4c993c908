package main

import rego.v1

instances contains change if {
	some change in input.resource_changes
	change.type == "google_compute_instance"
	"create" in change.change.actions
}

deny contains msg if {
	some change in instances
	some interface in change.change.after.network_interface
	count(interface.access_config) > 0
	msg := sprintf("%s has a public address", [change.address])
}

deny contains msg if {
	some change in instances
	some disk in change.change.after.boot_disk
	some parameters in disk.initialize_params
	parameters.size > 100
	msg := sprintf("%s has a disk of %d GB; 100 are enough", [change.address, parameters.size])
}
