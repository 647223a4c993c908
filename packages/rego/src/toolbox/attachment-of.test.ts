import { expect, it } from 'vitest';
import { attachmentOf } from './attachment-of.js';

it('gives what an answer names, and nothing empty for what is not there', () => {
	const attachments = [new Uint8Array([1]), new Uint8Array()];
	expect(attachmentOf({ attachments }, 0)).toBe(attachments[0]);
	expect(attachmentOf({ attachments }, 1)).toBe(attachments[1]);
	expect(() => attachmentOf({ attachments }, 2)).toThrow('2 of 2');
	expect(() => attachmentOf({ attachments: [] }, 0)).toThrow('0 of 0');
});
