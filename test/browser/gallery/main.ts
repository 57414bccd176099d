/** `npm run gallery`: every state of the card in a browser, without an org. `-- --help` lists the options. */
import { openGallery } from './open-gallery.ts';
import { readOptions, USAGE, WrongOption } from './options.ts';

/** Of sysexits.h. */
const EXIT_USAGE = 64;
const EXIT_UNAVAILABLE = 69;

await main();

async function main(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === 'help') return console.log(USAGE);
    console.log('Compiling the components …');
    const gallery = await openGallery(options.port);
    console.log(`${gallery.states.length} states: ${gallery.url}\nEnd with Ctrl-C.`);
  } catch (error) {
    if (error instanceof WrongOption) return end(`${error.message}\n\n${USAGE}`, EXIT_USAGE);
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      return end(`The port is in use; choose another one with --port.`, EXIT_UNAVAILABLE);
    }
    throw error;
  }
}

function end(sentence: string, code: number): void {
  console.error(sentence);
  process.exitCode = code;
}
