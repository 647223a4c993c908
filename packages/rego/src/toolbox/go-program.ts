import { type WasmMemory, type WasmModule, wasm } from '../web-assembly.js';
import { goGlobals } from './go-globals.js';
import { type GoRuntime, goImports, type Imported } from './go-imports.js';
import { GoMemory } from './go-memory.js';
import { GoValues } from './go-values.js';

/** Where Go expects its arguments, and where its own data may begin (the linker's constants). */
const ARGUMENTS_START = 4096;
const ARGUMENTS_END = 4096 + 8192;

/** The last lines that a program printed, kept to explain its end. */
const PRINTED_LIMIT = 16_384;

/** How a Go program is started. */
export interface GoProgramOptions {
	/** More of JavaScript for Go to see, beside the little of {@link goGlobals}. */
	readonly globals: object;
	readonly environment?: Readonly<Record<string, string>>;
	/** The greatest memory in bytes; a program that grows past it is ended. */
	readonly memoryLimit: number;
}

/** A call of Go by JavaScript on its way, under the names that Go's `syscall/js` looks for. */
interface PendingEvent {
	readonly id: number;
	readonly this: unknown;
	readonly args: readonly unknown[];
	result?: unknown;
}

interface GoExports {
	readonly mem: WasmMemory;
	run(argc: number, argv: number): void;
	resume(): void;
	getsp(): number;
}

/**
 * A host for Go's `js/wasm` ABI, written for programs that compute and talk
 * through functions they hand out, and need nothing else of the machine.
 *
 * The ABI in short: Go runs on this thread until all its goroutines wait, then
 * returns. A function that Go made for JavaScript wakes it: the call is laid
 * down as an event, `resume` runs Go until all wait again, and the event holds
 * the result. Timers wake it in the same way.
 *
 * An exception that leaves Go (too much memory, too deep a stack) leaves its
 * stack in pieces: the program is {@link GoProgram.ended} and must not be called again.
 */
export class GoProgram implements GoRuntime {
	readonly memory: GoMemory;
	readonly values: GoValues;
	readonly #exports: GoExports;
	readonly #memoryLimit: number;
	readonly #timers = new Map<number, NodeJS.Timeout>();
	readonly #program: { _pendingEvent: PendingEvent | null; _makeFuncWrapper: (id: number) => unknown };
	#nextTimer = 1;
	#printed = '';
	#ended: string | undefined;

	/** Starts the program and returns when it first waits. */
	constructor(module: WasmModule, options: GoProgramOptions) {
		this.#memoryLimit = options.memoryLimit;
		// The imports are made after the instance, whose memory they need.
		let imports: Readonly<Record<string, Imported>> = {};
		const forward = Object.fromEntries(
			wasm.Module.imports(module).map(({ name }) => [name, (sp: number) => imports[name]?.(sp >>> 0)]),
		);
		this.#exports = new wasm.Instance(module, { gojs: forward }).exports as unknown as GoExports;
		this.#program = { _pendingEvent: null, _makeFuncWrapper: (id) => this.#wrap(id) };
		this.memory = new GoMemory(this.#exports.mem);
		this.values = new GoValues(
			this.memory,
			goGlobals((bytes) => this.printed(bytes), options.globals),
			this.#program,
		);
		imports = goImports(this);
		const [argc, argv] = this.#writeArguments(options.environment ?? {});
		this.#enter(() => this.#exports.run(argc, argv));
	}

	/** Why the program can no longer be called, with what it last printed; undefined while it can. */
	get ended(): string | undefined {
		return this.#ended;
	}

	/** Whether Go will wake by itself. If not, and it waits, it waits for a call. */
	get sleeping(): boolean {
		return this.#timers.size > 0;
	}

	/**
	 * Calls one of the functions of numbers that the program exports by itself (Go's `//go:wasmexport`):
	 * many times cheaper than one that it hands out, for which Go touches a dozen JavaScript values.
	 *
	 * @throws Error where the program ended in the call or before.
	 */
	callExport(name: string, ...parameters: number[]): number {
		const exported = (this.#exports as unknown as Readonly<Record<string, (...numbers: number[]) => number>>)[name];
		if (exported === undefined) throw new Error(`Go program exports no ${name}`);
		let result = 0;
		this.#enter(() => {
			result = exported(...parameters);
		});
		if (this.#ended !== undefined) throw new Error(`Go program has ended: ${this.#ended}`);
		return result;
	}

	stackPointer(): number {
		return this.#exports.getsp() >>> 0;
	}

	exited(code: number): void {
		this.#end(`exit status ${code}`);
	}

	printed(bytes: Uint8Array): void {
		this.#printed = (this.#printed + new TextDecoder().decode(bytes)).slice(-PRINTED_LIMIT);
	}

	grown(bytes: number): void {
		if (bytes > this.#memoryLimit) throw new RangeError(`memory limit of ${this.#memoryLimit} bytes reached`);
	}

	startTimer(milliseconds: number): number {
		const timer = this.#nextTimer++;
		const fire = (): void => {
			this.#enter(() => this.#exports.resume());
			// Go strikes the timer off when it has seen it; it was seen to miss one.
			if (this.#timers.has(timer) && this.#ended === undefined) this.#timers.set(timer, setTimeout(fire, 1));
		};
		this.#timers.set(timer, setTimeout(fire, milliseconds));
		return timer;
	}

	stopTimer(timer: number): void {
		clearTimeout(this.#timers.get(timer));
		this.#timers.delete(timer);
	}

	/** Makes the JavaScript side of a function that Go handed out. */
	#wrap(id: number): (...args: unknown[]) => unknown {
		const program = this;
		return function (this: unknown, ...args: unknown[]): unknown {
			const event: PendingEvent = { id, this: this, args };
			program.#program._pendingEvent = event;
			program.#enter(() => program.#exports.resume());
			return event.result;
		};
	}

	#enter(run: () => void): void {
		if (this.#ended !== undefined) throw new Error(`Go program has ended: ${this.#ended}`);
		try {
			run();
		} catch (thrown) {
			this.#end(thrown instanceof Error ? thrown.message : String(thrown));
		}
	}

	#end(reason: string): void {
		this.#ended ??= this.#printed === '' ? reason : `${reason}\n${this.#printed.trim()}`;
		for (const timer of this.#timers.keys()) this.stopTimer(timer);
	}

	/** Lays down the command line and the environment, as an array of pointers ended twice by zero. */
	#writeArguments(environment: Readonly<Record<string, string>>): [argc: number, argv: number] {
		let free = ARGUMENTS_START;
		const pointers: number[] = [];
		const write = (text: string): void => {
			pointers.push(free);
			free = this.memory.writeCString(free, text);
		};
		write('opa');
		pointers.push(0);
		for (const [name, value] of Object.entries(environment)) write(`${name}=${value}`);
		pointers.push(0);
		for (const [index, pointer] of pointers.entries()) this.memory.setInt64(free + index * 8, pointer);
		if (free + pointers.length * 8 > ARGUMENTS_END) throw new RangeError('environment is too long');
		return [1, free];
	}
}
