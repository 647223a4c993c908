import { type Understood, understood } from '../input/input-problem.js';
import type { Io } from '../io/io.js';
import type { Config } from './config-schema.js';
import { findConfig } from './find-config.js';

/** A configuration file that was read. */
export interface ReadConfig {
	/** Absolute; `null` where there is no file. */
	readonly path: string | null;
	readonly config: Config;
}

/** Reads the configuration file. What is not in it is not set; a field that it does not know is refused. */
export async function readConfig(io: Io): Promise<Understood<ReadConfig>> {
	const path = findConfig(io);
	if (path === null) return understood({ path, config: {} });
	// What holds a file to its schema takes longer to load than most commands take: without a file, none of it is.
	const [{ readLimited }, { parseYaml }] = await Promise.all([
		import('../input/read-limited.js'),
		import('../input/parse-yaml.js'),
	]);
	const text = await readLimited(path, io);
	if (text.kind === 'problems') return text;
	const parsed = parseYaml(text.value, path);
	if (parsed.kind === 'problems') return parsed;
	const { value, locate } = parsed.value;
	const [{ configSchema }, { problemsOf }] = await Promise.all([
		import('./config-schema.js'),
		import('@portcullis/core'),
	]);
	const checked = configSchema.safeParse(value ?? {});
	if (checked.success) return understood({ path, config: checked.data });
	const problems = problemsOf(checked.error, value, configSchema);
	return { kind: 'problems', problems: problems.map((found) => ({ ...found, file: path, ...locate(found.path) })) };
}
