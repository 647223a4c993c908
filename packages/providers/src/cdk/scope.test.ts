// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of Terraform are the subject
import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { expect, it } from 'vitest';
import type { Scope } from './scope.js';
import { synthesizeDocument } from './synthesize.js';
import { tfId } from './tf-id.js';
import { type TfText, tfLiteral } from './tf-text.js';

interface ThingConfig {
	readonly name: string;
	readonly tags?: { [key: string]: string };
}

class Thing extends TerraformResource {
	static readonly tfResourceType = 'thing';
	readonly #config: ThingConfig;

	constructor(scope: Construct, id: string, config: ThingConfig) {
		super(scope, id, { ...config, terraformResourceType: 'thing' });
		this.#config = config;
	}

	protected override synthesizeAttributes() {
		return { ...this.#config };
	}
}

const unsafe = expect.objectContaining({ code: 'DOCUMENT_UNSAFE' });

it('a block has exactly the address that its id says', () => {
	const document = synthesizeDocument((scope) => {
		for (const name of ['web', 'default', 'a-b', 'x'.repeat(60)])
			scope.add(Thing, tfId('vm', name), { name: tfLiteral(name) });
	});
	expect(Object.keys((document.resource as { thing: object }).thing)).toEqual([
		'vm_web',
		'vm_default',
		'vm_a_b',
		`vm_${'x'.repeat(60)}`,
	]);
});

it('two blocks of one type and id are refused; cdktf would keep the second alone', () => {
	const twice = (scope: Scope) => {
		scope.add(Thing, tfId('vm', 'web'), { name: tfLiteral('1') });
		scope.add(Thing, tfId('vm', 'web'), { name: tfLiteral('2') });
	};
	expect(() => synthesizeDocument(twice)).toThrowError(unsafe);
});

it.each(['日本', 'Web', '1web', 'a b', 'a.b', '', '${x}', 'x'.repeat(256), 'a/b'])('no id is made of %j', (name) => {
	expect(() => tfId(name)).toThrowError(unsafe);
});

it('a text of another synthesis is no reference, nor is a text that looks like one', () => {
	let leaked = '';
	synthesizeDocument((scope) => {
		const secret = scope.add(Thing, tfId('secret'), { name: tfLiteral('s') });
		leaked = secret.getStringAttribute('password');
	});
	expect(leaked).toMatch(/TfToken/);
	expect(() => synthesizeDocument((scope) => void scope.reference(leaked))).toThrowError(unsafe);
	expect(() => synthesizeDocument((scope) => void scope.reference('${thing.secret.password}'))).toThrowError(unsafe);
});

it("another synthesis's token in a user's text is text", () => {
	let leaked = '';
	synthesizeDocument((scope) => {
		leaked = scope.add(Thing, tfId('secret'), { name: tfLiteral('s') }).getStringAttribute('password');
	});
	const document = synthesizeDocument((scope) => void scope.add(Thing, tfId('mine'), { name: tfLiteral(leaked) }));
	expect(JSON.stringify(document)).not.toContain('password');
	// Even where the text did not go through tfLiteral, the other's reference cannot be found.
	expect(() =>
		synthesizeDocument((scope) => void scope.add(Thing, tfId('mine'), { name: leaked as TfText })),
	).toThrowError(/unrecognized token|TfToken/i);
});

it('text that was not made safe does not compile', () => {
	synthesizeDocument((scope) => {
		const text: string = 'text of a user';
		// @ts-expect-error a string is no TfText
		scope.add(Thing, tfId('one'), { name: text });
		// @ts-expect-error a record is no TfMap
		scope.add(Thing, tfId('two'), { name: tfLiteral(text), tags: { key: tfLiteral(text) } });
		// @ts-expect-error nor is a string a TfId
		scope.add(Thing, text.slice(0, 4), { name: tfLiteral(text) });
	});
});

it('a variable is declared once, without a default', () => {
	const document = synthesizeDocument((scope) => {
		const first = scope.variable(tfId('key'), 'A key');
		expect(scope.variable(tfId('key'), 'A key')).toBe(first);
		scope.add(Thing, tfId('one'), { name: first });
	});
	expect(document.variable).toEqual({ key: { type: 'string', description: 'A key', nullable: false } });
	expect(document.resource).toEqual({ thing: { one: { name: '${var.key}' } } });
});
