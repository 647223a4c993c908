package policies.permissions.provider_scope_test

import rego.v1

import data.policies.permissions.provider_scope as policy

request(provider, subjects) := {
	"bound": {"permissions.provider_scope": [{"parameters": {"providers": ["gcp", "aws"]}, "subjects": subjects}]},
	"project": {"provider": provider},
}

test_each_cloud_that_is_listed_passes if {
	every provider in ["gcp", "aws"] {
		policy.pass == {"deployment"} with input as request(provider, ["deployment"])
		policy.fail == set() with input as request(provider, ["deployment"])
	}
}

test_another_cloud_fails if {
	policy.pass == set() with input as request("azure", ["deployment"])
	policy.fail == {{
		"resource": "deployment",
		"path": ["project", "provider"],
		"expected": {"one_of": ["gcp", "aws"]},
		"received": "azure",
	}} with input as request("azure", ["deployment"])
}

test_it_answers_only_where_it_is_asked if {
	every provider in ["gcp", "azure"] {
		policy.pass == set() with input as request(provider, [])
		policy.fail == set() with input as request(provider, [])
	}
}
