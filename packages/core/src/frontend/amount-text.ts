import { en, type Messages } from './messages.js';

/**
 * Gives an amount its currency: `12.23 USD`, `at least 12.23 USD`, `12.23 USD + usage`. What is no amount has none:
 * `unknown`, `by usage`.
 *
 * @param amount as `formatMonthly` and `formatHourly` write it
 */
export function amountText(amount: string, messages: Messages = en): string {
	if (amount === 'unknown') return messages.unknown;
	if (amount === 'by usage') return messages.byUsage;
	const [known = '', usage] = amount.split(' + usage');
	return usage === undefined ? messages.usd(known) : messages.plusUsage(messages.usd(known));
}
