import type { Authenticate } from '../access/authentication.ts';
import type { PersistedDocuments } from './persisted.ts';

/** Who may call, from where, how often, and for what. Without any of it, everybody for everything. */
export interface AccessOptions {
  /**
   * Tells who sent a request; see `createAuthentication`. Then only those whom it knows are answered, and routers that sign;
   * health checks and the GraphiQL page apart. They need the scope `tione:read`, and for metrics `tione:metrics`. @default tokens and keys are not looked at
   */
  readonly authenticate?: Authenticate | undefined;
  /**
   * When given, requests are answered that a router has signed with one of these secrets; see `signRouterRequest`. Without
   * `authenticate`, no others are, and GraphiQL is closed too. @default none
   */
  readonly routerSecrets?: readonly string[] | undefined;
  /** Which names in the Host header are answered, health checks apart. @default all */
  readonly isOwnName?: ((name: string) => boolean) | undefined;
  /** Requests that one caller may send in a minute; 0 sets no limit. @default 0 */
  readonly requestsPerCaller?: number | undefined;
  /** Failed authentications in a minute that one address is told the reason of. @default 60 */
  readonly failuresPerPeer?: number | undefined;
  /** Whether everybody may ask about the schema. @default true */
  readonly introspection?: boolean | undefined;
  /** Origins whose pages may read answers. @default none */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Whether a query in a URL is answered even where a page of another origin may have sent it. @default false */
  readonly csrfAllowGet?: boolean | undefined;
  /** Documents that may be named by their hash. @default none */
  readonly persisted?: PersistedDocuments | undefined;
  /** Milliseconds since the epoch, for the age of signatures. @default Date.now */
  readonly now?: (() => number) | undefined;
}
