import type { Binding } from '../model/binding.js';
import type { Resource } from '../model/resource.js';
import type { Waiver } from '../model/waiver.js';
import type { InputViews } from './build-input.js';
import type { Words } from './merge.js';

/**
 * All that a verdict depends on beside the bundle. It is made from a request and its facts (`prepare`), or read back from
 * the text of a decision (`readRecord`): from here on there is one way to a verdict, and no other.
 *
 * Who gives verdicts something more to depend on adds it here, writes it down in `recordOf` and reads it in `readRecord`;
 * a decision could otherwise not be made again.
 */
export interface Material {
	/** What policies see, but for who is asked about what: that follows from the bindings. */
	readonly views: InputViews;
	/** The tenant's bindings, those that hold elsewhere or at another time too. */
	readonly bindings: readonly Binding[];
	/** The tenant's own policies that bindings may mean, by what they are. */
	readonly tenantPolicies: readonly { readonly id: string; readonly digest: string }[];
	/** What stood before, by address; without what is new. */
	readonly before: Readonly<Record<string, Resource>>;
	/** The plan as Terraform says it, as JSON text, for policies that read it; `null` where there is none. */
	readonly rawPlan: string | null;
	/** What texts of policies can name of the facts. */
	readonly words: Words;
	/** Those that hold in the project at the moment. */
	readonly waivers: readonly Waiver[];
}
