/** What differs between the policies that {@link tenantPolicy} writes. */
export interface TenantPolicyText {
	readonly message?: string;
	/** The properties of the parameters' schema, in YAML. */
	readonly parameters?: string;
}

/** A policy that passes what the condition holds for, and fails all else with what `received` gives. */
export function tenantPolicy(
	name: string,
	condition: string,
	{ message = '{resource} has {received}', parameters = '{most: {type: integer}}' }: TenantPolicyText = {},
): string {
	return `# METADATA
# title: ${name}
# description: ${name}
# custom:
#   subject: resource
#   reads: []
#   message: ${JSON.stringify(message)}
#   hint: Ask {owners}
#   parameters: {type: object, additionalProperties: false, properties: ${parameters}}
package custom.${name}

fine contains address if {
	some binding in input.bound["custom.${name}"]
	some address in binding.subjects
	${condition}
}

pass contains address if some address in fine

fail contains {"resource": address, "path": ["count"], "expected": {"at_most": 2}, "received": input.resources[address].count} if {
	some binding in input.bound["custom.${name}"]
	some address in binding.subjects
	not address in fine
}
`;
}

/** At most as many machines as the binding says. */
export const fewPolicy = tenantPolicy('few', 'input.resources[address].count <= binding.parameters.most');
