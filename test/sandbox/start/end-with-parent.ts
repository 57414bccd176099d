/**
 * Loaded into the bridge's process before the bridge itself. When the sandbox dies, however suddenly, the
 * channel between the two closes, and the bridge stops as if asked to: no orphan holds the ports and the store.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
