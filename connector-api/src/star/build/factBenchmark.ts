/** Builds FactBenchmark. */
import { factBenchmark } from '../facts/factBenchmark';
import { defineBuild } from './build';
import { benchmarkId } from './composedId';
import { present } from './reference';

export const buildFactBenchmark = defineBuild(factBenchmark, ({ db, engine }) =>
  db
    .selectFrom('staging.benchmark as b')
    .innerJoin('keys.benchmark as k', (join) =>
      join.on((eb) =>
        eb(
          'k.id',
          '=',
          benchmarkId(engine, eb.ref('b.industry'), eb.ref('b.metric'), eb.ref('b.period'), eb.ref('b.source')),
        ),
      ),
    )
    .select((eb) => [
      'k.key as BenchmarkKey',
      'b.industry as BenchmarkIndustry',
      'b.metric as BenchmarkMetric',
      present(engine.dateKey(eb.ref('b.period'))).as('PeriodDateKey'),
      'b.value as BenchmarkValue',
      'b.source as BenchmarkSource',
    ]),
);
