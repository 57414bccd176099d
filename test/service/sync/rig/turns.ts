/** Lets everything go on that waits for nothing but its turn. */
export async function turns(count = 150): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
