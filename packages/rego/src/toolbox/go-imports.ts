import type { GoMemory } from './go-memory.js';
import type { GoValues } from './go-values.js';

/** What the imported functions need of the running program. */
export interface GoRuntime {
	readonly memory: GoMemory;
	readonly values: GoValues;
	/** Where Go's stack stands now. */
	stackPointer(): number;
	exited(code: number): void;
	printed(bytes: Uint8Array): void;
	/** Go's memory has grown to this many bytes. */
	grown(bytes: number): void;
	/** Wakes Go after so many milliseconds; gives the timer's number. */
	startTimer(milliseconds: number): number;
	stopTimer(timer: number): void;
}

/** A function that Go calls with its stack pointer. */
export type Imported = (stackPointer: number) => void;

/**
 * The functions that a Go program built for `js/wasm` imports.
 *
 * Each takes Go's stack pointer; the arguments stand from byte 8 on, the results
 * behind them, each on its natural alignment: a string and a slice of
 * references are 16 bytes, a slice of bytes 24, a reference or an integer 8.
 *
 * A function that runs JavaScript may so run Go again, and Go may then move its
 * stack: the results go relative to the stack pointer asked for afterwards.
 */
export function goImports(go: GoRuntime): Readonly<Record<string, Imported>> {
	return { ...runtimeImports(go), ...valueImports(go), ...callImports(go) };
}

function runtimeImports(go: GoRuntime): Record<string, Imported> {
	return {
		'runtime.wasmExit': (sp) => go.exited(go.memory.getInt32(sp + 8)),
		'runtime.wasmWrite': (sp) =>
			go.printed(go.memory.bytes(go.memory.getInt64(sp + 16), go.memory.getInt32(sp + 24)).slice()),
		'runtime.resetMemoryDataView': () => go.grown(go.memory.refresh()),
		'runtime.nanotime1': (sp) => go.memory.setInt64(sp + 8, (performance.timeOrigin + performance.now()) * 1e6),
		'runtime.walltime': (sp) => {
			const milliseconds = Date.now();
			go.memory.setInt64(sp + 8, milliseconds / 1000);
			go.memory.setInt32(sp + 16, (milliseconds % 1000) * 1e6);
		},
		'runtime.scheduleTimeoutEvent': (sp) => go.memory.setInt32(sp + 16, go.startTimer(go.memory.getInt64(sp + 8))),
		'runtime.clearTimeoutEvent': (sp) => go.stopTimer(go.memory.getInt32(sp + 8)),
		'runtime.getRandomData': (sp) => {
			const target = go.memory.slice(sp + 8);
			target.set(crypto.getRandomValues(new Uint8Array(target.length)));
		},
	};
}

function valueImports(go: GoRuntime): Record<string, Imported> {
	const { memory, values } = go;
	const object = (address: number): object => values.load(address) as object;
	return {
		'syscall/js.finalizeRef': (sp) => values.release(memory.getUint32(sp + 8)),
		'syscall/js.stringVal': (sp) => values.store(sp + 24, memory.string(sp + 8)),
		'syscall/js.valueGet': (sp) => {
			const found: unknown = Reflect.get(object(sp + 8), memory.string(sp + 16));
			values.store(go.stackPointer() + 32, found);
		},
		'syscall/js.valueSet': (sp) => {
			Reflect.set(object(sp + 8), memory.string(sp + 16), values.load(sp + 32));
		},
		'syscall/js.valueIndex': (sp) => values.store(sp + 24, Reflect.get(object(sp + 8), memory.getInt64(sp + 16))),
		'syscall/js.valueSetIndex': (sp) => {
			Reflect.set(object(sp + 8), memory.getInt64(sp + 16), values.load(sp + 24));
		},
		'syscall/js.valueLength': (sp) => memory.setInt64(sp + 16, Number(Reflect.get(object(sp + 8), 'length'))),
		'syscall/js.valuePrepareString': (sp) => {
			const text = new TextEncoder().encode(String(values.load(sp + 8)));
			values.store(sp + 16, text);
			memory.setInt64(sp + 24, text.length);
		},
		'syscall/js.valueLoadString': (sp) => memory.slice(sp + 16).set(values.load(sp + 8) as Uint8Array),
		'syscall/js.copyBytesToGo': (sp) => {
			const source = values.load(sp + 32);
			const target = memory.slice(sp + 8);
			copy(go, sp + 40, source instanceof Uint8Array ? source : undefined, target);
		},
		'syscall/js.copyBytesToJS': (sp) => {
			const target = values.load(sp + 8);
			copy(go, sp + 40, memory.slice(sp + 16), target instanceof Uint8Array ? target : undefined);
		},
	};
}

/** Copies as much as fits, then writes its length and that it was done; either side may be no bytes at all. */
function copy(go: GoRuntime, results: number, source?: Uint8Array, target?: Uint8Array): void {
	go.memory.setUint8(results + 8, 0);
	if (source === undefined || target === undefined) return;
	const bytes = source.subarray(0, target.length);
	target.set(bytes);
	go.memory.setInt64(results, bytes.length);
	go.memory.setUint8(results + 8, 1);
}

function callImports(go: GoRuntime): Record<string, Imported> {
	const { memory, values } = go;
	/** An exception is a result too: Go makes its own panic of it. */
	const answer = (offset: number, run: () => unknown): void => {
		let value: unknown;
		let returned = 1;
		try {
			value = run();
		} catch (thrown) {
			value = thrown;
			returned = 0;
		}
		const sp = go.stackPointer();
		values.store(sp + offset, value);
		memory.setUint8(sp + offset + 8, returned);
	};
	return {
		'syscall/js.valueCall': (sp) =>
			answer(56, () => {
				const target = values.load(sp + 8) as object;
				const method = Reflect.get(target, memory.string(sp + 16)) as () => unknown;
				return Reflect.apply(method, target, values.loadSlice(sp + 32));
			}),
		'syscall/js.valueInvoke': (sp) =>
			answer(40, () => Reflect.apply(values.load(sp + 8) as () => unknown, undefined, values.loadSlice(sp + 16))),
		'syscall/js.valueNew': (sp) =>
			answer(40, () => Reflect.construct(values.load(sp + 8) as () => unknown, values.loadSlice(sp + 16))),
	};
}
