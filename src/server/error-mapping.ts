/** The one translation of failures into GraphQL errors. Whatever it does not know is masked. */
import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { errorCodes } from '../inspector/error-codes.ts';
import { TioneError, type ErrorKind } from '../tione/errors.ts';
import { withoutSuggestion } from './suggestions.ts';

interface PublicError {
  /** What the client reads. The upstream's own text stays inside: it may name accounts and resources. */
  readonly message: (error: TioneError) => string;
  /** Whether the operator is told what the client is not: the caller can do nothing without it. */
  readonly hides?: boolean;
}

/** By kind; kinds that are not here are masked (`not-found` never arrives: loaders turn it into null). */
const publicErrors: Readonly<Partial<Record<ErrorKind, PublicError>>> = {
  throttled: {
    message: ({ action, retryAfterMs = 1_000 }) =>
      `TI-ONE allows no more ${action} requests for now. Try again in ${seconds(retryAfterMs)}.`,
  },
  authentication: {
    message: () =>
      'TI-ONE does not accept the credential of this server. Its operator can find the cause with `tione-graphql doctor`.',
  },
  forbidden: {
    message: ({ action }) => `The credential of this server may not call ${action}. It needs that permission in CAM.`,
  },
  'invalid-request': {
    message: ({ action, upstreamCode }) =>
      `TI-ONE refuses a parameter of ${action} (${upstreamCode ?? 'no code'}). The operator of this server finds the details by the request id.`,
    hides: true,
  },
  capability: {
    message: ({ action, region }) =>
      `TI-ONE does not offer ${action} in ${region}. Fields that do not need it still answer.`,
  },
  unavailable: {
    message: ({ action }) => `TI-ONE did not answer ${action} properly. Try again later.`,
  },
  deadline: {
    message: ({ action }) => `TI-ONE did not answer ${action} within the time limit of this request.`,
  },
};

function seconds(milliseconds: number): string {
  const count = Math.ceil(milliseconds / 1_000);
  return count === 1 ? 'a second' : `${String(count)} seconds`;
}

/** An error of which clients do not see what the operator needs. */
export interface HiddenError {
  readonly error: unknown;
  /** Where it happened in the answer, such as `trainingModel.versions`; undefined outside of the execution. */
  readonly path: string | undefined;
  /** Made by the upstream for the call that failed, if one did. */
  readonly requestId: string | undefined;
  /** Told to the client in place of the details, where there is no request id. */
  readonly correlationId: string | undefined;
}

export type OnHidden = (hidden: HiddenError) => void;

/**
 * For `maskedErrors`: answers the error as clients may see it, at the same path. Without `suggests`, messages name nothing
 * of the schema that the client has not named.
 */
export function createErrorMapping(onHidden: OnHidden, suggests = true): (error: unknown, message: string) => Error {
  return (error, maskedMessage) => {
    const cause = error instanceof GraphQLError ? error.originalError : error;
    const place = error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {};
    const requestId = cause instanceof TioneError ? cause.requestId : undefined;
    /** The operator finds an error by the upstream's request id; where there is none, by one that is made here. */
    const hide = (): { readonly correlationId?: string } => {
      const correlationId = requestId === undefined ? randomUUID() : undefined;
      onHidden({ error: cause ?? error, path: place.path?.join('.'), requestId, correlationId });
      return correlationId === undefined ? {} : { correlationId };
    };
    if (cause instanceof TioneError) {
      const known = publicErrors[cause.kind];
      if (known !== undefined)
        return new GraphQLError(known.message(cause), {
          ...place,
          extensions: { code: errorCodes[cause.kind], ...details(cause), ...(known.hides === true ? hide() : {}) },
        });
    }
    if (error instanceof GraphQLError && isDeliberate(error))
      return withCode(suggests ? error : withoutSuggestion(error));
    const extensions = {
      code: 'INTERNAL_SERVER_ERROR',
      ...(requestId === undefined ? {} : { requestId }),
      ...(isCancelled(cause) ? {} : hide()),
    };
    return new GraphQLError(maskedMessage, { ...place, extensions });
  };
}

/** Thrown as a GraphQL error on purpose: by validation, by our own checks, or by a plugin. */
function isDeliberate({ originalError }: GraphQLError): boolean {
  return originalError == null || (originalError instanceof GraphQLError && isDeliberate(originalError));
}

/** Executors give no code to what they refuse before execution, such as a variable without a value. */
function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions['code'] !== undefined) return error;
  const { message, nodes = null, path = null, originalError = null } = error;
  return new GraphQLError(message, {
    nodes,
    path,
    originalError,
    extensions: { code: 'BAD_USER_INPUT', ...error.extensions },
  });
}

/** The client is gone: there is nobody to tell, and nothing went wrong. */
function isCancelled(cause: unknown): boolean {
  return cause instanceof TioneError && cause.kind === 'cancelled';
}

function details({ upstreamCode, requestId, action, region, retryable, retryAfterMs }: TioneError) {
  return {
    ...(upstreamCode === undefined ? {} : { upstreamCode }),
    ...(requestId === undefined ? {} : { requestId }),
    action,
    region,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
