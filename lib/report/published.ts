/** The file formats as JSON Schema (draft 2020-12), made from the shapes that the code itself checks with. Not loaded by the extension. */
import { z } from 'zod';
import { dsaFileSchema } from './dsa.ts';
import { exportFileSchema } from './portable.ts';

const published = (schema: z.ZodType, name: string, title: string, description: string) => () => {
  const { $schema, ...made } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }) as Record<
    string,
    unknown
  >;
  return { $schema, $id: `urn:${name}`, title, description, ...made };
};

/** File name in public/schema → its schema. */
export const PUBLISHED: Record<string, () => object> = {
  'export-1.json': published(
    exportFileSchema,
    'hub-steward:export:1',
    'Reports exported from Hub Steward',
    'Times are milliseconds since 1 January 1970, UTC. Fields that are not named here may be added within version 1: ignore them.',
  ),
  'dsa-notice-1.json': published(
    dsaFileSchema,
    'hub-steward:dsa-notice:1',
    'Notices in the sense of Article 16 of Regulation (EU) 2022/2065, exported from Hub Steward',
    'Our own shape; the regulation prescribes none. Times are ISO 8601, UTC.',
  ),
};
