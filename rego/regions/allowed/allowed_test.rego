package policies.regions.allowed_test

import rego.v1

import data.policies.regions.allowed

request(parameters, resource) := {
	"bound": {"regions.allowed": [{"parameters": parameters, "subjects": ["vm/web"]}]},
	"project": {"regions": ["us-central1", "us-east1"]},
	"resources": {"vm/web": resource, "vm/inside": {"region": "us-east1"}, "vm/outside": {"region": "asia-east1"}},
}

test_a_region_of_the_project_passes_where_the_binding_lists_none if {
	asked := request({}, {"region": "us-east1"})
	allowed.pass == {"vm/web"} with input as asked
	allowed.fail == set() with input as asked
}

test_another_region_fails_and_the_allowed_ones_are_named if {
	asked := request({}, {"region": "europe-west1"})
	allowed.pass == set() with input as asked
	allowed.fail == {{
		"resource": "vm/web",
		"path": ["region"],
		"expected": {"one_of": ["us-central1", "us-east1"]},
		"received": "europe-west1",
	}} with input as asked
}

test_the_regions_of_the_binding_win_over_those_of_the_project if {
	inside := request({"regions": ["europe-west1"]}, {"region": "europe-west1"})
	allowed.pass == {"vm/web"} with input as inside
	outside := request({"regions": ["europe-west1"]}, {"region": "us-central1"})
	allowed.pass == set() with input as outside
	some violation in allowed.fail with input as outside
	violation.expected == {"one_of": ["europe-west1"]}
}

test_an_unknown_region_gets_no_answer if {
	asked := request({}, {"unknown": ["region"]})
	allowed.pass == set() with input as asked
	allowed.fail == set() with input as asked
}
