package policies.approvals.production_test

import rego.v1

import data.policies.approvals.production as policy

request(environment) := {
	"bound": {"approvals.production": [{"parameters": {}, "subjects": ["deployment"]}]},
	"project": {"environment": environment},
}

test_other_environments_pass if {
	every environment in ["development", "test", "staging"] {
		policy.pass == {"deployment"} with input as request(environment)
		policy.fail == set() with input as request(environment)
	}
}

test_production_fails if {
	policy.pass == set() with input as request("production")
	policy.fail == {{
		"resource": "deployment",
		"path": ["project", "environment"],
		"expected": {"other_than": "production"},
		"received": "production",
	}} with input as request("production")
}

test_it_answers_only_where_it_is_asked if {
	every environment in ["development", "production"] {
		asked := {
			"bound": {"approvals.production": [{"parameters": {}, "subjects": []}]},
			"project": {"environment": environment},
		}
		policy.pass == set() with input as asked
		policy.fail == set() with input as asked
	}
}
