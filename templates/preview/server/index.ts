/** The preview as an Express router: the page at `/`, everything else under `/preview/`. */
import path from 'node:path';
import { Router, json, static as serveFolder, type ErrorRequestHandler, type Response } from 'express';
import { reports, type ReportDefinition } from '../../src';
import type { CompanyLook } from '../../src/write/companyLook';
import { previewLanguages, type PreviewProblem, type PreviewReport, type PreviewSnapshot } from '../protocol';
import { answerQuestion, type ReportFailure } from './answerQuestion';
import { previewLook } from './companyLook';
import { QuestionError, readQuestion } from './question';
import type { PreviewManifest, ReportSource } from './reportSource';
import { frameHeaders, pageHeaders } from './securityHeaders';
import { createSnapshotReader, type PreviewSnapshots } from './snapshotReader';
import { readAssets } from './staticAssets';
import { templatesReport } from './templatesReport';
import { readVisualPackage } from './visualPackage';
import type { VisibleTable } from './visibleStar';
import { frameAddress, visualRoutes } from './visualRoutes';

export { findVisualPackage } from './visualPackage';
export type { PreviewManifest } from './reportSource';
export type { VisibleTable } from './visibleStar';
export type { PreviewLease, PreviewSnapshots } from './snapshotReader';

export interface PreviewOptions {
  /** Where the snapshot served now comes from; the connector's store fits. */
  readonly snapshots: PreviewSnapshots<PreviewManifest>;
  /** Folder of the built page: `dist/preview`. */
  readonly staticFolder: string;
  /** The packaged visual that is shown: a `.pbiviz`. */
  readonly visualPackagePath: string;
  /** What is shown; the report with every page when absent. */
  readonly report?: ReportSource;
  /** The company's colours and logo; the preview's own when absent. */
  readonly look?: CompanyLook;
  /** What the caller of a request may see of each table of the snapshot; everything when absent. */
  readonly visible?: (response: Response, manifest: PreviewManifest) => VisibleTable;
  /** True where the caller sees only some business units; never when absent. */
  readonly limited?: (response: Response) => boolean;
  /** Told of a query that failed. */
  readonly onFailure?: ReportFailure;
}

export interface PreviewRouter {
  readonly router: Router;
  /** Closes the open snapshot; call it when the server has stopped. */
  close(): Promise<void>;
}

const fullestReport = (): ReportDefinition =>
  reports.reduce((fullest, report) => (report.pages.length > fullest.pages.length ? report : fullest));

const locales = { en: 'en-US', da: 'da-DK' } as const;

const snapshotFacts = (manifest: PreviewManifest, limited: boolean): PreviewSnapshot => ({
  id: manifest.snapshot,
  version: manifest.version,
  dataAsOf: manifest.dataAsOf,
  timeZone: manifest.timeZone,
  source: manifest.source,
  counted: limited
    ? null
    : { rated: manifest.rated, excluded: Object.values(manifest.excluded).reduce((sum, count) => sum + count, 0) },
});

/** Reads bundle and package at once; throws an `Error` that names the one that is missing. */
export function createPreviewRouter(options: PreviewOptions): PreviewRouter {
  const { snapshots, staticFolder, visualPackagePath, onFailure = () => undefined } = options;
  const report = options.report ?? templatesReport(fullestReport(), () => new Date());
  const visual = readVisualPackage(visualPackagePath);
  const look = previewLook(options.look ?? { theme: null, logo: null });
  const assets = readAssets(staticFolder);
  const reader = createSnapshotReader(snapshots);
  const router = Router();

  const currentManifest = (): PreviewManifest | null => {
    const lease = snapshots.current();
    lease?.release();
    return lease?.manifest ?? null;
  };

  router.use(visualRoutes(visual, assets.frame));
  router.use(
    '/preview/assets',
    frameHeaders,
    serveFolder(path.join(staticFolder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.get('/', pageHeaders, (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: path.resolve(staticFolder) });
  });

  router.get('/preview/report', pageHeaders, (request, response) => {
    const language = previewLanguages.find((known) => known === request.query['lang']);
    if (!language) throw new QuestionError('BAD_QUESTION', 'lang', `expected one of ${previewLanguages.join(', ')}`);
    const manifest = currentManifest();
    const { guid, displayName, version, supportsHighlight, windowRows } = visual;
    const strings = visual.strings(locales[language]);
    const body: PreviewReport = {
      language,
      locale: locales[language],
      title: report.title[language],
      visual: { guid, displayName, version, strings, supportsHighlight, windowRows, frame: frameAddress(visual) },
      look,
      pages: report.pages(language),
      snapshot: manifest ? snapshotFacts(manifest, options.limited?.(response) ?? false) : null,
    };
    response.set('Cache-Control', 'no-store').json(body);
  });

  router.get('/preview/snapshot', pageHeaders, (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ snapshot: currentManifest()?.snapshot ?? null });
  });

  router.post('/preview/query', pageHeaders, json({ limit: '256kb' }), async (request, response) => {
    const question = readQuestion(request.body, report);
    const answers = await answerQuestion(
      question,
      report,
      reader,
      (manifest) => options.visible?.(response, manifest) ?? null,
      options.limited?.(response) ?? false,
      onFailure,
    );
    response.set('Cache-Control', 'no-store');
    if (answers) response.json(answers);
    else response.status(503).json(problem('NO_SNAPSHOT', 'There is no snapshot yet; import answers or refresh.'));
  });

  router.use('/preview', badQuestion);
  return { router, close: () => reader.close() };
}

const problem = (code: string, message: string, target?: string): PreviewProblem => ({
  error: { code, message, ...(target === undefined ? {} : { target }) },
});

const badQuestion: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof QuestionError) {
    response.status(400).json(problem(error.code, error.message, error.target));
  } else if (error instanceof SyntaxError && 'body' in error) {
    response.status(400).json(problem('BAD_QUESTION', 'The body is not JSON.'));
  } else {
    next(error);
  }
};
