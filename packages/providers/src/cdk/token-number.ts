// cdktf 0.21 encodes a reference that has to pass as a number in the upper 16 bits of a double: 0xFDFF for one number,
// 0xFBFF for a list of them (lib/tokens/private/encoding.js). Such doubles are of the order of -1e298 and below,
// nothing that anybody counts; but text may spell one.
const markers: ReadonlySet<number> = new Set([0xfdff, 0xfbff]);
const view = new DataView(new ArrayBuffer(8));

/** Whether cdktf would take a number for a reference. A test holds this to what cdktf itself makes. */
export function isTokenNumber(value: number): boolean {
	view.setFloat64(0, value);
	return markers.has(view.getUint16(0));
}
