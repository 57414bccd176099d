/** Serves the webhook certificate over https, as the storage account of the documentation does. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { LEAF_NAME } from './certificates.ts';
import type { Authority } from './certificates.ts';
import type { Switches } from './switches.ts';

export type CertificateServer = { url: string; host: string; stop(): Promise<void> };

const PATH = `/cert/${LEAF_NAME}.cer`;

export async function startCertificateServer(
  authority: Authority,
  switches: Switches,
): Promise<CertificateServer> {
  const server = createServer(authority.tls, (request, response) => {
    if (request.method !== 'GET' || request.url !== PATH) {
      response.writeHead(404).end(`Only GET ${PATH} is served here.`);
      return;
    }
    const { der, pem } = authority.leaf;
    response.writeHead(200, { 'Content-Type': 'application/x-x509-ca-cert' });
    response.end(switches.certificateForm === 'der' ? der : pem);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    url: `https://${host}${PATH}`,
    host,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
