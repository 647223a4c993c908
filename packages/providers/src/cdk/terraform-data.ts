import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** What a {@link TerraformData} keeps. */
export interface TerraformDataConfig {
	readonly input: { readonly [key: string]: string };
}

/**
 * The resource that is built into Terraform and makes nothing in any cloud: it keeps what it is given. For what a cloud
 * has no place for. cdktf's own class for it runs `terraform version` in a process.
 */
export class TerraformData extends TerraformResource {
	static readonly tfResourceType = 'terraform_data';
	readonly #input: TerraformDataConfig['input'];

	constructor(scope: Construct, id: string, config: TerraformDataConfig) {
		super(scope, id, { terraformResourceType: TerraformData.tfResourceType });
		this.#input = config.input;
	}

	protected override synthesizeAttributes() {
		return { input: this.#input };
	}
}
