package policies.security.public_access_test

import rego.v1

import data.policies.security.public_access as policy

request(resource) := {
	"bound": {"security.public_access": [{"parameters": {}, "subjects": ["it"]}]},
	"resources": {
		"it": resource,
		"other": {"kind": "vm", "public_ip": true},
		"another": {"kind": "vm", "public_ip": false},
	},
}

test_each_kind_passes_where_it_is_closed if {
	every resource in [
		{"kind": "vm", "public_ip": false},
		{"kind": "database", "public_access": false},
		{"kind": "storage", "public_access": false},
		{"kind": "kubernetes", "public_endpoint": false},
	] {
		policy.pass == {"it"} with input as request(resource)
		policy.fail == set() with input as request(resource)
	}
}

test_each_kind_fails_where_it_is_open_and_the_field_is_named if {
	every kind, opened in {
		"vm": "public_ip",
		"database": "public_access",
		"storage": "public_access",
		"kubernetes": "public_endpoint",
	} {
		asked := request({"kind": kind, opened: true, "encryption": true})
		policy.pass == set() with input as asked
		policy.fail == {{
			"resource": "it",
			"path": [opened],
			"expected": false,
			"received": true,
		}} with input as asked
	}
}

test_what_is_not_known_is_in_no_set if {
	policy.pass == set() with input as request({"kind": "vm"})
	policy.fail == set() with input as request({"kind": "vm"})
}
