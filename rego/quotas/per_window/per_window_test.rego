package policies.quotas.per_window_test

import rego.v1

import data.policies.quotas.per_window as policy

id := "actor:ada:vm:count:day"

standing := {"kind": "vm", "measure": "count", "per": "day", "limit": 1000, "used": 600, "reserved": 100, "requested": 300}

request(changes) := {
	"bound": {"quotas.per_window": [{"parameters": {}, "subjects": [id]}]},
	"quotas": {id: object.union(standing, changes)},
}

test_the_last_of_it_may_be_taken if {
	policy.pass == {id} with input as request({})
	policy.fail == set() with input as request({})
	policy.skip == set() with input as request({})
}

test_past_the_limit_fails_counting_used_reserved_and_requested if {
	asked := request({"requested": 301})
	policy.pass == set() with input as asked
	policy.fail == {{
		"resource": id,
		"path": ["quotas", id, "count"],
		"expected": {"at_most": 1000},
		"received": 1001,
	}} with input as asked
	policy.skip == set() with input as asked
}

test_what_adds_nothing_passes_over_a_limit_that_was_lowered if {
	asked := request({"limit": 5, "requested": 0})
	policy.pass == {id} with input as asked
	policy.fail == set() with input as asked
}

test_no_limit_does_not_apply if {
	asked := request({"limit": null})
	policy.skip == {id} with input as asked
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}

test_an_unknown_amount_gets_no_answer if {
	asked := json.remove(request({}), [concat("/", ["quotas", id, "requested"])])
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
	policy.skip == set() with input as asked
}
