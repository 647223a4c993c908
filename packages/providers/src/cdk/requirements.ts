/** The versions of Terraform that may read our documents. The oldest with all that they use: `nullable` and import by id. */
export const requiredTerraform = '>= 1.5.0, < 2.0.0';

// Source and range of each provider. The lower end is the version that the npm package of its constructs was
// generated from; `~>` lets in later minor versions, which add and do not change. cdktf would write the exact version.
const requirements: Readonly<Record<string, { readonly source: string; readonly version: string }>> = {
	google: { source: 'hashicorp/google', version: '~> 6.50' },
	aws: { source: 'hashicorp/aws', version: '~> 6.25' },
	azurerm: { source: 'hashicorp/azurerm', version: '~> 4.55' },
};

/** What `required_providers` says of the providers that a document configures. */
export function requiredProviders(names: readonly string[]): Readonly<Record<string, unknown>> {
	return Object.fromEntries(names.flatMap((name) => (requirements[name] ? [[name, requirements[name]]] : [])));
}
