// The oldest Terraform with all that our documents use: `nullable` and import by id.
const requiredTerraform = '>= 1.5.0, < 2.0.0';
// Ephemeral variables came with 1.10, write-only arguments with 1.11.
const requiredForSecrets = '>= 1.11.0, < 2.0.0';

// Source and range of each provider. The lower end is the version that the npm package of its constructs was
// generated from; `~>` lets in later minor versions, which add and do not change. cdktf would write the exact version.
const requirements: Readonly<Record<string, { readonly source: string; readonly version: string }>> = {
	google: { source: 'hashicorp/google', version: '~> 6.50' },
	aws: { source: 'hashicorp/aws', version: '~> 6.25' },
	azurerm: { source: 'hashicorp/azurerm', version: '~> 4.55' },
};

/** The versions of Terraform that may read a document, by its variables. */
export function requiredVersion(variables: Readonly<Record<string, unknown>>): string {
	const secret = Object.values(variables).some(
		(variable) => typeof variable === 'object' && variable !== null && 'ephemeral' in variable,
	);
	return secret ? requiredForSecrets : requiredTerraform;
}

/** What `required_providers` says of the providers that a document configures. */
export function requiredProviders(names: readonly string[]): Readonly<Record<string, unknown>> {
	return Object.fromEntries(names.flatMap((name) => (requirements[name] ? [[name, requirements[name]]] : [])));
}
