import { Org, type Connection } from '@salesforce/core';

/**
 * A connection with the sign-in that the Salesforce CLI keeps for an alias or a user name.
 * @throws Error with a sentence for the person at the terminal
 */
export async function openOrg(target: string): Promise<Connection> {
  try {
    const org = await Org.create({ aliasOrUsername: target });
    await org.refreshAuth();
    return org.getConnection();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `Not signed in to ${target}: ${reason}\nSign in with: sf org login web --alias ${target}`,
      { cause },
    );
  }
}
