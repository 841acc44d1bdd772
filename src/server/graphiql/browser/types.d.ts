/** What the scripts of this folder get: from the server, and from GraphiQL's bundle. */

/** One attempt that was sent to TI-ONE, or one read that was served without a call. Times are milliseconds. */
export interface Call {
  readonly action: string;
  readonly region: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly servedFrom: 'UPSTREAM' | 'IN_FLIGHT' | 'CACHE' | 'STALE' | 'SHARED_CACHE';
  readonly attempt: number | null;
  readonly requestId: string | null;
  readonly code: string | null;
  readonly upstreamCode: string | null;
  /** Since the operation began: below 0 for a call that another one had begun before. */
  readonly startMs: number;
  /** Null without an attempt. */
  readonly queuedMs: number | null;
  /** Null when nothing was sent. */
  readonly upstreamMs: number | null;
  readonly tccli: string;
  readonly sdk: string;
}

export interface Budget {
  readonly action: string;
  /** Calls in a second; null without a limit. */
  readonly limit: number | null;
  readonly remaining: number | null;
  readonly queued: number;
  readonly waitMs: number;
}

export interface Capability {
  readonly action: string;
  readonly region: string;
  readonly published: boolean;
  readonly state: 'ANSWERS' | 'NOT_OFFERED' | 'UNKNOWN';
  readonly since: string | null;
}

export interface Explanation {
  readonly calls: readonly {
    readonly action: string;
    readonly region: string;
    readonly calls: number;
    readonly reads: number;
  }[];
  readonly totalCalls: number;
  readonly atMostCalls: number;
  readonly cacheHits: number;
  readonly expectedWaitMs: number;
}

/** The extension `tione` of an answer that was asked for with `X-TIONE-Inspect`. */
export interface Inspection {
  readonly durationMs?: number;
  readonly calls?: readonly Call[];
  readonly omitted?: number;
  readonly budget?: readonly Budget[];
  readonly capabilities?: readonly Capability[];
  readonly explain?: Explanation;
  /** Why the caller may not inspect. */
  readonly refused?: string;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string }[];
  readonly extensions?: (Readonly<Record<string, unknown>> & { readonly tione?: Inspection }) | undefined;
}

/** What the panel shows. */
export interface PanelState {
  readonly isRunning: boolean;
  /** Whether the next operation will be explained instead of run. */
  readonly isArmed: boolean;
  readonly last: LastRun | undefined;
}

export interface LastRun {
  /** Of the operation; undefined where it has none. */
  readonly name: string | undefined;
  /** Undefined where the answer had none. */
  readonly inspection: Inspection | undefined;
  /** Message of the first error of the answer, or of the failure to get one. */
  readonly error: string | undefined;
}

export interface PanelStore {
  readonly get: () => PanelState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (change: Partial<PanelState>) => void;
}

/** As GraphiQL gives it to its fetcher. */
export interface Operation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

/** What GraphiQL watches while an operation runs. */
export interface Observer {
  readonly next: (answer: unknown) => void;
  readonly error: (error: unknown) => void;
  readonly complete: () => void;
}

export interface Observable {
  readonly subscribe: (observer: Observer) => { readonly unsubscribe: () => void };
}

export type Fetcher = (
  operation: Operation,
  options?: { readonly headers?: Readonly<Record<string, string>> },
) => Promise<unknown> | Observable;

/** What the server writes into the page. */
export interface Settings {
  readonly title: string;
  readonly tabs: readonly { readonly query: string; readonly headers?: string }[];
  readonly headers?: string;
  readonly keepsExplorer: boolean;
  readonly workers: Readonly<Record<string, string>>;
}

export interface GraphiqlPlugin {
  readonly title: string;
  readonly icon: () => Element;
  readonly content: () => Element;
}

/** A React element: made here, and looked into by React alone. */
export interface Element {
  readonly props: unknown;
}

export type Child = Element | string | number | false | undefined | null | readonly Child[];
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Props are contravariant: no other type takes every component.
export type Component = (props: any) => Element;

interface React {
  readonly createElement: (type: string | Component, props: object | null, ...children: readonly Child[]) => Element;
  readonly useState: <State>(initial: State) => readonly [State, (next: State) => void];
  readonly useSyncExternalStore: <State>(subscribe: (listener: () => void) => () => void, get: () => State) => State;
}

declare global {
  var React: React;
  var YogaGraphiQL: { readonly renderYogaGraphiQL: (root: HTMLElement, options: object) => void };
  /** Read by the bundle when it renders. */
  var graphiqlPlugins: readonly GraphiqlPlugin[] | undefined;
  var MonacoEnvironment: object;
}
