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

test_a_listed_port_may_be_open_to_a_range if passes([rule(22, 22, ["10.0.0.0/8", "198.51.100.0/24"])])

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

everybody(source, parameters) if {
	asked := request([rule(22, 22, [source])])
	bound := object.union(asked.bound["security.open_ingress"][0].parameters, parameters)
	given := object.union(asked, {"bound": {"security.open_ingress": [{"parameters": bound, "subjects": ["network/main"]}]}})
	policy.pass == set() with input as given
	count(policy.fail) == 1 with input as given
}

test_halves_of_all_addresses_and_whatever_else_is_very_wide_are_everybody if {
	every source in ["0.0.0.0/1", "128.0.0.0/1", "10.0.0.0/7", "8000::/1", "2000::/3", "2001::/15"] {
		everybody(source, {})
	}
	passes([rule(22, 22, ["11.0.0.0/8", "2001::/16", "2001:db8::/32"])])
}

test_all_addresses_are_everybody_however_the_range_is_written if {
	every source in ["1::/0", "fd00::/0", "0:0:0:0:0:0:0:0/0"] {
		everybody(source, {"widest_ipv6": 1})
	}
}

test_unique_local_addresses_are_nobody_from_outside if {
	passes([rule(22, 22, ["fc00::/7", "fd12::/8"])])
	every source in ["fd00::/6", "fc::/7", "fe00::/7"] {
		everybody(source, {})
	}
}

test_the_binding_says_how_wide_a_range_may_be if {
	everybody("10.0.0.0/23", {"widest_ipv4": 24})
	everybody("2001:db8::/47", {"widest_ipv6": 48})
	not everybody("10.0.0.0/24", {"widest_ipv4": 24})
	not everybody("2001:db8::/48", {"widest_ipv6": 48})
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
