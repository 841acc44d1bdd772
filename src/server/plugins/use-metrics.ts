import type { Plugin } from 'graphql-yoga';
import type { OnHidden } from '../error-mapping.ts';

export interface MetricsPage {
  readonly text: string;
  /** Which format it is in. */
  readonly contentType: string;
}

/** Makes the page anew: what it tells is of this moment. */
export type RenderMetrics = () => Promise<MetricsPage>;

/** Answers a monitoring system. Who may ask is decided before. */
export function useMetrics(endpoint: string, render: RenderMetrics, onHidden: OnHidden): Plugin {
  return {
    async onRequest(payload) {
      const { request, url, fetchAPI } = payload;
      if (url.pathname !== endpoint) return;
      const isHead = request.method === 'HEAD';
      const { body, status, headers } =
        isHead || request.method === 'GET'
          ? await answer(render, onHidden)
          : { status: 405, headers: { ...plain, allow: 'GET, HEAD' }, body: 'Metrics are read with GET.\n' };
      payload.endResponse(new fetchAPI.Response(isHead ? null : body, { status, headers }));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };

async function answer(render: RenderMetrics, onHidden: OnHidden): Promise<Answer> {
  try {
    const { text: body, contentType } = await render();
    return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body };
  } catch (error) {
    onHidden({ error, path: undefined, requestId: undefined, correlationId: undefined });
    return { status: 500, headers: plain, body: 'The metrics cannot be read. GraphQL itself answers.\n' };
  }
}
