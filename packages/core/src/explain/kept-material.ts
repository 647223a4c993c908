import type { Material } from '../engine/material.js';
import { readRecord } from '../engine/read-record.js';
import type { Decision } from '../model/decision.js';
import { sha256 } from '../util/sha256.js';

/**
 * Reads what a decision was decided on.
 *
 * @param record the text that was kept; `null` where none was
 * @returns `null` where there is none, or it is of another decision or an earlier version: an explanation is then made
 * without it
 */
export function keptMaterial(record: string | null, { input_digest }: Decision): Material | null {
	if (record === null || sha256(record) !== input_digest) return null;
	const read = readRecord(record);
	return read.kind === 'record' ? read.material : null;
}
