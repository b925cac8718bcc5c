/** What a template is made of, for tests: a stand-in for the packaged visual, the models, the reports. */
import { zipSync } from 'fflate';
import { reports } from '../../../templates/src/report';
import { standardTheme } from '../../../templates/src/report/theme';
import type { Language } from '../../../templates/src/star';
import type { Feed, ModelOptions, SampleRows } from '../../../templates/src/write/model/options';
import { buildModel } from '../../../templates/src/write/model/tabularModel';
import type { TabularDatabase } from '../../../templates/src/write/model/tabularTypes';
import type { ReportInput } from '../../../templates/src/write/report/reportFiles';
import { readVisualPackage } from '../../../templates/src/write/visualPackage';

const bytes = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Bytes of a `.pbiviz` with the parts that a real one has. */
export const visualPackageBytes = (guid = 'npsTest0123456789'): Uint8Array =>
  zipSync({
    'package.json': bytes({ visual: { guid } }),
    [`resources/${guid}.pbiviz.json`]: bytes({ visual: { guid }, content: { js: '', css: '' } }),
  });

export const modelOf = (language: Language, feed: Feed, sample: SampleRows | null = {}): TabularDatabase => {
  const options: ModelOptions = {
    language,
    feed,
    url: 'https://nps.example.com',
    server: 'sql.example.com',
    database: 'nps',
    sample,
    sampleSnapshot: { dataAsOf: '2026-03-15T12:00:00Z', version: '1.0.0', source: 'sample "7"' },
  };
  return buildModel('NPS Test', options);
};

export const inputOf = (reportIndex: number, language: Language): ReportInput => {
  const report = reports[reportIndex];
  if (!report) throw new Error(`There is no report ${reportIndex}.`);
  return {
    report,
    language,
    theme: standardTheme,
    visual: readVisualPackage(visualPackageBytes(), 'test.pbiviz'),
    logo: { fileName: 'logo.png', bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47]) },
  };
};

/** Every report in every language. */
export const everyReport = reports.flatMap((report, index) =>
  (['en', 'da'] as const).map((language) => ({ name: report.name, language, index })),
);
