/** FactBenchmark: published values to compare with. */
import { metrics } from '../dimensions/dimCampaign';
import { attribute, dateReference, key, measure, text } from '../column';
import { defineTable } from '../table';

export const factBenchmark = defineTable({
  name: 'FactBenchmark',
  kind: 'fact',
  grain: text(['One row per industry, metric, period and source.', 'Én række pr. branche, måltal, periode og kilde.']),
  caption: text(['Benchmark', 'Benchmark']),
  description: text(['Values of other companies, with their source.', 'Andre virksomheders værdier, med kilde.']),
  key: ['BenchmarkKey'],
  unique: [['BenchmarkIndustry', 'BenchmarkMetric', 'PeriodDateKey', 'BenchmarkSource']],
  columns: {
    BenchmarkKey: key('int64', ['Benchmark', 'Benchmark']),
    BenchmarkIndustry: attribute(
      'string',
      ['Benchmark industry', 'Benchmark-branche'],
      ['Industry that was measured.', 'Den målte branche.'],
    ),
    BenchmarkMetric: attribute(
      'string',
      ['Benchmark metric', 'Benchmark-måltal'],
      ['Metric that was measured.', 'Det målte måltal.'],
      { acceptedValues: metrics },
    ),
    PeriodDateKey: dateReference(['Benchmark period', 'Benchmark-periode'], { active: true, nullable: false }),
    BenchmarkValue: measure(
      'double',
      ['Benchmark value', 'Benchmark-værdi'],
      ['Value of the metric.', 'Måltallets værdi.'],
    ),
    BenchmarkSource: attribute(
      'string',
      ['Benchmark source', 'Benchmark-kilde'],
      ['Who published it.', 'Hvem der har offentliggjort det.'],
    ),
  },
});
