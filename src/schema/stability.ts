/** Which objects stay the same for as long as they live, so that what is made of them may be kept with them. */
import type { Connection } from './connection.ts';
import { TrainingModel, TrainingModelVersion } from './refs.ts';
import { VersionConnection } from './version-connection.ts';

/** Rows do, for as long as they are remembered; of the pages of a model's versions, that one which is asked for again and again. */
export function isStable({ name }: { readonly name: string }): boolean | ((source: object) => boolean) {
  if (name === VersionConnection.name) return isAskedAgain;
  return name === TrainingModel.name || name === TrainingModelVersion.name;
}

function isAskedAgain(page: Partial<Connection<unknown>>): boolean {
  return page.isAskedAgain === true;
}
