import { en } from './en.js';

/** Every text of the bot, in one language. */
export type Words = typeof en;

/** The catalogue: texts by Discord's name of the language. */
const catalogue: Readonly<Record<string, Words>> = { en };

/** The texts for a language: of the language itself where its variant is lacking, else in English. */
export function wordsFor(locale: string): Words {
	return catalogue[locale] ?? catalogue[locale.split('-')[0] ?? ''] ?? en;
}
