/** Slips in a model that a person wrote as JSON. A test in this process means what it inserts, garbled times included. */
import { isObject, modelKinds, ModelInputError, versionKinds } from './model-input.ts';
import { parseWireTime } from './wire-time.ts';

/** Throws `ModelInputError` with every slip; says nothing about what is no model at all. */
export function refuseSlips(model: unknown): void {
  if (!isObject(model)) return;
  const versions: unknown = model['TrainingModelVersions'];
  const slips = [
    ...slipsIn(model, modelKinds, 'model'),
    ...(Array.isArray(versions) ? versions : []).flatMap((version: unknown, index) =>
      slipsIn(version, versionKinds, `model.TrainingModelVersions[${String(index)}]`),
    ),
  ];
  if (slips.length > 0) throw new ModelInputError(slips.join('; '));
}

function slipsIn(given: unknown, kinds: object, at: string): string[] {
  if (!isObject(given)) return [];
  // An unknown member may be a new one of TI-ONE; one in other letter case would be sent beside the right one.
  const known = new Map(Object.keys(kinds).map((name) => [name.toLowerCase(), name]));
  const misspelt = Object.keys(given).flatMap((name) => {
    const meant = known.get(name.toLowerCase());
    return meant === undefined || meant === name ? [] : [`${at}.${name}: must be written ${meant}`];
  });
  const time = given['CreateTime'];
  const isTime = typeof time !== 'string' || time === '' || parseWireTime(time) !== undefined;
  const form = 'a time such as 2022-09-06T08:34:13Z or 2022-09-06 16:34:13, or empty';
  return isTime ? misspelt : [...misspelt, `${at}.CreateTime: must be ${form}`];
}
