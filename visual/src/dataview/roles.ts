/** The visual's data roles: the one place where their names and kinds are written. */

export interface Role {
  readonly kind: 'Grouping' | 'Measure';
  /** Highest number of fields the host may put into the role; absent means any number. */
  readonly max?: number;
  /** Whether readers may drill through the fields of the role. */
  readonly drill?: true;
}

/** In the order the field wells show them. `capabilities.json` is generated from this. */
export const roles = {
  score: { kind: 'Grouping', max: 1 },
  responses: { kind: 'Measure', max: 1 },
  weightSquares: { kind: 'Measure', max: 1 },
  promoters: { kind: 'Measure', max: 1 },
  passives: { kind: 'Measure', max: 1 },
  detractors: { kind: 'Measure', max: 1 },
  excluded: { kind: 'Measure', max: 1 },
  nps: { kind: 'Measure', max: 1 },
  period: { kind: 'Grouping', drill: true },
  segment: { kind: 'Grouping', drill: true },
  stageOrder: { kind: 'Grouping', max: 1 },
  goal: { kind: 'Measure', max: 1 },
  benchmark: { kind: 'Measure', max: 1 },
  surveyClass: { kind: 'Grouping', max: 1 },
  verbatim: { kind: 'Measure', max: 1 },
  tooltips: { kind: 'Measure' },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof roles;

export const roleNames = Object.keys(roles) as readonly RoleName[];
