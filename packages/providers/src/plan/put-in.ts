type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

/** Whether what a path leads to may be missing there: the object that would hold it is there, and it is not in it. */
export function isMissing(values: unknown, path: Path): boolean {
	const holder = holderOf(values, path);
	const key = path.at(-1);
	return holder !== undefined && key !== undefined && !Object.hasOwn(holder, key);
}

/**
 * Values with another one at a path. Objects on the way that are missing are made, blocks of a list are not.
 *
 * @returns `undefined` where the path leads through a block that is not there
 */
export function putIn(values: Fields, [step, ...rest]: Path, value: unknown): Fields | undefined {
	if (step === undefined) return undefined;
	const inner = rest.length === 0 ? value : putInside(Reflect.get(values, step), rest, value);
	return inner === undefined ? undefined : { ...values, [step]: inner };
}

function putInside(holder: unknown, path: Path, value: unknown): unknown {
	const [step, ...rest] = path;
	if (typeof step !== 'number') return putIn(isFields(holder) ? holder : {}, path, value);
	if (!Array.isArray(holder) || step >= holder.length) return undefined;
	const inner = rest.length === 0 ? value : putInside(holder[step], rest, value);
	return inner === undefined ? undefined : holder.map((item: unknown, index) => (index === step ? inner : item));
}

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function holderOf(values: unknown, path: Path): object | undefined {
	let holder = values;
	for (const step of path.slice(0, -1)) {
		if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, step)) return undefined;
		holder = Reflect.get(holder, step);
	}
	return typeof holder === 'object' && holder !== null ? holder : undefined;
}
