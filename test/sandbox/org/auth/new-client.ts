/** An External Client App with its certificate, and the key that belongs to it: what an admin would make with openssl. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { KeyObject } from 'node:crypto';
import type { OauthClient } from './auth.ts';

export type NewClient = { client: OauthClient; privateKeyPem: string };

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
/** The platform does not look at the dates of a certificate of this flow; neither does the simulator. */
const ALWAYS = { notBefore: new Date(0), notAfter: new Date('2049-12-31') };

/** Approved for whoever holds `Co_Sell_Bridge`, as the docs tell an admin to set it up. */
export async function newClient(changes: Partial<OauthClient> = {}): Promise<NewClient> {
  const keys = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Co-Sell Bridge',
    keys,
    signingAlgorithm: RSA,
    ...ALWAYS,
  });
  return {
    client: {
      clientId: '3MVG9.CoSellBridge.sandbox',
      certificate: certificate.toString('pem'),
      approval: 'admin-approved',
      approvedSets: ['Co_Sell_Bridge'],
      ...changes,
    },
    privateKeyPem: KeyObject.from(keys.privateKey)
      .export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  };
}
