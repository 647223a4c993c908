package policies.cost.hourly_limit_test

import rego.v1

import data.policies.cost.hourly_limit

request(subject, resource_cost, deployment_cost) := {
	"bound": {"cost.hourly_limit": [{"parameters": {"max_hourly_micros": 1000000}, "subjects": [subject]}]},
	"resources": {"vm/web": {"cost": resource_cost}},
	"cost": deployment_cost,
}

priced(hourly) := {"hourly_micros": hourly, "complete": true}

at_least(hourly) := {"hourly_micros": hourly, "complete": false}

test_a_resource_at_the_limit_passes if {
	asked := request("vm/web", priced(1000000), priced(9000000))
	hourly_limit.pass == {"vm/web"} with input as asked
	hourly_limit.fail == set() with input as asked
}

test_a_resource_above_the_limit_fails_with_both_amounts if {
	asked := request("vm/web", priced(1000001), priced(0))
	hourly_limit.pass == set() with input as asked
	hourly_limit.fail == {{
		"resource": "vm/web",
		"path": ["cost", "hourly_micros"],
		"expected": {"at_most": 1000000},
		"received": 1000001,
	}} with input as asked
}

test_the_deployment_is_judged_by_its_own_sum if {
	within := request("deployment", priced(9000000), priced(1000000))
	hourly_limit.pass == {"deployment"} with input as within
	hourly_limit.fail == set() with input as within
	above := request("deployment", priced(0), priced(1000001))
	hourly_limit.pass == set() with input as above
	some violation in hourly_limit.fail with input as above
	violation.received == 1000001
}

test_a_partly_unknown_price_within_the_limit_gets_no_answer if {
	asked := request("vm/web", at_least(5), priced(0))
	hourly_limit.pass == set() with input as asked
	hourly_limit.fail == set() with input as asked
}

test_a_partly_unknown_price_that_is_already_too_much_fails if {
	asked := request("vm/web", at_least(1000001), priced(0))
	hourly_limit.pass == set() with input as asked
	count(hourly_limit.fail) == 1 with input as asked
}
