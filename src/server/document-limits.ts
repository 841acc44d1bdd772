/** What a document may be, whatever it asks: checked while it is parsed, because validating a monstrous one is work too. */
import {
  GraphQLError,
  Kind,
  Lexer,
  parse,
  Source,
  TokenKind,
  visit,
  type DocumentNode,
  type ParseOptions,
  type Token,
} from 'graphql';

export const documentLimits = {
  /** Our largest example has about 200; GraphiQL's introspection about 300. */
  tokens: 4_000,
  /** Brackets within brackets. Fifteen fields, each in a fragment, with a filter have 40; parsing recurses at each. */
  nesting: 64,
  /** As many as ids in `trainingModelsByIds`: some clients ask for many models by aliases. */
  aliases: 500,
  /** Relay puts `@include` and `@skip` on fields, some tens of them. */
  directives: 200,
  /** Some clients send all operations of a file, and name one. */
  operations: 50,
  /** Validation follows each from each. Generated clients make one for each component, some tens of them. */
  fragments: 200,
} as const;

type Limit = keyof typeof documentLimits;

/** Parses a document that is within the limits. @throws GraphQLError */
export function parseWithinLimits(text: string | Source, options?: ParseOptions): DocumentNode {
  const source = typeof text === 'string' ? new Source(text) : text;
  checkNesting(source);
  const document = parse(source, { ...options, maxTokens: documentLimits.tokens });
  const counts = { aliases: 0, directives: 0, operations: 0, fragments: 0 };
  const count = (limit: keyof typeof counts, start: number | undefined): void => {
    counts[limit] += 1;
    if (counts[limit] > documentLimits[limit]) throw tooMuch(limit, source, start);
  };
  visit(document, {
    enter(node) {
      const start = node.loc?.start;
      if (node.kind === Kind.DIRECTIVE) count('directives', start);
      if (node.kind === Kind.OPERATION_DEFINITION) count('operations', start);
      if (node.kind === Kind.FRAGMENT_DEFINITION) count('fragments', start);
      if (node.kind === Kind.FIELD && node.alias !== undefined) count('aliases', start);
    },
  });
  return document;
}

const opening: readonly Token['kind'][] = [TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L];
const closing: readonly Token['kind'][] = [TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R];

/** Before parsing, which would end with a stack overflow. Text that has no tokens is left to the parser to refuse. */
function checkNesting(source: Source): void {
  const lexer = new Lexer(source);
  let nesting = 0;
  for (let read = 0; read < documentLimits.tokens; read += 1) {
    const token = next(lexer);
    if (token === undefined || token.kind === TokenKind.EOF) return;
    if (opening.includes(token.kind)) nesting += 1;
    if (closing.includes(token.kind)) nesting -= 1;
    if (nesting > documentLimits.nesting) throw tooMuch('nesting', source, token.start);
  }
}

function next(lexer: Lexer): Token | undefined {
  try {
    return lexer.advance();
  } catch {
    return undefined;
  }
}

const words: Readonly<Record<Exclude<Limit, 'tokens'>, string>> = {
  nesting: 'levels of brackets',
  aliases: 'aliases',
  directives: 'directives',
  operations: 'operations',
  fragments: 'fragments',
};

/** Says where the first one is that is too much. */
function tooMuch(limit: keyof typeof words, source: Source, start: number | undefined): GraphQLError {
  const message = `The document has more than ${String(documentLimits[limit])} ${words[limit]}.`;
  return new GraphQLError(message, { source, positions: start === undefined ? [] : [start] });
}
