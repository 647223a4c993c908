package custom.disk_size_test

import rego.v1

import data.custom.disk_size

asking(resource) := {
	"bound": {"custom.disk_size": [{"parameters": {"max_gib": 100}, "subjects": ["vm/web"]}]},
	"resources": {"vm/web": resource},
}

test_as_much_as_allowed_passes if {
	asked := asking({"disk": {"size_gib": 100}})
	disk_size.pass == {"vm/web"} with input as asked
	disk_size.fail == set() with input as asked
}

test_more_fails_with_both_sizes if {
	asked := asking({"disk": {"size_gib": 200}})
	disk_size.pass == set() with input as asked
	disk_size.fail == {{
		"resource": "vm/web",
		"path": ["disk", "size_gib"],
		"expected": {"at_most": 100},
		"received": 200,
	}} with input as asked
}
