/** `npm run screenshots`: takes the pictures of the documentation anew, after something of the card has changed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../compile/places.ts';
import { launchBrowser, NoBrowser } from '../driver/launch-browser.ts';
import { openGallery } from '../gallery/open-gallery.ts';
import { PICTURES } from './pictures.ts';
import { takePicture } from './take-picture.ts';

const MOST_BYTES = 150_000;

/** Of sysexits.h. */
const EXIT_UNAVAILABLE = 69;

await main();

async function main(): Promise<void> {
  try {
    await takeAll();
  } catch (error) {
    if (!(error instanceof NoBrowser)) throw error;
    console.error(error.message);
    process.exitCode = EXIT_UNAVAILABLE;
  }
}

async function takeAll(): Promise<void> {
  const browser = await launchBrowser();
  const gallery = await openGallery(0);
  for (const picture of PICTURES) {
    const png = await takePicture(browser, gallery.url, picture);
    writeFileSync(join(ROOT, 'docs', 'images', picture.file), png);
    console.log(`docs/images/${picture.file}: ${Math.ceil(png.length / 1000)} kB`);
    if (png.length > MOST_BYTES)
      throw new Error(`${picture.file} is larger than ${MOST_BYTES} bytes`);
  }
  await browser.close();
  await gallery.stop();
}
