import { encode } from 'uqr';

/**
 * A link as a QR code: the side in modules (a quiet zone of four included, as readers expect) and one SVG path of its
 * dark modules.
 */
export function qrPath(link: string): { size: number; path: string } {
	const { size, data } = encode(link, { ecc: 'M', border: 4 });
	const path = data.flatMap((row, y) =>
		row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : ''))
	);
	return { size, path: path.join('') };
}
