/** Puts a request listener on a port of this machine. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Running {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const host = '127.0.0.1';

/** Port 0 takes a free one. */
export async function listen(listener: RequestListener, port = 0): Promise<Running> {
  const server = createServer(listener);
  server.listen(port, host);
  await once(server, 'listening');
  // A server that listens on a port has the address of one.
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${String(address.port)}/graphql`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
