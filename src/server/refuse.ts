import type { FetchAPI } from 'graphql-yoga';

export interface RefusedRequest {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The answer to a request of which nothing was looked at: an error of GraphQL over HTTP. */
export function refuse(fetchAPI: FetchAPI, { status, code, message, headers = {} }: RefusedRequest): Response {
  return fetchAPI.Response.json({ errors: [{ message, extensions: { code } }] }, { status, headers });
}
