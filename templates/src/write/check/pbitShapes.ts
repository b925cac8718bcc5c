/** The shapes that the checks read out of a `.pbit`; what they do not name may be anything. */
import { z } from 'zod';

const fieldSource = z.object({
  Expression: z.object({ SourceRef: z.object({ Source: z.string() }) }),
  Property: z.string(),
});

export const visualConfig = z.object({
  name: z.string(),
  layouts: z.array(
    z.object({
      id: z.number(),
      position: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    }),
  ),
  singleVisual: z.object({
    visualType: z.string(),
    projections: z.record(z.string(), z.array(z.object({ queryRef: z.string() }))).optional(),
    prototypeQuery: z
      .object({
        From: z.array(z.object({ Name: z.string(), Entity: z.string() })),
        Select: z.array(
          z.object({ Name: z.string(), Column: fieldSource.optional(), Measure: fieldSource.optional() }),
        ),
      })
      .optional(),
    objects: z.record(z.string(), z.unknown()),
    vcObjects: z.record(z.string(), z.unknown()),
  }),
});

export const layoutShape = z.object({
  filters: z.string(),
  config: z.string(),
  resourcePackages: z.array(
    z.object({
      resourcePackage: z.object({
        name: z.string(),
        type: z.number(),
        items: z.array(z.object({ type: z.number(), path: z.string(), name: z.string() })),
      }),
    }),
  ),
  sections: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      filters: z.string(),
      width: z.number(),
      height: z.number(),
      visualContainers: z.array(z.object({ config: z.string(), filters: z.string(), tabOrder: z.number() })),
    }),
  ),
});

export const modelShape = z.object({
  name: z.string().min(1),
  compatibilityLevel: z.number().min(1567).max(1601),
  model: z.object({
    tables: z.array(
      z.object({
        name: z.string(),
        columns: z.array(z.object({ name: z.string(), sortByColumn: z.string().optional() })),
        measures: z.array(z.object({ name: z.string() })).optional(),
        partitions: z.array(z.unknown()).min(1),
      }),
    ),
    relationships: z.array(
      z.object({ fromTable: z.string(), fromColumn: z.string(), toTable: z.string(), toColumn: z.string() }),
    ),
  }),
});

export type Layout = z.infer<typeof layoutShape>;
export type Model = z.infer<typeof modelShape>;
