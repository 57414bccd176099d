/**
 * Starts the bridge, or says in a sentence why this Node cannot: an older one fails at the first
 * TypeScript line, with a syntax error that helps nobody. Plain JavaScript on purpose.
 */
import module from 'node:module';
import process from 'node:process';

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  process.stderr.write(
    `Co-Sell Bridge cannot start: expected Node.js ${NEEDED} or newer; this is ${process.versions.node}. ` +
      'Run "npm ci" and then "npm start", which use the Node.js that npm brings along.\n',
  );
  process.exit(78);
}

const { main } = await import('./src/main.ts');
await main();
// Node saves its compile cache (NODE_COMPILE_CACHE) only at a normal end; a killed process would never have one.
module.flushCompileCache();
