import { wasm } from './web-assembly.js';

/**
 * The built-ins that a compiled module asks its host for.
 *
 * The module is asked itself, since only it knows which built-ins OPA's compiler had at hand in
 * WebAssembly. It is run with a host that can do nothing: telling its built-ins needs none.
 *
 * @returns their names, in order
 * @throws Error where the bytes are no module of OPA
 *
 * @example
 * ```ts
 * import { compile, moduleBuiltins } from '@portcullis/rego';
 *
 * const compiled = await compile(
 * 	{ 'size.rego': 'package size\n\nlimit := units.parse_bytes(input.text)\n' },
 * 	{ entrypoints: ['size/limit'] },
 * );
 * if (compiled.kind === 'compiled') console.log(await moduleBuiltins(compiled.wasm));
 * ```
 */
export async function moduleBuiltins(bytes: Uint8Array): Promise<string[]> {
	const memory = new wasm.Memory({ initial: 5 });
	const refuse = (): never => {
		throw new Error('a module that is asked for its built-ins calls nothing');
	};
	const names = [0, 1, 2, 3, 4].map((operands) => `opa_builtin${operands}`);
	const env = Object.fromEntries([...names, 'opa_abort', 'opa_println'].map((name) => [name, refuse]));
	const instance = new wasm.Instance(await wasm.compile(bytes), { env: { ...env, memory } });
	const { builtins, opa_json_dump } = instance.exports as {
		builtins?: () => number;
		opa_json_dump?: (value: number) => number;
	};
	if (builtins === undefined || opa_json_dump === undefined) throw new Error('not a module of OPA');
	const start = opa_json_dump(builtins());
	const heap = new Uint8Array(memory.buffer);
	const text = new TextDecoder().decode(heap.subarray(start, heap.indexOf(0, start)));
	return Object.keys(JSON.parse(text) as Record<string, number>).sort();
}
