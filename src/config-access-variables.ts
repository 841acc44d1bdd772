export interface VariableText {
  readonly meaning: string;
  readonly fallback: string;
}

/** What the variables are that say who may call, how often, and for what: rows of the README's table. */
export const accessVariables: Readonly<Record<string, VariableText>> = {
  AUTH: {
    meaning:
      '`none` lets anybody in: needed to listen on more than this machine (`HOST`) without tokens, API keys or a router secret',
    fallback: '–',
  },
  AUTH_JWKS: {
    meaning:
      'public keys (JWKS) of the issuer of tokens: an `https://` URL, or the path of a file; `AUTH_ISSUER` and `AUTH_AUDIENCE` belong to it',
    fallback: '–',
  },
  AUTH_ISSUER: { meaning: 'what `iss` of a token must be', fallback: '–' },
  AUTH_AUDIENCE: { meaning: 'what `aud` of a token must name; several, separated by commas', fallback: '–' },
  AUTH_ALGORITHMS: {
    meaning:
      'how tokens may be signed, comma-separated, of `RS256`, `RS384`, `RS512`, `PS256`, `PS384`, `PS512`, `ES256`, `ES384`, `ES512`, `EdDSA`',
    fallback: 'all of these',
  },
  AUTH_CLOCK_TOLERANCE_S: {
    meaning: 'by how many seconds the clock of the issuer may differ, at most 60',
    fallback: '5',
  },
  AUTH_API_KEYS: {
    meaning:
      'API keys as `NAME:SHA256` or `NAME:SHA256:SCOPE+SCOPE`, comma-separated, with the hash of the key; `tione-graphql key` makes one',
    fallback: '–',
  },
  AUTH_API_KEYS_FILE: { meaning: 'JSON file of further API keys, which may be restricted', fallback: '–' },
  GRAPHIQL: {
    meaning: 'whether browsers get the GraphiQL page; what it asks needs a token like everything else',
    fallback: 'true on this machine, false on other addresses',
  },
  INTROSPECTION: {
    meaning:
      '`false` answers about the schema only to routers that sign and callers with the scope `tione:introspect`, and names nothing of it in error messages',
    fallback: 'true; false on other addresses with `AUTH=none`',
  },
  INSPECTOR: {
    meaning:
      'the calls of TI-ONE behind an operation: `on-request` shows them to callers with the scope `tione:inspect` who ask, `always` with every answer, `off` never',
    fallback: '`on-request`; `always` with `NODE_ENV=development`; `off` on other addresses with `AUTH=none`',
  },
  NODE_ENV: { meaning: '`development` shows the calls of TI-ONE with every answer', fallback: '–' },
  METRICS: {
    meaning:
      'whether `/metrics` tells Prometheus what the server counts; with tokens or API keys it needs the scope `tione:metrics`',
    fallback: 'true; false on other addresses with `AUTH=none`',
  },
  CORS_ORIGINS: {
    meaning: 'origins such as `https://console.example` whose pages may read answers, comma-separated',
    fallback: '–',
  },
  CSRF_ALLOW_GET: {
    meaning: '`true` answers queries in URLs even where a page of another origin may have sent them',
    fallback: 'false',
  },
  RATE_LIMIT_PER_CALLER: {
    meaning: 'requests that one caller may send in a minute to one replica, routers apart; 0 sets no limit',
    fallback: '6000; on a loopback address without authentication 0',
  },
  PERSISTED_DOCUMENTS: {
    meaning: 'JSON file of documents by their SHA-256, which clients may then name by it',
    fallback: '–',
  },
  PERSISTED_DOCUMENTS_ONLY: { meaning: '`true` runs no other documents, those of routers apart', fallback: 'false' },
};
