import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { accepts } from '../accept.ts';

const answered = ['application/graphql-response+json', 'application/json', 'application/*', '*/*'];

/**
 * Takes what GraphQL over HTTP asks for, GET and POST of JSON answered as JSON, and refuses the other ways that Yoga knows.
 * A form can be sent by any page on the web without asking, and nothing here comes in parts or streams.
 */
export function useStrictRequests(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, endResponse, fetchAPI }) {
      const accept = request.headers.get('accept');
      if (accept !== null && accept !== '' && !accepts(accept, answered)) {
        const hint = `Answers are ${answered.slice(0, 2).join(' or ')}: the header "accept" must allow one of them.\n`;
        endResponse(new fetchAPI.Response(hint, { status: 406, headers: { 'content-type': 'text/plain' } }));
        return;
      }
      if (request.method === 'POST' && !isJson(request.headers.get('content-type')))
        throw badRequest('POST needs the header "content-type: application/json", and a JSON body.', 415);
      if (requestParser === undefined) return;
      setRequestParser(async (parsed) => {
        try {
          return await requestParser(parsed);
        } catch (error) {
          if (error instanceof SyntaxError)
            throw badRequest('"variables" and "extensions" in a URL must be JSON objects.');
          // With what the JSON parser says, Yoga repeats all of the body.
          if (error instanceof GraphQLError && 'originalError' in error.extensions) throw badRequest(error.message);
          throw error;
        }
      });
    },
    onParams({ params }) {
      // The executor would put it into a message, and fail where it is an object that cannot become text.
      const name: unknown = params.operationName;
      if (name != null && typeof name !== 'string') throw badRequest('"operationName" must be a string.');
    },
  };
}

function isJson(contentType: string | null): boolean {
  return /^application\/(graphql\+)?json(;|$)/.test(contentType ?? '');
}

function badRequest(message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}
