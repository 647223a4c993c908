import { dirname, resolve } from 'node:path';
import type { Io } from '../io/io.js';
import type { ReadConfig } from './read-config.js';

/** Where a value comes from: an option of the command line, the configuration file, the environment, or nowhere. */
export type SettingSource = 'option' | 'file' | 'environment' | 'default';

/** A setting, and where it comes from. */
export interface Setting {
	readonly name: SettingName;
	/** `null` where nothing says it and there is no default. */
	readonly value: string | null;
	readonly source: SettingSource;
	/** The option, the file or the variable that says it; for a default, what would. */
	readonly from: string;
}

/** What can be set. */
export type SettingName = 'db' | 'tenant' | 'terraform_root';

/** What the options of the command line say. */
export type GivenOptions = { readonly [Name in SettingName]?: string | undefined };

interface Known {
	readonly option: string;
	readonly variable: string;
	readonly fallback: string | null;
	/** Whether it names a file: then the file that says it is where it starts from. */
	readonly isPath: (value: string) => boolean;
}

const known: Readonly<Record<SettingName, Known>> = {
	db: {
		option: '--db',
		variable: 'PORTCULLIS_DB',
		fallback: '.portcullis/portcullis.db',
		isPath: (value) => !/^[a-z][a-z0-9+.-]*:/i.test(value),
	},
	tenant: { option: '--tenant', variable: 'PORTCULLIS_TENANT', fallback: 'local', isPath: () => false },
	terraform_root: {
		option: '--terraform-root',
		variable: 'PORTCULLIS_TERRAFORM_ROOT',
		fallback: null,
		isPath: () => true,
	},
};

/** All settings, each with what it comes to: an option wins over the file, the file over the environment. */
export type Settings = { readonly [Name in SettingName]: Setting };

/**
 * Works out every setting. A variable that is set to nothing counts as not set. A path in the file is taken from the
 * folder that the file stands in, any other from the current one.
 */
export function resolveSettings(given: GivenOptions, { path, config }: ReadConfig, { env, cwd }: Io): Settings {
	const settingOf = (name: SettingName): Setting => {
		const { option, variable, fallback, isPath } = known[name];
		const asked = given[name];
		if (asked !== undefined) return { name, value: asked, source: 'option', from: option };
		const stated = config[name];
		if (stated !== undefined && path !== null) {
			const value = isPath(stated) ? resolve(cwd, dirname(path), stated) : stated;
			return { name, value, source: 'file', from: path };
		}
		const set = env[variable] ?? '';
		if (set !== '') return { name, value: set, source: 'environment', from: variable };
		return { name, value: fallback, source: 'default', from: `${option} or ${variable}` };
	};
	return { db: settingOf('db'), tenant: settingOf('tenant'), terraform_root: settingOf('terraform_root') };
}
