import { z } from 'zod';

/** A time zone by its IANA name: `UTC`, `Europe/Berlin`. One that this machine does not know is refused. */
export const timeZoneSchema = z
	.string()
	.regex(
		/^[A-Za-z][A-Za-z0-9_+-]{0,30}(?:\/[A-Za-z0-9_+-]{1,30}){0,2}$/,
		'must be a time zone, such as UTC or Europe/Berlin',
	)
	.refine(isKnown, 'must be a time zone that this machine knows, such as UTC or Europe/Berlin');

function isKnown(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
