import { createRequire } from 'node:module';

/** The family of the letters in a drawing: no other is there. */
export const fontFamily = 'Atkinson Hyperlegible';

const require = createRequire(import.meta.url);

/**
 * Draws an SVG as a PNG, off the thread that answers Discord. Letters come from files that are installed with the bot, so
 * that every machine draws alike: without them nothing is written, and nothing says so.
 *
 * @param zoom how many pixels a unit of the drawing has
 * @throws Error where the drawing cannot be read, and where there is no renderer for this machine
 */
export async function drawPng(svg: string, zoom = 2): Promise<Buffer> {
	// Loaded when first needed: it is made for each kind of machine, and where there is none the bot does without.
	const { renderAsync } = await import('@resvg/resvg-js');
	const image = await renderAsync(svg, {
		fitTo: { mode: 'zoom', value: zoom },
		font: {
			loadSystemFonts: false,
			fontFiles: [
				require.resolve('@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf'),
				require.resolve('@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf'),
			],
			defaultFontFamily: fontFamily,
		},
	});
	return image.asPng();
}
