import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ruleOf } from './rules';

it('R24_knows_every_rule_of_the_house', () => {
  const house = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
  const numbers = [...house.matchAll(/^\| (R\d{2}) \|/gm)].map(([, number = '']) => number);
  expect(numbers).toHaveLength(26);
  for (const number of numbers) expect(ruleOf(number), number).toBeDefined();
});

it('R24_knows_no_other_rule', () => {
  for (const number of ['R00', 'R27', 'toString', '']) expect(ruleOf(number)).toBeUndefined();
});
