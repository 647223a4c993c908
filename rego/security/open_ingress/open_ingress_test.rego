package policies.security.open_ingress_test

import rego.v1

import data.policies.security.open_ingress as policy

request(rules) := {
	"bound": {"security.open_ingress": [{"parameters": {"ports": [22, 3389]}, "subjects": ["network/main"]}]},
	"resources": {"network/main": {"ingress": rules}, "network/other": {"ingress": [rule(22, 22, ["0.0.0.0/0"])]}, "network/closed": {"ingress": []}},
}

rule(from, to, sources) := {
	"name": "a",
	"protocol": "tcp",
	"ports": [{"from": from, "to": to}],
	"sources": sources,
}

passes(rules) if {
	policy.pass == {"network/main"} with input as request(rules)
	policy.fail == set() with input as request(rules)
}

test_a_network_that_lets_nobody_in_passes if passes([])

test_a_port_that_is_not_listed_may_be_open if passes([rule(443, 443, ["0.0.0.0/0"])])

test_the_ports_beside_a_listed_one_may_be_open if {
	passes([rule(23, 3388, ["0.0.0.0/0"])])
	passes([rule(1, 21, ["::/0"])])
}

test_a_listed_port_may_be_open_to_a_range if passes([rule(22, 22, ["10.0.0.0/8", "0.0.0.0/1"])])

test_icmp_has_no_ports if passes([{"name": "ping", "protocol": "icmp", "ports": [], "sources": ["0.0.0.0/0"]}])

test_a_listed_port_that_is_open_to_everybody_fails_at_either_end_of_a_range if {
	every ends in [[22, 22], [1, 22], [22, 100], [1, 100]] {
		asked := request([rule(443, 443, ["0.0.0.0/0"]), rule(ends[0], ends[1], ["10.0.0.0/8", "0.0.0.0/0"])])
		policy.pass == set() with input as asked
		policy.fail == {{
			"resource": "network/main",
			"path": ["ingress", 1, "sources"],
			"expected": {"not_everybody_for_port": 22},
			"received": {"port": 22, "protocol": "tcp"},
		}} with input as asked
	}
}

test_everybody_by_ipv6_is_everybody if {
	asked := request([rule(3389, 3389, ["::/0"])])
	policy.pass == set() with input as asked
	count(policy.fail) == 1 with input as asked
}

test_each_port_of_each_rule_is_named if {
	asked := request([rule(1, 65535, ["0.0.0.0/0"]), rule(22, 22, ["::/0"])])
	count(policy.fail) == 3 with input as asked
}

test_rules_that_are_not_known_are_in_no_set if {
	asked := {
		"bound": {"security.open_ingress": [{"parameters": {"ports": [22]}, "subjects": ["network/main"]}]},
		"resources": {"network/main": {"kind": "network"}},
	}
	policy.pass == set() with input as asked
	policy.fail == set() with input as asked
}
