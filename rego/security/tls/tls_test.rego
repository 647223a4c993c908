package policies.security.tls_test

import rego.v1

import data.policies.security.tls as policy

request(resource) := {
	"bound": {"security.tls": [{"parameters": {}, "subjects": ["database/main"]}]},
	"resources": {
		"database/main": resource,
		"database/main-2": {"tls": false},
		"database/main-3": {"tls": true},
	},
}

test_tls_that_is_true_passes if {
	asked := request({"tls": true})
	policy.pass == {"database/main"} with input as asked
	policy.fail == set() with input as asked
}

test_tls_that_is_false_fails if {
	asked := request({"tls": false})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "database/main",
		"path": ["tls"],
		"expected": true,
		"received": false,
	}} with input as asked
}

test_tls_that_is_not_known_is_in_no_set if {
	asked := request({"kind": "x"})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
