import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHmac256 } from '../../src/tione/hmac.ts';

test('texts of any length and script, one after the other, have the HMAC that Node gives them', () => {
  const keys = fc.uint8Array({ maxLength: 64 });
  const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(keys, texts, (key, all) => {
      const hmac = createHmac256(key);
      for (const text of all) expect(hmac(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
    }),
    { seed: 2_104, numRuns: 200 },
  );
});
