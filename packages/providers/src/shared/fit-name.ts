import { sha256 } from '@portcullis/core';

/**
 * Fits a name into a cloud's limits: one that is too short or too long is cut or filled up with the start of its
 * digest, so that two names that differ stay apart. Hyphens last are dropped, as clouds refuse them.
 */
export function fitName(name: string, least: number, most: number): string {
	if (name.length >= least && name.length <= most) return name;
	return `${name.slice(0, most - 9).replace(/-+$/, '')}-${sha256(name).slice(0, 8)}`;
}
