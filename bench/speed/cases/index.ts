/** All cases, in the order of the table. */
import type { Case } from '../setting.ts';
import { added } from './added.ts';
import { entities, large, small } from './answers.ts';
import { calls } from './calls.ts';
import { crowd, offline } from './crowd.ts';
import { identicalLarge, identicalSmall } from './identical.ts';
import { memory } from './memory.ts';
import { scale } from './scale.ts';
import { signatures } from './signatures.ts';
import { start } from './start.ts';

export const cases: Readonly<Record<string, Case>> = {
  small,
  large,
  'identical-small': identicalSmall,
  'identical-large': identicalLarge,
  entities,
  added,
  calls,
  signatures,
  crowd,
  offline,
  start,
  memory,
  scale,
};
