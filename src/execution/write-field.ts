/** How a field of an object becomes a piece of the answer: its resolver is called, and what it answers is written. */
import { defaultFieldResolver, TypeNameMetaFieldDef } from 'graphql';
import { argumentsReader } from './arguments.ts';
import { infoMaker, isInfoAsked, unasked, type InfoParts } from './info.ts';
import { quote } from './json-text.ts';
import { readForKeeping, readProperty } from './own-property.ts';
import type { FieldPlan } from './plan.ts';
import { parametersOf } from './signature.ts';
import { valueWriter, type Below, type Path, type WriteObject } from './write-value.ts';

/** `isKept`: the text is to be kept, if nothing speaks against it. */
export function fieldWriter(plan: FieldPlan, below: Below, parts: InfoParts, isKept: boolean): WriteObject {
  const { key, parent, field } = plan;
  if (field === TypeNameMetaFieldDef) {
    const text = quote(parent.name);
    return () => text;
  }
  const write = valueWriter(field.type, below);
  const pathOf = (path: Path | undefined): Path => ({ prev: path, key, typename: parent.name });
  const infoOf = infoMaker(plan, parts);
  const { resolve = defaultFieldResolver } = field;
  const isInfoWanted = isInfoAsked(plan);
  const needsPath = isInfoWanted || below.size > 0;

  if (resolve === defaultFieldResolver) {
    const { name } = field;
    const argsOf = argumentsReader(plan, true);
    const read = isKept ? readForKeeping : readProperty;
    const hasArguments = field.args.length > 0;
    return (source, run, path) => {
      const at = needsPath ? pathOf(path) : undefined;
      const info = isInfoWanted ? infoOf(run, at ?? pathOf(path)) : unasked;
      // Also where nobody looks at them: those that are refused fail the field.
      if (hasArguments) argsOf(run);
      const value = read(source, name, run);
      if (typeof value !== 'function') return write(value, run, at, info);
      const called: unknown = resolve(source, argsOf(run), run.context, infoOf(run, pathOf(path)));
      return write(called, run, at, info);
    };
  }
  const parameters = parametersOf(resolve);
  const argsOf = argumentsReader(plan, parameters > 1);
  return (source, run, path) => {
    const at = needsPath ? pathOf(path) : undefined;
    const info = isInfoWanted ? infoOf(run, at ?? pathOf(path)) : unasked;
    return write(resolve(source, argsOf(run), run.context, info), run, at, info);
  };
}
