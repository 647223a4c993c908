package policies.security.private_nodes_test

import rego.v1

import data.policies.security.private_nodes as policy

request(resource) := {
	"bound": {"security.private_nodes": [{"parameters": {}, "subjects": ["kubernetes/main"]}]},
	"resources": {
		"kubernetes/main": resource,
		"kubernetes/main-2": {"private_nodes": false},
		"kubernetes/main-3": {"private_nodes": true},
	},
}

test_private_nodes_that_is_true_passes if {
	asked := request({"private_nodes": true})
	policy.pass == {"kubernetes/main"} with input as asked
	policy.fail == set() with input as asked
}

test_private_nodes_that_is_false_fails if {
	asked := request({"private_nodes": false})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "kubernetes/main",
		"path": ["private_nodes"],
		"expected": true,
		"received": false,
	}} with input as asked
}

test_private_nodes_that_is_not_known_is_in_no_set if {
	asked := request({"kind": "x"})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
