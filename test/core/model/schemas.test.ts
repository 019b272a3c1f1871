import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { capacityCheckSchema } from '../../../src/core/model/capacity-check.ts';
import { comparisonSchema } from '../../../src/core/model/comparison.ts';
import { scorecardSchema } from '../../../src/core/model/requirement.ts';
import { trialSchema } from '../../../src/core/model/trial.ts';
import { expectGolden } from '../../golden-file.ts';

const schemas = {
  check: capacityCheckSchema,
  trial: trialSchema,
  comparison: comparisonSchema,
  requirements: scorecardSchema,
};

describe('the JSON Schema of', () => {
  test.each(Object.entries(schemas))('%s is that of its type', (name, schema) => {
    const json = z.toJSONSchema(schema, { target: 'draft-2020-12' });
    const titled = { $schema: json.$schema, title: `peakproof ${name}`, ...json };
    expect(Object.keys(json.properties ?? {})).toContain('schema');
    expectGolden(`src/core/model/schemas/${name}.schema.json`, `${JSON.stringify(titled, null, 2)}\n`);
  });
});
