package policies.quotas.count_test

import rego.v1

import data.policies.quotas.count as policy

id := "project:shop:vm:count"

standing := {"kind": "vm", "measure": "count", "limit": 10, "used": 7, "reserved": 2, "requested": 1}

request(parameters, changes) := {
	"bound": {"quotas.count": [{"parameters": parameters, "subjects": [id]}]},
	"quotas": {
		id: object.union(standing, changes),
		"project:shop:network:count": object.union(standing, {"kind": "network", "limit": null}),
	},
}

test_the_last_place_may_be_taken if {
	asked := request({}, {})
	policy.pass == {id} with input as asked
	policy.fail == set() with input as asked
	policy.skip == set() with input as asked
}

test_one_past_the_limit_fails_counting_used_reserved_and_requested if {
	asked := request({}, {"requested": 2})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": id,
		"path": ["quotas", id, "count"],
		"expected": {"at_most": 10},
		"received": 11,
	}} with input as asked
}

test_the_default_of_the_kind_holds_where_no_limit_is_set if {
	fits := request({"default_limits": {"vm": 10, "database": 99}}, {"limit": null})
	policy.pass == {id} with input as fits
	full := request({"default_limits": {"vm": 9, "database": 99}}, {"limit": null})
	policy.pass == set() with input as full
	some violation in policy.fail with input as full
	violation.expected == {"at_most": 9}
}

test_a_limit_that_is_set_wins_over_the_default if {
	asked := request({"default_limits": {"vm": 99}}, {"requested": 2})
	policy.pass == set() with input as asked
	count(policy.fail) == 1 with input as asked
}

test_no_limit_at_all_does_not_apply if {
	asked := request({"default_limits": {"database": 1}}, {"limit": null})
	policy.skip == {id} with input as asked
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}

test_a_deployment_that_adds_nothing_passes_over_a_lowered_limit if {
	asked := request({}, {"limit": 3, "requested": -1})
	policy.pass == {id} with input as asked
	policy.fail == set() with input as asked
	same := request({}, {"limit": 3, "requested": 0})
	policy.pass == {id} with input as same
	policy.fail == set() with input as same
}

test_a_deployment_that_adds_nothing_passes_where_there_is_no_limit if {
	asked := request({}, {"limit": null, "requested": 0})
	policy.pass == {id} with input as asked
	policy.skip == set() with input as asked
}

test_a_limit_of_nothing_refuses_the_first if {
	asked := request({}, {"limit": 0, "used": 0, "reserved": 0})
	policy.pass == set() with input as asked
	count(policy.fail) == 1 with input as asked
}

test_an_unknown_number_gets_no_answer if {
	asked := json.remove(request({}, {}), [concat("/", ["quotas", id, "requested"])])
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
	policy.skip == set() with input as asked
}
