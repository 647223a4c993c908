import type { IResolvable, ITerraformDependable, TerraformMetaArguments } from 'cdktf';
import type { TfMap, TfText } from './tf-text.js';

/**
 * A construct's configuration in which every string is {@link TfText} and every map a {@link TfMap}: a text that did
 * not go through `tfLiteral` does not compile.
 */
export type SafeValue<Value> = Value extends string
	? TfText
	: Value extends number | boolean | undefined
		? Value
		: Value extends readonly (infer Item)[]
			? readonly SafeValue<Item>[]
			: Value extends IResolvable
				? never
				: Value extends object
					? string extends keyof Value
						? TfMap
						: { readonly [Key in keyof Value]: SafeValue<Value[Key]> }
					: never;

/** A block that another can wait for. */
export type Dependable = ITerraformDependable;

/** What a construct of ours may be given: its safe configuration, and of Terraform's meta-arguments these two. */
export type SafeConfig<Config> = {
	readonly [Key in keyof Omit<Config, keyof TerraformMetaArguments>]: SafeValue<Config[Key & keyof Config]>;
} & {
	readonly dependsOn?: readonly Dependable[];
	/** Attributes that may differ in the cloud without Terraform changing them back. */
	readonly ignoreChanges?: readonly TfText[];
};
