/**
 * What the Go program answered beside its result, by the number that stands in the result.
 *
 * @throws TypeError where it is not there: nothing empty may pass for a module, a bundle or a document
 */
export function attachmentOf(
	{ attachments }: { readonly attachments: readonly Uint8Array[] },
	number: number,
): Uint8Array {
	const attachment = attachments[number];
	if (attachment === undefined) {
		throw new TypeError(`OPA's answer names its attachment ${number} of ${attachments.length}.`);
	}
	return attachment;
}
