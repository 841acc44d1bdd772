/** What the gateways of this example have in common. */
import type { Running } from '../listen.ts';

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** Port to listen on; 0 takes a free one. @default 0 */
  readonly port?: number;
}

export type StartGateway = (options: GatewayOptions) => Promise<Running>;

/** No gateway forwards these by itself: who asks, and the trace that the request belongs to. */
export const forwardedHeaders = ['authorization', 'traceparent', 'tracestate'] as const;
