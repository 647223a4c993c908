package policies.security.deletion_protection_test

import rego.v1

import data.policies.security.deletion_protection as policy

request(resource) := {
	"bound": {"security.deletion_protection": [{"parameters": {}, "subjects": ["database/main"]}]},
	"resources": {
		"database/main": resource,
		"database/main-2": {"deletion_protection": false},
		"database/main-3": {"deletion_protection": true},
	},
}

test_deletion_protection_that_is_true_passes if {
	asked := request({"deletion_protection": true})
	policy.pass == {"database/main"} with input as asked
	policy.fail == set() with input as asked
}

test_deletion_protection_that_is_false_fails if {
	asked := request({"deletion_protection": false})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "database/main",
		"path": ["deletion_protection"],
		"expected": true,
		"received": false,
	}} with input as asked
}

test_deletion_protection_that_is_not_known_is_in_no_set if {
	asked := request({"kind": "x"})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
