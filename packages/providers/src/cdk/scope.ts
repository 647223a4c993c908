import { PortcullisError } from '@portcullis/core';
import { type TerraformElement, type TerraformStack, TerraformVariable, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import type { SafeConfig } from './safe-config.js';
import type { TfId } from './tf-id.js';
import type { TfText } from './tf-text.js';

/** A class of a provider package, such as `ComputeInstance`. */
export interface ElementClass<Config, Element extends TerraformElement> {
	new (scope: Construct, id: string, config: Config): Element;
	readonly tfResourceType: string;
}

/**
 * Where the blocks of one document are put. It takes safe text only, gives each block exactly the name asked for, and
 * refuses a name that is taken: cdktf would let the second block replace the first.
 */
export class Scope {
	readonly #stack: TerraformStack;
	readonly #claimed = new Set<string>();
	readonly #shared = new Map<string, unknown>();

	constructor(stack: TerraformStack) {
		this.#stack = stack;
	}

	/**
	 * Adds a block.
	 *
	 * @throws PortcullisError `DOCUMENT_UNSAFE` if its address is taken
	 */
	add<Config, Element extends TerraformElement>(
		type: ElementClass<Config, Element>,
		id: TfId,
		config: SafeConfig<NonNullable<Config>>,
	): Element {
		// A class and a data source can have one Terraform type; their names in the package differ.
		const key = `${type.name}.${id}`;
		this.claim('address', key);
		const { ignoreChanges, ...rest } = config;
		const given = ignoreChanges === undefined ? rest : { ...rest, lifecycle: { ignoreChanges } };
		const element = new type(this.#stack, key, given as unknown as Config);
		element.overrideLogicalId(id);
		return element;
	}

	/**
	 * Makes a reference to another block's attribute fit for a configuration.
	 *
	 * @throws PortcullisError `DOCUMENT_UNSAFE` for what is no reference, or one that another synthesis made
	 */
	reference(value: string): TfText {
		if (!Token.isUnresolved(value) || !knows(value)) {
			throw new PortcullisError('DOCUMENT_UNSAFE', 'only a reference made in this document can be put into it');
		}
		return value as TfText;
	}

	/** Declares a variable without a default, once however often it is asked for, and refers to it. */
	variable(id: TfId, description: string): TfText {
		return this.#variable(id, description, false);
	}

	/**
	 * Declares a variable for a secret: shown nowhere, and kept neither in a plan nor in the state. Terraform lets it into
	 * write-only arguments alone, such as `administrator_password_wo`, and needs to be 1.11 or later.
	 */
	secret(id: TfId, description: string): TfText {
		return this.#variable(id, description, true);
	}

	#variable(id: TfId, description: string, secret: boolean): TfText {
		return this.once(`var.${id}`, () => {
			const element = new TerraformVariable(this.#stack, `variable.${id}`, {
				type: 'string',
				description,
				nullable: false,
				...(secret ? { sensitive: true } : {}),
			});
			// cdktf 0.21 is older than ephemeral variables.
			if (secret) element.addOverride('ephemeral', true);
			element.overrideLogicalId(id);
			return this.reference(element.stringValue);
		});
	}

	/** Makes something that several resources share the first time that it is asked for. */
	once<Value>(key: string, make: () => Value): Value {
		if (!this.#shared.has(key)) this.#shared.set(key, make());
		return this.#shared.get(key) as Value;
	}

	/**
	 * Takes a name that must not be given twice in the document.
	 *
	 * @throws PortcullisError `DOCUMENT_UNSAFE` if it is taken
	 */
	claim(what: string, name: string): void {
		const key = `${what} ${name}`;
		if (this.#claimed.has(key)) throw new PortcullisError('DOCUMENT_UNSAFE', `two resources want the ${key}`);
		this.#claimed.add(key);
	}
}

function knows(value: string): boolean {
	try {
		Tokenization.reverseString(value);
		return true;
	} catch {
		return false;
	}
}
