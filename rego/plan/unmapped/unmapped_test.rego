package policies.plan.unmapped_test

import rego.v1

import data.policies.plan.unmapped as policy

suffix := {"address": "random_id.suffix", "type": "random_id", "action": "create", "reason": "no kind of it"}

balancer := {"address": "aws_elb.front", "type": "aws_elb", "action": "delete", "reason": "no kind of it"}

asked(parameters, resources) := {
	"bound": {"plan.unmapped": [{"parameters": parameters, "subjects": ["deployment"]}]},
	"plan": {"unmapped": resources},
}

failing(given) := found if {
	found := {fault.received | some fault in policy.fail} with input as given
}

test_a_plan_of_which_everything_is_judged_passes if {
	policy.pass == {"deployment"} with input as asked({}, [])
	policy.fail == set() with input as asked({}, [])
}

test_each_resource_that_nothing_judges_is_named if {
	given := asked({}, [suffix, balancer])
	policy.pass == set() with input as given
	policy.fail == {
		{
			"resource": "deployment",
			"path": ["plan", "unmapped", "random_id.suffix"],
			"expected": "a resource that policies can judge",
			"received": "create of random_id.suffix (no kind of it)",
		},
		{
			"resource": "deployment",
			"path": ["plan", "unmapped", "aws_elb.front"],
			"expected": "a resource that policies can judge",
			"received": "delete of aws_elb.front (no kind of it)",
		},
	} with input as given
}

test_types_that_are_left_out_need_no_judgement if {
	some_left := asked({"except_types": ["random_*"]}, [suffix, balancer])
	policy.pass == set() with input as some_left
	failing(some_left) == {"delete of aws_elb.front (no kind of it)"}
	every types in [["random_id"], ["aws_elb", "random_*"], ["*"]] {
		given := asked({"except_types": types}, [suffix])
		policy.pass == {"deployment"} with input as given
		policy.fail == set() with input as given
	}
	whole_name := asked({"except_types": ["random", "id"]}, [suffix])
	policy.pass == set() with input as whole_name
}

test_it_answers_only_where_it_is_asked if {
	every resources in [[], [suffix]] {
		given := object.union(
			asked({}, resources),
			{"bound": {"plan.unmapped": [{"parameters": {}, "subjects": []}]}},
		)
		policy.pass == set() with input as given
		policy.fail == set() with input as given
	}
}
