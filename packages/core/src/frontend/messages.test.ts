import { expect, it } from 'vitest';
import { messagesFor } from './messages.js';

it('a language without a catalogue is answered in English', () => {
	expect(messagesFor('en-GB')).toBe(messagesFor('en'));
	expect(messagesFor('tlh').approvals(1)).toBe('1 approval');
});
