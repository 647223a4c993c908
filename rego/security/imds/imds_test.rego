package policies.security.imds_test

import rego.v1

import data.policies.security.imds as policy

request(resource) := {
	"bound": {"security.imds": [{"parameters": {}, "subjects": ["vm/web"]}]},
	"resources": {
		"vm/web": resource,
		"vm/web-2": {"imds_v1": true},
		"vm/web-3": {"imds_v1": false},
	},
}

test_imds_v1_that_is_false_passes if {
	asked := request({"imds_v1": false})
	policy.pass == {"vm/web"} with input as asked
	policy.fail == set() with input as asked
}

test_imds_v1_that_is_true_fails if {
	asked := request({"imds_v1": true})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": "vm/web",
		"path": ["imds_v1"],
		"expected": false,
		"received": true,
	}} with input as asked
}

test_imds_v1_that_is_not_known_is_in_no_set if {
	asked := request({"kind": "x"})
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
